-- How many are there?
select
    'lines' as section,
    kind as label,
    cast(line_count as varchar) as figure
from marts.line_counts_v1

-- How many order lines are there of each kind?
select
    kind,
    count(*) as line_count
from landing.order_lines
group by kind

-- From which day to which day does each trailing window reach?
-- Both ends are inside; twelve months that end on 20 November begin on 21 November of the year before.
with

night as (
    select * from run.current
)

select
    '12m' as window_name,
    months_before(as_of, 12) + 1 as from_on,
    as_of as to_on
from night
union all
select
    'prior_12m' as window_name,
    months_before(as_of, 24) + 1 as from_on,
    months_before(as_of, 12) as to_on
from night
union all
select
    '36m' as window_name,
    months_before(as_of, 36) + 1 as from_on,
    as_of as to_on
from night
union all
select
    'total' as window_name,
    cast('0001-01-01' as date) as from_on,
    as_of as to_on
from night

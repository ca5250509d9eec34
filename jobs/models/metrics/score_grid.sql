-- Where do the percentiles of each part lie among the active accounts?
-- Percentiles by nearest rank. A value on several of them scores their middle, so that equal values score alike; one between two of them scores half a point more than the lower.
with

active as (
    select * from metrics.score_values
    where is_active and part_value is not null
),

ranked as (
    select
        level,
        part,
        part_value,
        row_number() over (partition by level, part order by part_value asc nulls last, account_id asc nulls last) as place,
        count(*) over (partition by level, part) as account_count
    from active
),

-- The places first: they are few, and a join by place is one by equality.
places as (
    select
        counts.level,
        counts.part,
        numbers.n as percentile,
        greatest(1, cast(floor((numbers.n * counts.account_count + 99) / 100) as bigint)) as place
    from (select distinct level, part, account_count from ranked) as counts
    cross join int_series(0, 100) as numbers
),

percentiles as (
    select
        ranked.level,
        ranked.part,
        ranked.part_value,
        ranked.account_count,
        places.percentile
    from places
    inner join ranked
        on ranked.level = places.level
        and ranked.part = places.part
        and ranked.place = places.place
),

steps as (
    select
        level,
        part,
        part_value,
        account_count,
        min(percentile) as lowest_percentile,
        max(percentile) as highest_percentile
    from percentiles
    group by level, part, part_value, account_count
)

select
    level,
    part,
    part_value as value_from,
    lead(part_value) over (partition by level, part order by part_value asc nulls last) as value_before,
    account_count,
    cast((lowest_percentile + highest_percentile) * cast(0.5 as decimal(2, 1)) as decimal(4, 1)) as percentile_at,
    cast(least(highest_percentile + cast(0.5 as decimal(2, 1)), 100) as decimal(4, 1)) as percentile_above
from steps

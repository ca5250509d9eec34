-- What is usual in each part of loyalty, and how far do accounts differ?
-- Mean and standard deviation after the outermost accounts are brought to the borders (winsorised); borders are values of accounts, by nearest rank.
with

parts as (
    select * from metrics.loyalty_parts
),

policy as (
    select * from config.loyalty
),

ranked as (
    select
        parts.*,
        row_number() over (
            partition by level, months_ago, part
            order by value asc nulls last, account_id asc nulls last
        ) as place,
        count(*) over (partition by level, months_ago, part) as account_count
    from parts
),

borders as (
    select
        ranked.level,
        ranked.months_ago,
        ranked.part,
        max(ranked.account_count) as account_count,
        min(case when ranked.place >= ranked.account_count * policy.winsor_share then ranked.value end) as value_low,
        max(case when ranked.place <= ceil(ranked.account_count * (1 - policy.winsor_share)) then ranked.value end) as value_high
    from ranked
    cross join policy
    group by ranked.level, ranked.months_ago, ranked.part
),

brought_in as (
    select
        parts.level,
        parts.months_ago,
        parts.part,
        case
            when parts.value < borders.value_low then borders.value_low
            when parts.value > borders.value_high then borders.value_high
            else parts.value
        end as value
    from parts
    inner join borders on borders.level = parts.level and borders.months_ago = parts.months_ago and borders.part = parts.part
),

means as (
    select level, months_ago, part, safe_div(sum(fixed(value)), count(*)) as mean_value
    from brought_in
    group by level, months_ago, part
),

spreads as (
    select
        brought_in.level,
        brought_in.months_ago,
        brought_in.part,
        sqrt(safe_div(
            sum(fixed((brought_in.value - means.mean_value) * (brought_in.value - means.mean_value))), count(*) - 1
        )) as standard_deviation
    from brought_in
    inner join means on means.level = brought_in.level and means.months_ago = brought_in.months_ago and means.part = brought_in.part
    group by brought_in.level, brought_in.months_ago, brought_in.part
)

select
    borders.level,
    borders.months_ago,
    borders.part,
    borders.account_count,
    borders.value_low,
    borders.value_high,
    means.mean_value,
    coalesce(spreads.standard_deviation, 0e0) as standard_deviation
from borders
inner join means on means.level = borders.level and means.months_ago = borders.months_ago and means.part = borders.part
inner join spreads on spreads.level = borders.level and spreads.months_ago = borders.months_ago and spreads.part = borders.part

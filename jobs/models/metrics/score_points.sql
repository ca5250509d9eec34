-- How many points does each part give an account?
-- A part that is not known is left out, and the others share its weight. Who did not buy in twelve months gets no points.
with

score_values as (
    select * from metrics.score_values where is_active
),

grid as (
    select * from metrics.score_grid
),

weights as (
    select * from metrics.score_weights
),

-- Grid and accounts in one order: percentiles rise with values, so that the greatest so far is that of the highest step an account reaches.
ordered as (
    select
        level,
        part,
        cast(null as string) as account_id,
        value_from as part_value,
        cast(null as string) as part_abstain_reason,
        value_from as step_value,
        percentile_at,
        percentile_above
    from grid
    union all
    select
        level,
        part,
        account_id,
        part_value,
        part_abstain_reason,
        cast(null as double) as step_value,
        cast(null as decimal(4, 1)) as percentile_at,
        cast(null as decimal(4, 1)) as percentile_above
    from score_values
),

reached as (
    select
        level,
        part,
        account_id,
        part_value,
        part_abstain_reason,
        max(step_value) over steps as step_value,
        max(percentile_at) over steps as percentile_at,
        max(percentile_above) over steps as percentile_above
    from ordered
    window steps as (partition by level, part order by part_value asc nulls last)
),

placed as (
    select
        reached.level,
        reached.account_id,
        reached.part,
        reached.part_value,
        reached.part_abstain_reason,
        weights.weight,
        case
            when reached.part_value is null then null
            when reached.part_value = reached.step_value then reached.percentile_at
            else coalesce(reached.percentile_above, cast(0 as decimal(4, 1)))
        end as percentile
    from reached
    inner join weights on weights.part = reached.part
    where reached.account_id is not null
),

known as (
    select
        placed.*,
        sum(case when percentile is not null then weight else 0 end) over (partition by level, account_id) as known_weight
    from placed
)

select
    level,
    account_id,
    part,
    part_value,
    part_abstain_reason,
    percentile,
    weight,
    cast(known_weight as decimal(9, 6)) as known_weight,
    case
        when percentile is not null
            then cast(cast(safe_div(cast(weight * percentile as decimal(18, 7)), known_weight) as decimal(38, 8)) as decimal(9, 4))
    end as points
from known

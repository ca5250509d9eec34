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

placed as (
    select
        score_values.level,
        score_values.account_id,
        score_values.part,
        score_values.part_value,
        score_values.part_abstain_reason,
        weights.weight,
        case
            when score_values.part_value is null then null
            when score_values.part_value = grid.value_from then grid.percentile_at
            else coalesce(grid.percentile_above, cast(0 as decimal(4, 1)))
        end as percentile
    from score_values
    inner join weights on weights.part = score_values.part
    left join grid
        on grid.level = score_values.level
        and grid.part = score_values.part
        and score_values.part_value >= grid.value_from
        and score_values.part_value < coalesce(grid.value_before, score_values.part_value + 1e300)
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

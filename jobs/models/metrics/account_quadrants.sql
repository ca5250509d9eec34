-- Is an account worth much now, later, both or neither?
-- Who stands on a split is high: equal values are in the same quadrant.
with

net_values as (
    select * from metrics.net_values
),

present_splits as (
    select * from metrics.quadrant_splits where value_kind = 'present'
),

future_splits as (
    select * from metrics.quadrant_splits where value_kind = 'future'
),

policy as (
    select * from config.portfolio
),

distances as (
    select
        net_values.level,
        net_values.account_id,
        net_values.present_value_amount,
        net_values.clv_net_amount_36m as future_value_amount,
        cast(net_values.present_value_amount - present_splits.split_amount as decimal(18, 4)) as distance_to_present_split_amount,
        cast(net_values.clv_net_amount_36m - future_splits.split_amount as decimal(18, 4)) as distance_to_future_split_amount,
        coalesce(
            net_values.present_value_abstain_reason,
            net_values.clv_net_abstain_reason,
            case when present_splits.split_amount is null or future_splits.split_amount is null then 'TOO_FEW_OBSERVATIONS' end
        ) as quadrant_abstain_reason,
        policy.rule_version as quadrant_rule_version
    from net_values
    cross join policy
    left join present_splits on present_splits.level = net_values.level
    left join future_splits on future_splits.level = net_values.level
)

select
    level,
    account_id,
    present_value_amount,
    future_value_amount,
    distance_to_present_split_amount,
    distance_to_future_split_amount,
    case
        when quadrant_abstain_reason is not null then null
        when distance_to_present_split_amount >= 0 and distance_to_future_split_amount >= 0 then 'STAR'
        when distance_to_present_split_amount >= 0 then 'HARVEST'
        when distance_to_future_split_amount >= 0 then 'GROW'
        else 'LOW'
    end as quadrant,
    quadrant_abstain_reason,
    quadrant_rule_version
from distances

-- From which present and which future value on is an account high?
-- The policy's quantile, by nearest rank, of those values that are above zero.
with

net_values as (
    select * from metrics.net_values
),

policy as (
    select * from config.portfolio
),

amounts as (
    select level, account_id, 'present' as value_kind, present_value_amount as amount
    from net_values
    where present_value_amount > 0
    union all
    select level, account_id, 'future', clv_net_amount_36m
    from net_values
    where clv_net_amount_36m > 0
),

ranked as (
    select
        amounts.*,
        row_number() over (partition by level, value_kind order by amount asc nulls last, account_id asc nulls last) as place,
        count(*) over (partition by level, value_kind) as positive_count
    from amounts
)

select
    ranked.level,
    ranked.value_kind,
    ranked.amount as split_amount,
    ranked.positive_count
from ranked
cross join policy
where ranked.place = greatest(1, ceil(ranked.positive_count * policy.split_quantile))

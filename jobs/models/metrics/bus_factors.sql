-- How many account managers would have to leave before half of the value is touched?
-- The fewest of those who are with us: the largest portfolios first. Customers worth nothing count as nothing, not as less.
with

managed as (
    select * from metrics.managed_accounts
),

managers as (
    select * from staged.account_managers where is_active
),

policy as (
    select * from config.account_manager
),

portfolios as (
    select
        managed.account_manager_id,
        managers.account_manager_id is not null as is_active,
        sum(greatest(coalesce(managed.clv_net_amount_36m, 0), 0)) as clv_amount
    from managed
    left join managers on managers.account_manager_id = managed.account_manager_id
    group by managed.account_manager_id, managers.account_manager_id
),

cumulated as (
    select
        portfolios.account_manager_id,
        clv_amount,
        sum(clv_amount) over (
            order by clv_amount desc nulls last, account_manager_id asc nulls last
            rows between unbounded preceding and current row
        ) as clv_until
    from portfolios
    where is_active
),

totals as (
    select
        coalesce(sum(clv_amount), 0) as clv_amount,
        coalesce(sum(clv_amount) filter (where is_active), 0) as held_amount
    from portfolios
),

counted as (
    select
        count(*) filter (where cumulated.clv_until - cumulated.clv_amount < policy.bus_factor_share * totals.held_amount and cumulated.clv_amount > 0)
            as manager_count
    from cumulated
    cross join totals
    cross join policy
)

select
    'all' as scope,
    cast(totals.clv_amount as decimal(18, 4)) as clv_net_positive_amount_36m,
    cast(totals.held_amount as decimal(18, 4)) as held_clv_net_positive_amount_36m,
    case when totals.held_amount > 0 then counted.manager_count end as bus_factor,
    case when totals.held_amount <= 0 then 'NO_VALUE_IN_HAND' end as bus_factor_abstain_reason
from totals
cross join counted

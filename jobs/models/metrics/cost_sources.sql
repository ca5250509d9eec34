-- Does any system tell what lines, rebates and service cost?
-- Without costs at all a margin is unknown because the source is missing, not because one line lacks its cost.
with

months as (
    select * from metrics.account_months
),

deliveries as (
    select
        coalesce(bool_or(is_delivered) filter (where table_name = 'rebates'), false) as has_rebates,
        coalesce(bool_or(is_delivered) filter (where table_name = 'service_costs'), false) as has_service_costs
    from run.deliveries
),

costs as (
    select coalesce(max(costed_line_count), 0) > 0 as has_costs
    from months
)

select
    'all' as scope,
    costs.has_costs,
    deliveries.has_rebates,
    deliveries.has_service_costs
from costs
cross join deliveries

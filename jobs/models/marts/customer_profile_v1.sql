-- Who is each account, who looks after it, and where does it stand?
-- At level parent the attributes are those of the head of the group; purchases are those of the whole group.
with

activity as (
    select * from metrics.account_activity
),

lifecycle as (
    select * from metrics.account_lifecycle
),

identity as (
    select * from metrics.account_identity
),

tenure as (
    select * from metrics.account_manager_tenure
),

completeness as (
    select * from metrics.customer_completeness
),

customers as (
    select * from staged.customers
),

account_managers as (
    select * from staged.account_managers
),

night as (
    select * from run.current
)

select
    night.as_of,
    activity.level,
    customers.customer_id,
    customers.parent_id,
    customers.parent_customer_id,
    activity.customer_count,
    customers.code,
    case when customers.kind = 'company' then customers.name end as company_name,
    customers.kind,
    customers.is_active,
    customers.industry,
    customers.size_class,
    customers.employees as employee_count,
    customers.territory,
    customers.city,
    customers.country_code,
    customers.customer_group,
    customers.channel,
    customers.agent_id,
    customers.account_manager_id,
    account_managers.is_active as is_account_manager_active,
    tenure.account_manager_since_on,
    tenure.account_manager_since_abstain_reason,
    customers.currency_code,
    customers.price_list_id,
    customers.payment_term_days,
    money(customers.credit_limit) as credit_limit_amount,
    identity.record_count,
    identity.is_in_erp,
    identity.is_in_crm,
    identity.weakest_method as identity_method,
    identity.lowest_score as identity_score,
    completeness.data_completeness_share,
    customers.created_on,
    activity.first_ordered_on,
    activity.last_ordered_on,
    activity.occasion_count,
    activity.order_count,
    activity.days_since_last_occasion,
    lifecycle.lifecycle,
    lifecycle.lifecycle_rule_version,
    lifecycle.cycle_days,
    lifecycle.cycle_source,
    lifecycle.at_risk_after_days,
    lifecycle.lapsed_after_days,
    lifecycle.lost_after_days,
    lifecycle.days_to_next_lifecycle,
    lifecycle.reactivated_on
from activity
inner join customers
    on customers.customer_id = activity.account_id
left join lifecycle
    on lifecycle.level = activity.level
    and lifecycle.account_id = activity.account_id
left join identity
    on identity.level = activity.level
    and identity.account_id = activity.account_id
left join tenure
    on tenure.customer_id = activity.account_id
left join completeness
    on completeness.customer_id = activity.account_id
left join account_managers
    on account_managers.account_manager_id = customers.account_manager_id
cross join night

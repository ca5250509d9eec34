-- How did the gross margin rate change from the year before, product by product, whatever was sold more or less of?
-- Products sold in both years with all costs known; each weighs by what it brought in the last twelve months, so that a change of mix is none of the change.
with

expectations as (
    select * from metrics.discount_expectations
),

members as (
    select * from metrics.discipline_members
),

products as (
    select
        members.scope,
        members.account_manager_id,
        members.category_id,
        members.account_id,
        expectations.product_id,
        sum(case when expectations.quarters_ago < 4 then expectations.costed_amount else 0 end) as revenue_amount,
        sum(case when expectations.quarters_ago < 4 then expectations.cost_amount else 0 end) as cost_amount,
        sum(case when expectations.quarters_ago >= 4 then expectations.costed_amount else 0 end) as prior_revenue_amount,
        sum(case when expectations.quarters_ago >= 4 then expectations.cost_amount else 0 end) as prior_cost_amount
    from expectations
    inner join members
        on members.customer_id = expectations.customer_id
        and members.sold_by_id = expectations.account_manager_id
        and members.sold_category_id = expectations.category_id
    where expectations.costed_line_count > 0
    group by 1, 2, 3, 4, 5
),

rates as (
    select
        scope,
        account_manager_id,
        category_id,
        account_id,
        revenue_amount,
        safe_div(cost_amount, revenue_amount) as cost_rate,
        safe_div(prior_cost_amount, prior_revenue_amount) as prior_cost_rate
    from products
    where revenue_amount > 0 and prior_revenue_amount > 0
)

select
    scope,
    account_manager_id,
    category_id,
    account_id,
    count(*) as compared_product_count,
    cast(sum(revenue_amount) as decimal(18, 4)) as revenue_amount,
    safe_div(sum(fixed(safe_div(revenue_amount, 1000) * (prior_cost_rate - cost_rate))), safe_div(sum(revenue_amount), 1000)) as margin_rate_change
from rates
group by scope, account_manager_id, category_id, account_id

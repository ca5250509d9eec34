-- What was given away, sold below cost or beyond authority in each of the two years, by who sold it, by category and by customer?
with

expectations as (
    select * from metrics.discount_expectations
),

members as (
    select * from metrics.discipline_members
),

scoped as (
    select
        members.scope,
        members.account_manager_id,
        members.category_id,
        members.account_id,
        case when expectations.quarters_ago < 4 then 0 else 1 end as years_ago,
        expectations.customer_id,
        expectations.product_id,
        expectations.line_count,
        expectations.compared_line_count,
        expectations.costed_line_count,
        expectations.below_cost_line_count,
        expectations.authority_line_count,
        expectations.over_authority_line_count,
        expectations.unapproved_line_count,
        expectations.free_line_count,
        expectations.revenue_amount,
        expectations.list_amount,
        expectations.compared_amount,
        expectations.pocket_amount,
        expectations.costed_amount,
        expectations.cost_amount,
        expectations.below_cost_amount,
        expectations.unapproved_amount,
        expectations.free_list_amount,
        expectations.normed_list_amount,
        expectations.discount_amount,
        expectations.expected_discount_amount,
        expectations.below_band_amount
    from expectations
    inner join members
        on members.customer_id = expectations.customer_id
        and members.sold_by_id = expectations.account_manager_id
        and members.sold_category_id = expectations.category_id
)

select
    scope,
    account_manager_id,
    category_id,
    account_id,
    years_ago,
    count(distinct customer_id) as customer_count,
    count(distinct product_id) as product_count,
    cast(sum(line_count) as bigint) as line_count,
    cast(sum(compared_line_count) as bigint) as compared_line_count,
    cast(sum(costed_line_count) as bigint) as costed_line_count,
    cast(sum(below_cost_line_count) as bigint) as below_cost_line_count,
    cast(sum(authority_line_count) as bigint) as authority_line_count,
    cast(sum(over_authority_line_count) as bigint) as over_authority_line_count,
    cast(sum(unapproved_line_count) as bigint) as unapproved_line_count,
    cast(sum(free_line_count) as bigint) as free_line_count,
    cast(sum(revenue_amount) as decimal(18, 4)) as revenue_amount,
    cast(sum(list_amount) as decimal(18, 4)) as list_amount,
    cast(sum(compared_amount) as decimal(18, 4)) as compared_amount,
    cast(sum(pocket_amount) as decimal(18, 4)) as pocket_amount,
    cast(sum(costed_amount) as decimal(18, 4)) as costed_amount,
    cast(sum(cost_amount) as decimal(18, 4)) as cost_amount,
    cast(sum(below_cost_amount) as decimal(18, 4)) as below_cost_amount,
    cast(sum(unapproved_amount) as decimal(18, 4)) as unapproved_amount,
    cast(sum(free_list_amount) as decimal(18, 4)) as free_list_amount,
    cast(sum(normed_list_amount) as decimal(18, 4)) as normed_list_amount,
    cast(sum(discount_amount) as decimal(18, 4)) as discount_amount,
    cast(sum(expected_discount_amount) as decimal(18, 4)) as expected_discount_amount,
    cast(sum(below_band_amount) as decimal(18, 4)) as below_band_amount
from scoped
group by scope, account_manager_id, category_id, account_id, years_ago

-- What share of the list price was charged in each quarter, held against what these very products usually bring?
-- The usual share of a product is its own over all eight quarters and customers, so that a change of mix is no change of price.
with

expectations as (
    select * from metrics.discount_expectations
),

members as (
    select * from metrics.discipline_members
),

usual as (
    select
        product_id,
        safe_div(sum(compared_amount), sum(list_amount)) as usual_ratio
    from expectations
    where list_amount > 0
    group by product_id
),

sums as (
    select
        members.scope,
        members.account_manager_id,
        members.category_id,
        members.account_id,
        expectations.quarters_ago,
        sum(expectations.list_amount) as list_amount,
        sum(expectations.compared_amount) as compared_amount,
        sum(fixed(safe_div(expectations.list_amount, 1000) * usual.usual_ratio)) as usual_thousands
    from expectations
    inner join members
        on members.customer_id = expectations.customer_id
        and members.sold_by_id = expectations.account_manager_id
        and members.sold_category_id = expectations.category_id
    inner join usual on usual.product_id = expectations.product_id
    where expectations.list_amount > 0
    group by 1, 2, 3, 4, 5
)

select
    scope,
    account_manager_id,
    category_id,
    account_id,
    quarters_ago,
    cast(list_amount as decimal(18, 4)) as list_amount,
    ln(safe_div(compared_amount, list_amount)) as log_price_ratio,
    ln(safe_div(safe_div(compared_amount, 1000), usual_thousands)) as log_price_index
from sums

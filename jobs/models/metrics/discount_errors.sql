-- How sure is it that more, or less, is given than usual?
-- Customers, not lines, are what chance draws: a seller's lines to one customer follow one agreement. For a single customer it is its products. Error of a ratio of sums (Cochran 1977), last twelve months.
with

expectations as (
    select * from metrics.discount_expectations
),

members as (
    select * from metrics.discipline_members
),

clusters as (
    select
        members.scope,
        members.account_manager_id,
        members.category_id,
        members.account_id,
        case when members.scope in ('CUSTOMER', 'PARENT') then expectations.product_id else expectations.customer_id end
            as cluster_id,
        sum(expectations.normed_list_amount) as list_amount,
        sum(expectations.discount_amount - expectations.expected_discount_amount) as excess_amount
    from expectations
    inner join members
        on members.customer_id = expectations.customer_id
        and members.sold_by_id = expectations.account_manager_id
        and members.sold_category_id = expectations.category_id
    where expectations.quarters_ago < 4 and expectations.normed_list_amount > 0
    group by 1, 2, 3, 4, 5
),

sums as (
    select
        scope,
        account_manager_id,
        category_id,
        account_id,
        count(*) as cluster_count,
        sum(list_amount) as list_amount,
        sum(excess_amount) as excess_amount,
        cast(sum(fixed(safe_div(list_amount, 1000) * safe_div(list_amount, 1000))) as double) as list_squares,
        cast(sum(fixed(safe_div(list_amount, 1000) * safe_div(excess_amount, 1000))) as double) as cross_products,
        cast(sum(fixed(safe_div(excess_amount, 1000) * safe_div(excess_amount, 1000))) as double) as excess_squares
    from clusters
    group by scope, account_manager_id, category_id, account_id
),

rates as (
    select
        sums.*,
        safe_div(excess_amount, list_amount) as excess_rate
    from sums
)

select
    scope,
    account_manager_id,
    category_id,
    account_id,
    cluster_count,
    excess_rate,
    case
        when cluster_count > 1
            then 1e3 * safe_div(
                sqrt(greatest(excess_squares - 2 * excess_rate * cross_products + excess_rate * excess_rate * list_squares, 0e0)
                    * safe_div(cluster_count, cluster_count - 1)),
                list_amount
            )
    end as excess_rate_error
from rates

-- Which discount is usual for a product in a quarter among customers of a size, and below which price do few of them buy?
-- A customer's quarter is one price. The band's lower end is a quantile of pocket price over list price, in whole prices of customers, small and large alike.
with

prices as (
    select * from metrics.quarter_prices where list_amount > 0
),

customers as (
    select customer_id, size_class from staged.customers
),

policy as (
    select * from config.price_discipline
),

described as (
    select
        prices.*,
        coalesce(customers.size_class, 'UNKNOWN') as size_class
    from prices
    left join customers on customers.customer_id = prices.customer_id
),

members as (
    select 'PRODUCT_SIZE' as cell_kind, product_id as item_id, size_class, quarters_ago, customer_id, list_amount, compared_amount, pocket_amount
    from described
    union all
    select 'PRODUCT' as cell_kind, product_id as item_id, 'ALL' as size_class, quarters_ago, customer_id, list_amount, compared_amount, pocket_amount
    from described
    union all
    select 'CATEGORY' as cell_kind, category_id as item_id, 'ALL' as size_class, quarters_ago, customer_id, list_amount, compared_amount, pocket_amount
    from described
),

customer_prices as (
    select
        cell_kind,
        item_id,
        size_class,
        quarters_ago,
        customer_id,
        sum(list_amount) as list_amount,
        sum(compared_amount) as compared_amount,
        safe_div(sum(pocket_amount), sum(list_amount)) as pocket_ratio
    from members
    group by cell_kind, item_id, size_class, quarters_ago, customer_id
),

ranked as (
    select
        customer_prices.*,
        row_number() over (
            partition by cell_kind, item_id, size_class, quarters_ago
            order by pocket_ratio asc nulls last, customer_id asc nulls last
        ) as place,
        count(*) over (partition by cell_kind, item_id, size_class, quarters_ago) as customer_count
    from customer_prices
)

select
    ranked.cell_kind,
    ranked.item_id,
    ranked.size_class,
    ranked.quarters_ago,
    count(*) as customer_count,
    cast(sum(ranked.list_amount) as decimal(18, 4)) as list_amount,
    1 - safe_div(sum(ranked.compared_amount), sum(ranked.list_amount)) as discount_rate,
    min(case when ranked.place = greatest(1, ceil(ranked.customer_count * policy.peer_band_quantile)) then ranked.pocket_ratio end)
        as band_low_ratio
from ranked
cross join policy
group by ranked.cell_kind, ranked.item_id, ranked.size_class, ranked.quarters_ago
having count(*) >= max(policy.peer_min_customers)

-- What would the same goods have brought at the discounts that are usual for them, and how much lies below the peers' band?
-- By the narrowest norm that has enough customers: product and size, product, category. The figures of quarter_prices go along, so that what adds them up reads one relation.
with

prices as (
    select * from metrics.quarter_prices
),

customers as (
    select customer_id, size_class from staged.customers
),

norms as (
    select * from metrics.discount_norms
),

matched as (
    select
        prices.*,
        coalesce(by_size.cell_kind, by_product.cell_kind, by_category.cell_kind) as norm_kind,
        coalesce(by_size.discount_rate, by_product.discount_rate, by_category.discount_rate) as norm_rate,
        coalesce(by_size.band_low_ratio, by_product.band_low_ratio, by_category.band_low_ratio) as band_low_ratio
    from prices
    left join customers on customers.customer_id = prices.customer_id
    left join norms as by_size
        on by_size.cell_kind = 'PRODUCT_SIZE'
        and by_size.item_id = prices.product_id
        and by_size.size_class = coalesce(customers.size_class, 'UNKNOWN')
        and by_size.quarters_ago = prices.quarters_ago
    left join norms as by_product
        on by_product.cell_kind = 'PRODUCT'
        and by_product.item_id = prices.product_id
        and by_product.quarters_ago = prices.quarters_ago
    left join norms as by_category
        on by_category.cell_kind = 'CATEGORY'
        and by_category.item_id = prices.category_id
        and by_category.quarters_ago = prices.quarters_ago
),

amounts as (
    select
        matched.*,
        case when list_amount > 0 and norm_rate is not null then list_amount else cast(0 as decimal(18, 4)) end as normed_list_amount,
        case when list_amount > 0 and norm_rate is not null then compared_amount else cast(0 as decimal(18, 4)) end as normed_amount,
        case
            when list_amount > 0 and norm_rate is not null
                then cast(cast(list_amount * norm_rate as decimal(38, 8)) as decimal(18, 4))
            else cast(0 as decimal(18, 4))
        end as expected_discount_amount,
        case
            when list_amount > 0 and band_low_ratio is not null
                then cast(cast(list_amount * band_low_ratio as decimal(38, 8)) as decimal(18, 4)) - pocket_amount
        end as below_band_amount
    from matched
)

select
    customer_id,
    account_manager_id,
    category_id,
    product_id,
    quarters_ago,
    line_count,
    compared_line_count,
    costed_line_count,
    below_cost_line_count,
    authority_line_count,
    over_authority_line_count,
    unapproved_line_count,
    free_line_count,
    revenue_amount,
    list_amount,
    compared_amount,
    pocket_amount,
    costed_amount,
    cost_amount,
    below_cost_amount,
    unapproved_amount,
    free_list_amount,
    norm_kind,
    normed_list_amount,
    cast(normed_list_amount - normed_amount as decimal(18, 4)) as discount_amount,
    expected_discount_amount,
    cast(case when below_band_amount > 0 then below_band_amount else 0 end as decimal(18, 4)) as below_band_amount
from amounts

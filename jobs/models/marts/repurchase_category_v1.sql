-- What share of a category's or product's buyers buys it again, and how many days later?
-- The shrunk rate is the one to rank by: it tells three buyers from three hundred.
with

this_night as (
    select * from run.current
),

rates as (
    select * from metrics.item_repurchase_rates
),

categories as (
    select * from staged.product_categories
),

products as (
    select * from staged.products
)

select
    this_night.as_of,
    rates.level,
    rates.item_kind,
    rates.item_id,
    coalesce(products.name, categories.name) as item_name,
    case when rates.item_kind = 'category' then rates.item_id else products.category_id end as category_id,
    rates.first_ordered_on,
    rates.last_ordered_on,
    rates.buyer_count,
    rates.repeater_count,
    rates.repurchase_rate,
    rates.repurchase_rate_low,
    rates.repurchase_rate_high,
    rates.shrunk_rate,
    rates.shrunk_rate_low,
    rates.shrunk_rate_high,
    rates.shrunk_rate_method,
    rates.shrunk_rate_abstain_reason,
    rates.own_evidence_share,
    rates.pooled_rate,
    rates.item_count,
    rates.window_rate,
    rates.window_rate_low,
    rates.window_rate_high,
    rates.window_rate_abstain_reason,
    rates.gap_count,
    rates.cycle_days,
    rates.cycle_days_low,
    rates.cycle_days_high,
    rates.cycle_abstain_reason
from rates
cross join this_night
left join categories on rates.item_kind = 'category' and categories.category_id = rates.item_id
left join products on rates.item_kind = 'product' and products.product_id = rates.item_id

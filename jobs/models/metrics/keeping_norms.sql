-- How often do accounts go on buying a product, after a rise of its list price and without one?
with

keepings as (
    select * from metrics.product_keepings
)

select
    level,
    count(*) as account_count,
    cast(sum(risen_count) as bigint) as risen_count,
    cast(sum(steady_count) as bigint) as steady_count,
    safe_div(sum(risen_kept_count), sum(risen_count)) as risen_kept_rate,
    safe_div(sum(steady_kept_count), sum(steady_count)) as steady_kept_rate
from keepings
group by level

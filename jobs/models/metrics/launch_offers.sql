-- Which new products could an account have tried, and which of them did it?
-- It could where it had bought the category before the launch. A launch whose time is not over is counted apart. As it is tonight, and as it was three months ago.
with

products as (
    select * from staged.products
    where launched_on is not null and category_id is not null and coalesce(kind, 'goods') = 'goods'
),

first_days as (
    select * from metrics.item_occasions where occasion_number = 1
),

policy as (
    select * from config.loyalty
),

looks as (
    select months_ago, snapshot_on from metrics.pyramid_snapshots where months_ago in (0, 3)
),

launches as (
    select
        looks.months_ago,
        products.product_id,
        products.category_id,
        products.launched_on,
        products.launched_on + cast(policy.uptake_days as integer) as closes_on,
        products.launched_on + cast(policy.uptake_days as integer) > looks.snapshot_on as is_open
    from products
    cross join policy
    cross join looks
    where products.launched_on > months_before(looks.snapshot_on, policy.launch_window_months)
        and products.launched_on <= looks.snapshot_on
),

offers as (
    select
        categories.level,
        categories.account_id,
        launches.months_ago,
        launches.is_open,
        coalesce(bought.ordered_on between launches.launched_on and launches.closes_on, false) as is_taken
    from launches
    inner join first_days as categories
        on categories.item_kind = 'category'
        and categories.item_id = launches.category_id
        and categories.ordered_on < launches.launched_on
    left join first_days as bought
        on bought.item_kind = 'product'
        and bought.item_id = launches.product_id
        and bought.level = categories.level
        and bought.account_id = categories.account_id
)

select
    level,
    account_id,
    months_ago,
    count(*) filter (where not is_open) as eligible_count,
    count(*) filter (where not is_open and is_taken) as taken_count,
    count(*) filter (where is_open) as open_count
from offers
group by level, account_id, months_ago

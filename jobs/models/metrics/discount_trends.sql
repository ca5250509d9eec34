-- Do prices fall against list, quarter after quarter?
-- Median of the slopes between all pairs of quarters (Theil 1950, Sen 1968), which one odd quarter cannot turn; the 90 % interval by the variance of Kendall's count of ordered pairs (Sen 1968).
with

series as (
    select * from metrics.discount_series
),

policy as (
    select * from config.price_discipline
),

slopes as (
    select
        later.scope,
        later.account_manager_id,
        later.category_id,
        later.account_id,
        safe_div(later.log_price_index - earlier.log_price_index, earlier.quarters_ago - later.quarters_ago) as slope
    from series as later
    inner join series as earlier
        on earlier.scope = later.scope
        and earlier.account_manager_id = later.account_manager_id
        and earlier.category_id = later.category_id
        and earlier.account_id = later.account_id
        and earlier.quarters_ago > later.quarters_ago
),

counts as (
    select
        scope,
        account_manager_id,
        category_id,
        account_id,
        count(*) as quarter_count
    from series
    group by scope, account_manager_id, category_id, account_id
),

ranked as (
    select
        slopes.*,
        counts.quarter_count,
        row_number() over (
            partition by slopes.scope, slopes.account_manager_id, slopes.category_id, slopes.account_id
            order by slopes.slope asc nulls last
        ) as place,
        count(*) over (partition by slopes.scope, slopes.account_manager_id, slopes.category_id, slopes.account_id) as slope_count
    from slopes
    inner join counts
        on counts.scope = slopes.scope
        and counts.account_manager_id = slopes.account_manager_id
        and counts.category_id = slopes.category_id
        and counts.account_id = slopes.account_id
),

placed as (
    select
        ranked.*,
        z_90() * sqrt(safe_div(quarter_count * (quarter_count - 1) * (2 * quarter_count + 5), 18)) as reach
    from ranked
)

select
    counts.scope,
    counts.account_manager_id,
    counts.category_id,
    counts.account_id,
    counts.quarter_count,
    case when max(counts.quarter_count) >= max(policy.trend_min_quarters) then median(placed.slope) end as slope,
    case
        when max(counts.quarter_count) >= max(policy.trend_min_quarters)
            then min(case when placed.place >= greatest(1, floor((placed.slope_count - placed.reach) / 2)) then placed.slope end)
    end as slope_low,
    case
        when max(counts.quarter_count) >= max(policy.trend_min_quarters)
            then min(case when placed.place >= least(placed.slope_count, ceil((placed.slope_count + placed.reach) / 2) + 1) then placed.slope end)
    end as slope_high
from counts
cross join policy
left join placed
    on placed.scope = counts.scope
    and placed.account_manager_id = counts.account_manager_id
    and placed.category_id = counts.category_id
    and placed.account_id = counts.account_id
group by counts.scope, counts.account_manager_id, counts.category_id, counts.account_id, counts.quarter_count

-- Which accounts buy the same both from us and through agents, at which prices, and does demand move from the one to the other?
-- Overlap is, category by category, the smaller of what was bought on either side in twelve months. Who sold first is as far as the records reach back.
with

accounts as (
    select distinct level, account_id from staged.accounts
),

members as (
    select * from staged.accounts
),

sales as (
    select * from metrics.channel_sales
),

gaps as (
    select * from metrics.channel_price_gaps
),

windows as (
    select * from metrics.value_windows where window_name = '12m'
),

policy as (
    select * from config.account_risk
),

orders as (
    select * from staged.orders where channel = 'agent'
),

deliveries as (
    select coalesce(bool_or(is_delivered) filter (where table_name in ('agents', 'sell_through')), false) as has_agents
    from run.deliveries
),

sources as (
    select deliveries.has_agents or count(orders.order_id) > 0 as has_agents
    from deliveries
    left join orders on true
    group by deliveries.has_agents
),

days as (
    select
        members.level,
        members.account_id,
        sales.category_id,
        sales.sold_on,
        sales.agent_id,
        sales.channel = 'DIRECT' as is_direct,
        sales.channel = 'SELL_THROUGH' as is_sell_through,
        sales.sold_on between windows.from_on and windows.to_on as is_in_window,
        coalesce(sales.revenue_amount, 0) as revenue_amount
    from sales
    cross join windows
    inner join members on members.customer_id = sales.customer_id
),

firsts as (
    select
        level,
        account_id,
        min(case when is_direct then sold_on end) as first_direct_on,
        min(case when not is_direct then sold_on end) as first_agent_on
    from days
    group by level, account_id
),

categories as (
    select
        level,
        account_id,
        category_id,
        coalesce(sum(revenue_amount) filter (where is_direct and is_in_window), 0) as direct_amount,
        coalesce(sum(revenue_amount) filter (where not is_direct and not is_sell_through and is_in_window), 0) as agent_amount,
        coalesce(sum(revenue_amount) filter (where is_sell_through and is_in_window), 0) as sell_through_amount,
        count(*) filter (where is_direct and is_in_window) as direct_day_count,
        count(*) filter (where not is_direct and is_in_window) as agent_day_count,
        min(case when is_direct then sold_on end) as first_direct_on,
        max(case when not is_direct then sold_on end) as last_agent_on
    from days
    group by level, account_id, category_id
),

-- Moved: bought from the agent only until its last sale, and then from us within the policy's days. Who buys both ways all along moves nothing.
migrations as (
    select
        categories.level,
        categories.account_id,
        count(*) as migrated_category_count,
        sum(categories.direct_amount) as migrated_amount
    from categories
    cross join windows
    cross join policy
    where categories.first_direct_on > categories.last_agent_on
        and categories.first_direct_on between windows.from_on and windows.to_on
        and days_between(categories.last_agent_on, categories.first_direct_on) <= policy.migration_days
    group by categories.level, categories.account_id
),

channels as (
    select
        level,
        account_id,
        agent_id,
        greatest(sum(revenue_amount), 0) as revenue_amount
    from days
    where is_in_window
    group by level, account_id, agent_id
),

concentrations as (
    select
        level,
        account_id,
        count(*) filter (where agent_id <> 'NONE') as agent_count,
        cast(sum(fixed_small(revenue_share * revenue_share)) as double) as channel_hhi
    from (
        select
            channels.*,
            safe_div(revenue_amount, sum(revenue_amount) over (partition by level, account_id)) as revenue_share
        from channels
    ) as channel_shares
    group by level, account_id
),

sums as (
    select
        level,
        account_id,
        sum(direct_amount) as direct_amount,
        sum(agent_amount) as agent_amount,
        sum(sell_through_amount) as sell_through_amount,
        sum(case when direct_amount > 0 and agent_amount + sell_through_amount > 0 then least(direct_amount, agent_amount + sell_through_amount) else 0 end)
            as overlap_amount,
        count(*) filter (where direct_day_count > 0 and agent_day_count > 0) as overlap_category_count
    from categories
    group by level, account_id
),

weighted as (
    select
        gaps.*,
        direct_quantity + agent_quantity as weight,
        sum(direct_quantity + agent_quantity) over (
            partition by level, account_id
            order by log_price_gap asc nulls last, product_id asc nulls last, currency_code asc nulls last
            rows between unbounded preceding and current row
        ) as weight_until,
        sum(direct_quantity + agent_quantity) over (partition by level, account_id) as weight_of_all
    from gaps
),

medians as (
    select
        level,
        account_id,
        count(*) as product_count,
        min(log_price_gap) as lowest_gap,
        max(log_price_gap) as highest_gap,
        min(case when 2 * weight_until >= weight_of_all then log_price_gap end) as median_gap
    from weighted
    group by level, account_id
),

joined as (
    select
        accounts.level,
        accounts.account_id,
        sources.has_agents,
        policy.channel_price_gap as gap_limit,
        coalesce(sums.direct_amount, 0) as direct_amount,
        coalesce(sums.agent_amount, 0) as agent_amount,
        coalesce(sums.sell_through_amount, 0) as sell_through_amount,
        coalesce(sums.overlap_amount, 0) as overlap_amount,
        coalesce(sums.overlap_category_count, 0) as overlap_category_count,
        coalesce(concentrations.agent_count, 0) as agent_count,
        concentrations.channel_hhi,
        firsts.first_direct_on,
        firsts.first_agent_on,
        coalesce(medians.product_count, 0) as product_count,
        medians.lowest_gap,
        medians.median_gap,
        medians.highest_gap,
        coalesce(migrations.migrated_category_count, 0) as migrated_category_count,
        coalesce(migrations.migrated_amount, 0) as migrated_amount
    from accounts
    cross join sources
    cross join policy
    left join sums on sums.level = accounts.level and sums.account_id = accounts.account_id
    left join concentrations on concentrations.level = accounts.level and concentrations.account_id = accounts.account_id
    left join firsts on firsts.level = accounts.level and firsts.account_id = accounts.account_id
    left join medians on medians.level = accounts.level and medians.account_id = accounts.account_id
    left join migrations on migrations.level = accounts.level and migrations.account_id = accounts.account_id
)

select
    level,
    account_id,
    case when has_agents then cast(direct_amount > 0 and agent_amount + sell_through_amount > 0 as boolean) end as has_both_channels,
    case when has_agents then agent_count end as agent_count,
    case when has_agents then cast(agent_amount as decimal(18, 4)) end as agent_order_amount,
    case when has_agents then cast(sell_through_amount as decimal(18, 4)) end as sell_through_amount,
    case when has_agents then overlap_category_count end as overlap_category_count,
    case when has_agents then cast(overlap_amount as decimal(18, 4)) end as overlap_amount,
    case when has_agents then migrated_category_count end as migrated_category_count,
    case when has_agents then cast(migrated_amount as decimal(18, 4)) end as migrated_amount,
    case when not has_agents then 'SOURCE_MISSING' end as channel_abstain_reason,
    case when has_agents then channel_hhi end as channel_hhi,
    case
        when not has_agents then 'SOURCE_MISSING'
        when channel_hhi is not null then null
        when first_agent_on is null then 'NO_AGENT_SALES'
        else 'NO_REVENUE'
    end as channel_hhi_abstain_reason,
    first_agent_on,
    case
        when first_agent_on is null then null
        when first_direct_on is null or first_agent_on < first_direct_on then 'AGENT'
        when first_direct_on < first_agent_on then 'DIRECT'
        else 'SAME_DAY'
    end as first_seller,
    case
        when not has_agents then 'SOURCE_MISSING'
        when first_agent_on is null then 'NO_AGENT_SALES'
    end as first_seller_abstain_reason,
    product_count as price_gap_n,
    lowest_gap as log_price_gap_lowest,
    median_gap as log_price_gap,
    highest_gap as log_price_gap_highest,
    case
        when not has_agents then 'SOURCE_MISSING'
        when median_gap is not null then null
        when direct_amount <= 0 or agent_amount + sell_through_amount <= 0 then 'ONE_CHANNEL'
        else 'NO_COMMON_PRODUCT'
    end as price_gap_abstain_reason,
    case
        when not has_agents then null
        when overlap_amount <= 0 then false
        when median_gap is not null then abs(median_gap) > gap_limit
    end as is_channel_conflict,
    case
        when not has_agents then 'SOURCE_MISSING'
        when overlap_amount > 0 and median_gap is null then 'NO_COMMON_PRODUCT'
    end as channel_conflict_abstain_reason
from joined

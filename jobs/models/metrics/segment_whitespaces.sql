-- Which categories are usual in a segment, and what would they bring if the accounts that do not buy them did as the others?
-- Accounts without the category x share of active accounts that buy it x what these usually spend on it (the median): an expectation, not an order.
with

attributes as (
    select * from metrics.account_attributes
),

categories as (
    select * from metrics.account_categories where revenue_amount > 0
),

segments as (
    select * from metrics.segment_values
),

policy as (
    select * from config.market_segment
),

purchases as (
    select
        attributes.level,
        attributes.industry,
        attributes.size_class,
        attributes.territory,
        attributes.channel,
        categories.category_id,
        cast(categories.revenue_amount as double) as revenue
    from categories
    inner join attributes on attributes.level = categories.level and attributes.account_id = categories.account_id
),

buyers as (
    select
        level,
        case when grouping(industry) = 1 then 'ALL' else industry end as industry,
        case when grouping(size_class) = 1 then 'ALL' else size_class end as size_class,
        case when grouping(territory) = 1 then 'ALL' else territory end as territory,
        case when grouping(channel) = 1 then 'ALL' else channel end as channel,
        category_id,
        count(*) as buyer_count,
        median(revenue) as median_revenue
    from purchases
    group by level, category_id, cube (industry, size_class, territory, channel)
),

shares as (
    select
        buyers.*,
        segments.active_count,
        safe_div(buyers.buyer_count, segments.active_count) as buyer_share
    from buyers
    inner join segments
        on segments.level = buyers.level
        and segments.industry = buyers.industry
        and segments.size_class = buyers.size_class
        and segments.territory = buyers.territory
        and segments.channel = buyers.channel
    cross join policy
    where segments.active_count >= policy.min_accounts
        and buyers.buyer_count >= policy.min_accounts
        and buyers.buyer_count >= segments.active_count * policy.whitespace_min_share
        and buyers.buyer_count < segments.active_count
),

gaps as (
    select
        shares.*,
        active_count - buyer_count as gap_count,
        money((active_count - buyer_count) * buyer_share * median_revenue) as whitespace_amount
    from shares
)

select
    level,
    industry,
    size_class,
    territory,
    channel,
    category_id,
    active_count,
    buyer_count,
    gap_count,
    buyer_share,
    wilson_low(buyer_count, active_count) as buyer_share_low,
    wilson_high(buyer_count, active_count) as buyer_share_high,
    money(median_revenue) as median_amount,
    whitespace_amount,
    cast(row_number() over (
        partition by level, industry, size_class, territory, channel
        order by whitespace_amount desc nulls last, category_id asc nulls last
    ) as bigint) as whitespace_rank
from gaps

-- What is the whitespace of a segment worth, and which three categories are most of it?
-- A segment in which everybody buys all that is usual has a whitespace of 0; one with too few active accounts has none that could be told.
with

segments as (
    select * from metrics.segment_values
),

whitespaces as (
    select * from metrics.segment_whitespaces
),

policy as (
    select * from config.market_segment
),

categories as (
    select count(*) > 0 as has_categories from metrics.account_categories
),

tops as (
    select
        level,
        industry,
        size_class,
        territory,
        channel,
        count(*) as category_count,
        sum(whitespace_amount) as whitespace_amount,
        max(category_id) filter (where whitespace_rank = 1) as whitespace_1_category_id,
        max(whitespace_amount) filter (where whitespace_rank = 1) as whitespace_1_amount,
        max(gap_count) filter (where whitespace_rank = 1) as whitespace_1_gap_count,
        max(buyer_share) filter (where whitespace_rank = 1) as whitespace_1_buyer_share,
        max(category_id) filter (where whitespace_rank = 2) as whitespace_2_category_id,
        max(whitespace_amount) filter (where whitespace_rank = 2) as whitespace_2_amount,
        max(gap_count) filter (where whitespace_rank = 2) as whitespace_2_gap_count,
        max(buyer_share) filter (where whitespace_rank = 2) as whitespace_2_buyer_share,
        max(category_id) filter (where whitespace_rank = 3) as whitespace_3_category_id,
        max(whitespace_amount) filter (where whitespace_rank = 3) as whitespace_3_amount,
        max(gap_count) filter (where whitespace_rank = 3) as whitespace_3_gap_count,
        max(buyer_share) filter (where whitespace_rank = 3) as whitespace_3_buyer_share
    from whitespaces
    group by level, industry, size_class, territory, channel
),

reasons as (
    select
        segments.level,
        segments.industry,
        segments.size_class,
        segments.territory,
        segments.channel,
        case
            when not categories.has_categories then 'SOURCE_MISSING'
            when segments.active_count < policy.min_accounts then 'TOO_FEW_OBSERVATIONS'
        end as whitespace_abstain_reason
    from segments
    cross join policy
    cross join categories
)

select
    reasons.level,
    reasons.industry,
    reasons.size_class,
    reasons.territory,
    reasons.channel,
    case when reasons.whitespace_abstain_reason is null then coalesce(tops.category_count, 0) end as whitespace_category_count,
    case when reasons.whitespace_abstain_reason is null then cast(coalesce(tops.whitespace_amount, 0) as decimal(18, 4)) end
        as whitespace_amount,
    tops.whitespace_1_category_id,
    cast(tops.whitespace_1_amount as decimal(18, 4)) as whitespace_1_amount,
    tops.whitespace_1_gap_count,
    tops.whitespace_1_buyer_share,
    tops.whitespace_2_category_id,
    cast(tops.whitespace_2_amount as decimal(18, 4)) as whitespace_2_amount,
    tops.whitespace_2_gap_count,
    tops.whitespace_2_buyer_share,
    tops.whitespace_3_category_id,
    cast(tops.whitespace_3_amount as decimal(18, 4)) as whitespace_3_amount,
    tops.whitespace_3_gap_count,
    tops.whitespace_3_buyer_share,
    reasons.whitespace_abstain_reason
from reasons
left join tops
    on tops.level = reasons.level
    and tops.industry = reasons.industry
    and tops.size_class = reasons.size_class
    and tops.territory = reasons.territory
    and tops.channel = reasons.channel

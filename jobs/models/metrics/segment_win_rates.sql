-- What share of the decided deals with a segment's accounts did we win in the last twelve months?
-- Deals, not amounts. A lead that never became a customer has no segment and is not here, so the rates are those of known customers.
with

attributes as (
    select * from metrics.account_attributes
),

accounts as (
    select * from staged.accounts
),

opportunities as (
    select * from staged.opportunities where status in ('won', 'lost')
),

windows as (
    select * from metrics.value_windows where window_name = '12m'
),

deliveries as (
    select coalesce(bool_or(is_delivered) filter (where table_name = 'opportunities'), false) as has_opportunities
    from run.deliveries
),

policy as (
    select * from config.market_segment
),

decisions as (
    select
        accounts.level,
        accounts.account_id,
        opportunities.status
    from opportunities
    inner join windows on opportunities.closed_on between windows.from_on and windows.to_on
    inner join accounts on accounts.customer_id = opportunities.customer_id
),

account_decisions as (
    select
        level,
        account_id,
        count(*) as decided_count,
        count(*) filter (where status = 'won') as won_count
    from decisions
    group by level, account_id
),

account_counts as (
    select
        attributes.level,
        attributes.industry,
        attributes.size_class,
        attributes.territory,
        attributes.channel,
        coalesce(account_decisions.decided_count, 0) as decided_count,
        coalesce(account_decisions.won_count, 0) as won_count
    from attributes
    left join account_decisions
        on account_decisions.level = attributes.level and account_decisions.account_id = attributes.account_id
),

sums as (
    select
        level,
        case when grouping(industry) = 1 then 'ALL' else industry end as industry,
        case when grouping(size_class) = 1 then 'ALL' else size_class end as size_class,
        case when grouping(territory) = 1 then 'ALL' else territory end as territory,
        case when grouping(channel) = 1 then 'ALL' else channel end as channel,
        cast(sum(decided_count) as bigint) as decided_count,
        cast(sum(won_count) as bigint) as won_count,
        count(*) filter (where decided_count > 0) as deciding_count
    from account_counts
    group by level, cube (industry, size_class, territory, channel)
),

reasons as (
    select
        sums.*,
        case
            when not deliveries.has_opportunities then 'SOURCE_MISSING'
            when deciding_count < policy.min_accounts then 'TOO_FEW_OBSERVATIONS'
        end as win_rate_abstain_reason
    from sums
    cross join deliveries
    cross join policy
)

select
    level,
    industry,
    size_class,
    territory,
    channel,
    case when win_rate_abstain_reason = 'SOURCE_MISSING' then null else decided_count end as decided_count,
    case when win_rate_abstain_reason = 'SOURCE_MISSING' then null else won_count end as won_count,
    case when win_rate_abstain_reason is null then safe_div(won_count, decided_count) end as win_rate,
    case when win_rate_abstain_reason is null then wilson_low(won_count, decided_count) end as win_rate_low,
    case when win_rate_abstain_reason is null then wilson_high(won_count, decided_count) end as win_rate_high,
    win_rate_abstain_reason
from reasons

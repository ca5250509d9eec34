-- What were the customers of a segment worth, and which customers made it more or less?
-- opening + new + grown + shrunk + lost + reactivated + dormant = closing, in exact decimals. An account counts in the segment it is in tonight, at both ends: nobody moves between segments inside a bridge.
with

moves as (
    select * from metrics.equity_moves
),

attributes as (
    select * from metrics.account_attributes
),

amounts as (
    select
        level, account_id, period_months, opening_on, is_opening_recorded, movement,
        'revenue' as measure,
        opening_revenue_amount as opening_amount,
        closing_revenue_amount as closing_amount,
        case when not is_opening_recorded then 'WINDOW_NOT_RECORDED' end as abstain_reason
    from moves
    union all
    select
        level, account_id, period_months, opening_on, is_opening_recorded, movement,
        'contribution_margin' as measure,
        opening_contribution_margin_amount as opening_amount,
        closing_contribution_margin_amount as closing_amount,
        coalesce(contribution_abstain_reason, case when not is_opening_recorded then 'WINDOW_NOT_RECORDED' end) as abstain_reason
    from moves
    union all
    select
        level, account_id, period_months, opening_on, is_opening_recorded, movement,
        'clv_36m' as measure,
        opening_clv_amount_36m as opening_amount,
        closing_clv_amount_36m as closing_amount,
        clv_abstain_reason as abstain_reason
    from moves
),

changes as (
    select
        amounts.*,
        attributes.industry,
        attributes.size_class,
        attributes.territory,
        attributes.channel,
        attributes.tier,
        closing_amount - opening_amount as change_amount,
        case
            when movement <> 'KEPT' then movement
            when closing_amount > opening_amount then 'GROWN'
            when closing_amount < opening_amount then 'SHRUNK'
            when closing_amount = opening_amount then 'UNCHANGED'
            else 'UNKNOWN'
        end as step
    from amounts
    inner join attributes on attributes.level = amounts.level and attributes.account_id = amounts.account_id
),

steps as (
    select
        level,
        measure,
        period_months,
        case
            when grouping(industry) = 0 then 'industry'
            when grouping(size_class) = 0 then 'size_class'
            when grouping(territory) = 0 then 'territory'
            when grouping(channel) = 0 then 'channel'
            when grouping(tier) = 0 then 'tier'
            else 'all'
        end as segment_dimension,
        coalesce(industry, size_class, territory, channel, tier, 'all') as segment_value,
        step,
        min(opening_on) as opening_on,
        bool_and(is_opening_recorded) as is_opening_recorded,
        max(abstain_reason) as abstain_reason,
        count(*) as account_count,
        cast(sum(opening_amount) as decimal(18, 4)) as opening_amount,
        cast(sum(closing_amount) as decimal(18, 4)) as closing_amount,
        cast(sum(change_amount) as decimal(18, 4)) as change_amount
    from changes
    group by grouping sets (
        (level, measure, period_months, step),
        (level, measure, period_months, step, industry),
        (level, measure, period_months, step, size_class),
        (level, measure, period_months, step, territory),
        (level, measure, period_months, step, channel),
        (level, measure, period_months, step, tier)
    )
),

bridges as (
    select
        level,
        segment_dimension,
        segment_value,
        measure,
        period_months,
        min(opening_on) as opening_on,
        bool_and(is_opening_recorded) as is_opening_recorded,
        max(abstain_reason) as abstain_reason,
        coalesce(cast(sum(account_count) filter (where step in ('GROWN', 'SHRUNK', 'UNCHANGED', 'UNKNOWN', 'LOST')) as bigint), 0) as opening_count,
        coalesce(cast(sum(account_count) filter (where step = 'NEW') as bigint), 0) as new_count,
        coalesce(cast(sum(account_count) filter (where step = 'GROWN') as bigint), 0) as grown_count,
        coalesce(cast(sum(account_count) filter (where step = 'SHRUNK') as bigint), 0) as shrunk_count,
        coalesce(cast(sum(account_count) filter (where step = 'UNCHANGED') as bigint), 0) as unchanged_count,
        coalesce(cast(sum(account_count) filter (where step in ('GROWN', 'SHRUNK', 'UNCHANGED', 'UNKNOWN')) as bigint), 0) as kept_count,
        coalesce(cast(sum(account_count) filter (where step = 'LOST') as bigint), 0) as lost_count,
        coalesce(cast(sum(account_count) filter (where step = 'REACTIVATED') as bigint), 0) as reactivated_count,
        coalesce(cast(sum(account_count) filter (where step in ('GROWN', 'SHRUNK', 'UNCHANGED', 'UNKNOWN', 'NEW', 'REACTIVATED')) as bigint), 0) as closing_count,
        cast(sum(opening_amount) as decimal(18, 4)) as opening_amount,
        cast(coalesce(sum(change_amount) filter (where step = 'NEW'), 0) as decimal(18, 4)) as new_amount,
        cast(coalesce(sum(change_amount) filter (where step = 'GROWN'), 0) as decimal(18, 4)) as grown_amount,
        cast(coalesce(sum(change_amount) filter (where step = 'SHRUNK'), 0) as decimal(18, 4)) as shrunk_amount,
        cast(coalesce(sum(change_amount) filter (where step = 'LOST'), 0) as decimal(18, 4)) as lost_amount,
        cast(coalesce(sum(change_amount) filter (where step = 'REACTIVATED'), 0) as decimal(18, 4)) as reactivated_amount,
        cast(coalesce(sum(change_amount) filter (where step = 'DORMANT'), 0) as decimal(18, 4)) as dormant_amount,
        cast(sum(closing_amount) as decimal(18, 4)) as closing_amount
    from steps
    group by level, segment_dimension, segment_value, measure, period_months
)

select
    level,
    segment_dimension,
    segment_value,
    measure,
    period_months,
    opening_on,
    is_opening_recorded,
    abstain_reason,
    opening_count,
    new_count,
    case when abstain_reason is null then grown_count end as grown_count,
    case when abstain_reason is null then shrunk_count end as shrunk_count,
    case when abstain_reason is null then unchanged_count end as unchanged_count,
    lost_count,
    reactivated_count,
    closing_count,
    case when is_opening_recorded then safe_div(kept_count, opening_count) end as customer_retention_rate,
    case when is_opening_recorded then wilson_low(kept_count, opening_count) end as customer_retention_rate_low,
    case when is_opening_recorded then wilson_high(kept_count, opening_count) end as customer_retention_rate_high,
    case when abstain_reason is null then opening_amount end as opening_amount,
    case when abstain_reason is null then new_amount end as new_amount,
    case when abstain_reason is null then grown_amount end as grown_amount,
    case when abstain_reason is null then shrunk_amount end as shrunk_amount,
    case when abstain_reason is null then lost_amount end as lost_amount,
    case when abstain_reason is null then reactivated_amount end as reactivated_amount,
    case when abstain_reason is null then dormant_amount end as dormant_amount,
    case when abstain_reason is null then closing_amount end as closing_amount,
    case
        when abstain_reason is null and opening_amount > 0
            then safe_div(opening_amount + grown_amount + shrunk_amount + lost_amount, opening_amount)
    end as amount_retention_rate
from bridges

-- How much of what an account decided lately went to competitors, to whom, and why?
-- Each deal lost to a competitor counts by its age. A deal lost for a reason that nobody wrote down is apart: it may have gone nowhere.
with

accounts as (
    select * from staged.accounts
),

opportunities as (
    select * from staged.opportunities where status in ('won', 'lost')
),

norms as (
    select * from metrics.attention_norms
),

policy as (
    select * from config.attention
),

night as (
    select * from run.current
),

sources as (
    select * from metrics.relationship_sources
),

-- Three months more than the window: a quarter ago it began a quarter earlier.
deals as (
    select
        accounts.level,
        accounts.account_id,
        opportunities.status,
        opportunities.lost_to_competitor,
        opportunities.lost_reason,
        opportunities.opportunity_amount,
        opportunities.closed_on,
        opportunities.closed_on > months_before(night.as_of, policy.window_months) as is_counted,
        opportunities.closed_on <= months_before(night.as_of, 3) as was_counted,
        opportunities.status = 'lost' and opportunities.lost_to_competitor is not null as is_competitors,
        power(5e-1, safe_div(days_between(opportunities.closed_on, night.as_of), policy.half_life_days)) as weight,
        power(5e-1, safe_div(days_between(opportunities.closed_on, months_before(night.as_of, 3)), policy.half_life_days)) as earlier_weight,
        opportunities.lost_reason is not null or opportunities.lost_to_competitor is not null as is_explained,
        opportunities.lost_reason ilike '%' || policy.price_reason || '%' as is_price
    from opportunities
    inner join accounts on accounts.customer_id = opportunities.customer_id
    cross join policy
    cross join night
    where opportunities.closed_on > months_before(night.as_of, policy.window_months + 3)
),

sums as (
    select
        level,
        account_id,
        count(*) filter (where is_counted) as decided_count,
        count(*) filter (where is_counted and status = 'won') as won_count,
        count(*) filter (where is_counted and status = 'lost') as lost_count,
        count(*) filter (where is_counted and is_competitors) as competitor_count,
        count(*) filter (where is_counted and status = 'lost' and is_explained) as explained_count,
        count(*) filter (where is_counted and status = 'lost' and lost_reason is not null) as reason_count,
        count(*) filter (where is_counted and status = 'lost' and is_price) as price_count,
        cast(sum(fixed_small(case when is_counted and is_competitors then weight else 0e0 end)) as double) as weighted_count,
        sum(case when is_counted and is_competitors then cast(weight * cast(opportunity_amount as double) as decimal(28, 8)) end) as weighted_amount,
        count(*) filter (where was_counted) as earlier_decided_count,
        cast(sum(fixed_small(case when was_counted and is_competitors then earlier_weight else 0e0 end)) as double) as earlier_weighted_count,
        max(case when is_counted then closed_on end) as last_decided_on
    from deals
    group by level, account_id
),

by_competitor as (
    select
        level,
        account_id,
        lost_to_competitor,
        count(*) as lost_count,
        sum(fixed_small(weight)) as weighted_count
    from deals
    where is_counted and is_competitors
    group by level, account_id, lost_to_competitor
),

ranked as (
    select
        by_competitor.*,
        row_number() over (
            partition by level, account_id
            order by weighted_count desc nulls last, lost_to_competitor asc nulls last
        ) as place
    from by_competitor
),

joined as (
    select
        sources.level,
        sources.opportunities_abstain_reason is null as has_opportunities,
        sources.account_id,
        sums.decided_count,
        sums.won_count,
        sums.lost_count,
        sums.competitor_count,
        sums.explained_count,
        sums.reason_count,
        sums.price_count,
        sums.weighted_count,
        sums.weighted_amount,
        sums.earlier_decided_count,
        sums.earlier_weighted_count,
        sums.last_decided_on,
        ranked.lost_to_competitor as top_competitor,
        ranked.lost_count as top_competitor_count,
        norms.win_rate as usual_win_rate,
        policy.prior_deals,
        safe_div(sums.explained_count, sums.lost_count) as reason_coverage,
        case
            when sources.opportunities_abstain_reason is not null then sources.opportunities_abstain_reason
            when coalesce(sums.decided_count, 0) = 0 then 'NO_DECIDED_DEALS'
            when sums.lost_count > 0 and safe_div(sums.explained_count, sums.lost_count) < policy.reason_coverage
                then 'REASONS_UNKNOWN'
        end as abstain_reason,
        case
            when sources.opportunities_abstain_reason is not null then sources.opportunities_abstain_reason
            when coalesce(sums.decided_count, 0) = 0 then 'NO_DECIDED_DEALS'
        end as win_rate_abstain_reason,
        sums.decided_count + policy.prior_deals as evidence
    from sources
    cross join policy
    left join sums on sums.level = sources.level and sums.account_id = sources.account_id
    left join ranked
        on ranked.level = sources.level and ranked.account_id = sources.account_id and ranked.place = 1
    left join norms on norms.level = sources.level
),

rates as (
    select
        joined.*,
        safe_div(won_count + prior_deals * usual_win_rate, evidence) as win_rate
    from joined
)

select
    level,
    account_id,
    case when has_opportunities then coalesce(decided_count, 0) end as decided_deal_count,
    case when has_opportunities then coalesce(lost_count, 0) end as lost_deal_count,
    case when has_opportunities then coalesce(competitor_count, 0) end as competitor_deal_count,
    case when has_opportunities then coalesce(lost_count - explained_count, 0) end as unknown_reason_count,
    reason_coverage,
    case when abstain_reason is null then weighted_count end as competitor_attention,
    case when abstain_reason is null then money(coalesce(weighted_amount, 0)) end as competitor_attention_amount,
    abstain_reason as competitor_attention_abstain_reason,
    case when abstain_reason is null and earlier_decided_count > 0 then earlier_weighted_count end as competitor_attention_3m_ago,
    top_competitor,
    top_competitor_count,
    safe_div(price_count, reason_count) as lost_on_price_share,
    case when has_opportunities then coalesce(reason_count, 0) end as lost_on_price_n,
    case when win_rate_abstain_reason is null then win_rate end as win_rate,
    case when win_rate_abstain_reason is null then wilson_low(evidence * win_rate, evidence) end as win_rate_low,
    case when win_rate_abstain_reason is null then wilson_high(evidence * win_rate, evidence) end as win_rate_high,
    win_rate_abstain_reason,
    last_decided_on
from rates

-- Where does an account stand by an indicator, among those of its industry?
-- Share of them that stand worse, those who stand alike counting half: 0.5 is the middle, and equal values stand at the same place. Where too few are known, all accounts are the segment.
with

scores as (
    select * from metrics.scorecard_values where value is not null
),

attributes as (
    select * from metrics.account_attributes
),

indicators as (
    select * from config.scorecard_indicators
),

policy as (
    select * from config.scorecard
),

directed as (
    select
        scores.level,
        scores.account_id,
        scores.indicator,
        scores.part,
        attributes.industry,
        case when indicators.is_high_good = 1 then scores.value else -scores.value end as goodness
    from scores
    inner join attributes on attributes.level = scores.level and attributes.account_id = scores.account_id
    inner join indicators on indicators.indicator = scores.indicator and indicators.part = scores.part
),

ranked as (
    select
        directed.*,
        rank() over (partition by level, indicator, part, industry order by goodness asc nulls last) as industry_rank,
        count(*) over (partition by level, indicator, part, industry, goodness) as industry_ties,
        count(*) over (partition by level, indicator, part, industry) as industry_count,
        rank() over (partition by level, indicator, part order by goodness asc nulls last) as whole_rank,
        count(*) over (partition by level, indicator, part, goodness) as whole_ties,
        count(*) over (partition by level, indicator, part) as whole_count
    from directed
),

chosen as (
    select
        ranked.*,
        ranked.industry_count >= policy.min_segment_accounts as is_by_industry
    from ranked
    cross join policy
)

select
    level,
    account_id,
    indicator,
    part,
    case when is_by_industry then industry else 'ALL' end as segment,
    case when is_by_industry then industry_count else whole_count end as segment_n,
    case
        when is_by_industry then safe_div(industry_rank - 1 + 5e-1 * industry_ties, industry_count)
        else safe_div(whole_rank - 1 + 5e-1 * whole_ties, whole_count)
    end as percentile
from chosen

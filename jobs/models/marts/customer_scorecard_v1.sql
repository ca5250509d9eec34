-- How does a customer stand by the ten indicators of the retention policy?
-- One row an indicator and part, always; what is not known is null and says why. The percentile is turned so that more is better for us; the value is not.
with

scores as (
    select * from metrics.scorecard_values
),

places as (
    select * from metrics.scorecard_places
),

indicators as (
    select * from config.scorecard_indicators
),

policy as (
    select * from config.scorecard
),

night as (
    select * from run.current
),

moves as (
    select
        scores.*,
        value - value_3m_ago as change,
        policy.steady_share * case when indicators.unit = 'STANDARD_DEVIATIONS' then 1e0 else abs(value_3m_ago) end as tolerance,
        case
            when not is_computed_back then 'NOT_COMPUTED_BACK'
            when value is null then abstain_reason
            when value_3m_ago is null then 'NO_EARLIER_VALUE'
        end as direction_abstain_reason
    from scores
    cross join policy
    inner join indicators on indicators.indicator = scores.indicator and indicators.part = scores.part
)

select
    night.as_of,
    moves.level,
    moves.account_id as customer_id,
    moves.indicator,
    moves.part,
    indicators.place as indicator_position,
    indicators.label_en as indicator_en,
    indicators.label_zh as indicator_zh,
    moves.value as indicator_value,
    case when indicators.unit = 'REPORTING_CURRENCY' then night.reporting_currency else indicators.unit end as indicator_unit,
    moves.value_low as indicator_value_low,
    moves.value_high as indicator_value_high,
    moves.n as indicator_n,
    moves.age_days as indicator_age_days,
    indicators.source_tables,
    moves.method as indicator_method,
    moves.indicator_class,
    moves.abstain_reason as indicator_abstain_reason,
    indicators.is_high_good = 1 as is_high_good,
    places.percentile as segment_percentile,
    places.segment as segment_industry,
    places.segment_n,
    case when moves.direction_abstain_reason is null then moves.value_3m_ago end as indicator_value_3m_ago,
    case
        when moves.direction_abstain_reason is not null then null
        when moves.change > moves.tolerance then 'UP'
        when moves.change < -moves.tolerance then 'DOWN'
        else 'STEADY'
    end as direction_3m,
    moves.direction_abstain_reason,
    policy.rule_version
from moves
cross join night
cross join policy
inner join indicators on indicators.indicator = moves.indicator and indicators.part = moves.part
left join places
    on places.level = moves.level
    and places.account_id = moves.account_id
    and places.indicator = moves.indicator
    and places.part = moves.part

-- How satisfied is an account, by what it said, and which way does it go?
-- Answers of all instruments, each between the worst (0) and the best (1) of its own scale; an older one counts less. Who does not answer is not dissatisfied: unknown.
with

accounts as (
    select * from staged.accounts
),

surveys as (
    select * from staged.surveys
),

norms as (
    select * from metrics.satisfaction_norms
),

policy as (
    select * from config.satisfaction
),

night as (
    select * from run.current
),

sources as (
    select * from metrics.relationship_sources
),

distinct_accounts as (
    select distinct level, account_id from accounts
),

answers as (
    select
        accounts.level,
        accounts.account_id,
        surveys.response_id,
        surveys.instrument,
        surveys.responded_on,
        surveys.score_share,
        days_between(surveys.responded_on, night.as_of) as age_days,
        surveys.responded_on <= months_before(night.as_of, 3) as is_known_3m_ago,
        power(5e-1, safe_div(days_between(surveys.responded_on, night.as_of), policy.half_life_days)) as weight
    from surveys
    inner join accounts on accounts.customer_id = surveys.customer_id
    cross join night
    cross join policy
),

sums as (
    select
        answers.level,
        answers.account_id,
        count(*) as answer_count,
        min(age_days) as last_age_days,
        cast(sum(fixed_small(weight)) as double) as weight,
        cast(sum(fixed_small(weight * weight)) as double) as squared_weight,
        cast(sum(fixed_small(weight * score_share)) as double) as weighted_share,
        cast(sum(fixed_small(case when instrument = 'nps' then weight else 0e0 end)) as double) as recommend_weight,
        cast(sum(fixed_small(case when instrument = 'nps' then weight * score_share else 0e0 end)) as double) as recommend_share,
        min(case when instrument = 'nps' then age_days end) as recommend_age_days,
        cast(sum(fixed_small(case when instrument = 'nps' and is_known_3m_ago then weight else 0e0 end)) as double) as earlier_recommend_weight,
        cast(sum(fixed_small(case when instrument = 'nps' and is_known_3m_ago then weight * score_share else 0e0 end)) as double) as earlier_recommend_share,
        cast(sum(fixed_small(case when is_known_3m_ago then weight else 0e0 end)) as double) as earlier_weight,
        cast(sum(fixed_small(case when is_known_3m_ago then weight * score_share else 0e0 end)) as double) as earlier_weighted_share
    from answers
    group by answers.level, answers.account_id
),

counted as (
    select
        answers.*,
        row_number() over (
            partition by level, account_id, instrument
            order by responded_on desc nulls last, response_id desc nulls last
        ) as place,
        count(*) over (partition by level, account_id, instrument) as instrument_count
    from answers
),

-- Of more than trend_max_answers every second, third … is looked at, from the newest on: pairs grow with their square, what they tell does not.
thinned as (
    select counted.*
    from counted
    cross join policy
    where (counted.place - 1) % cast(ceil(safe_div(counted.instrument_count, policy.trend_max_answers)) as bigint) = 0
),

-- Scores are compared within one instrument.
pairs as (
    select
        later.level,
        later.account_id,
        safe_div(later.score_share - earlier.score_share, earlier.age_days - later.age_days) * 365 as slope
    from thinned as later
    inner join thinned as earlier
        on earlier.level = later.level
        and earlier.account_id = later.account_id
        and earlier.instrument = later.instrument
        and earlier.age_days > later.age_days
),

slopes as (
    select level, account_id, median(slope) as trend
    from pairs
    group by level, account_id
),

trend_counts as (
    select level, account_id, max(answer_count) as answer_count
    from (
        select level, account_id, instrument, count(distinct responded_on) as answer_count
        from thinned
        group by level, account_id, instrument
    ) as by_instrument
    group by level, account_id
),

joined as (
    select
        distinct_accounts.level,
        distinct_accounts.account_id,
        sources.surveys_abstain_reason,
        coalesce(sums.answer_count, 0) as answer_count,
        safe_div(sums.weighted_share, sums.weight) as satisfaction,
        safe_div(sums.earlier_weighted_share, sums.earlier_weight) as earlier_satisfaction,
        safe_div(sums.recommend_share, sums.recommend_weight) as recommendation,
        safe_div(sums.earlier_recommend_share, sums.earlier_recommend_weight) as earlier_recommendation,
        sums.recommend_age_days,
        safe_div(sums.weight * sums.weight, sums.squared_weight) as effective_count,
        norms.within_variance,
        coalesce(trend_counts.answer_count, 0) >= policy.trend_min_answers as has_trend,
        slopes.trend,
        sums.last_age_days,
        case
            when sources.surveys_abstain_reason is not null then sources.surveys_abstain_reason
            when sums.answer_count is null then 'NEVER_ANSWERED'
        end as abstain_reason
    from distinct_accounts
    inner join sources on sources.level = distinct_accounts.level and sources.account_id = distinct_accounts.account_id
    cross join policy
    left join sums on sums.level = distinct_accounts.level and sums.account_id = distinct_accounts.account_id
    left join slopes on slopes.level = distinct_accounts.level and slopes.account_id = distinct_accounts.account_id
    left join trend_counts
        on trend_counts.level = distinct_accounts.level and trend_counts.account_id = distinct_accounts.account_id
    left join norms on norms.level = distinct_accounts.level
),

errors as (
    select
        joined.*,
        z_90() * sqrt(safe_div(within_variance, effective_count)) as reach
    from joined
)

select
    level,
    account_id,
    case when surveys_abstain_reason is null then answer_count end as survey_count,
    satisfaction,
    case when satisfaction - reach < 0 then 0e0 else satisfaction - reach end as satisfaction_low,
    case when satisfaction + reach > 1 then 1e0 else satisfaction + reach end as satisfaction_high,
    effective_count as satisfaction_effective_n,
    abstain_reason as satisfaction_abstain_reason,
    earlier_satisfaction as satisfaction_3m_ago,
    recommendation,
    earlier_recommendation as recommendation_3m_ago,
    recommend_age_days as recommendation_age_days,
    case when has_trend then trend end as satisfaction_trend,
    case
        when abstain_reason is not null then abstain_reason
        when not has_trend then 'TOO_FEW_OBSERVATIONS'
    end as satisfaction_trend_abstain_reason,
    last_age_days as last_survey_age_days
from errors

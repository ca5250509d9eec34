-- How satisfied is an account, by what it said, and which way does it go?
-- Answers of all instruments, each between the worst (0) and the best (1) of its own scale; an older one counts less. Who does not answer is not dissatisfied: unknown.
with

accounts as (
    select * from staged.accounts
),

surveys as (
    select * from staged.surveys
),

contacts as (
    select * from staged.contacts where is_active
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
        surveys.contact_id,
        surveys.responded_on,
        surveys.score_share,
        days_between(surveys.responded_on, night.as_of) as age_days,
        surveys.responded_on <= months_before(night.as_of, 3) as is_known_3m_ago,
        power(5e-1, safe_div(days_between(surveys.responded_on, night.as_of), policy.half_life_days)) as weight,
        surveys.instrument = 'nps'
            and days_between(surveys.responded_on, night.as_of) < policy.nps_window_days as is_nps_counted
    from surveys
    inner join accounts on accounts.customer_id = surveys.customer_id
    cross join night
    cross join policy
),

ordered as (
    select
        answers.*,
        row_number() over newest_first as newest_rank,
        lead(response_id) over same_question as previous_response_id,
        lead(responded_on) over same_question as previous_on,
        lead(score_share) over same_question as previous_share
    from answers
    window
        newest_first as (
            partition by level, account_id
            order by responded_on desc nulls last, response_id desc nulls last
        ),
        same_question as (
            partition by level, account_id, instrument
            order by responded_on desc nulls last, response_id desc nulls last
        )
),

latest as (
    select * from ordered where newest_rank = 1
),

sums as (
    select
        answers.level,
        answers.account_id,
        count(*) as answer_count,
        cast(sum(fixed_small(weight)) as double) as weight,
        cast(sum(fixed_small(weight * weight)) as double) as squared_weight,
        cast(sum(fixed_small(weight * score_share)) as double) as weighted_share,
        cast(sum(fixed_small(case when instrument = 'nps' then weight else 0e0 end)) as double) as recommend_weight,
        cast(sum(fixed_small(case when instrument = 'nps' then weight * score_share else 0e0 end)) as double) as recommend_share,
        min(case when instrument = 'nps' then age_days end) as recommend_age_days,
        cast(sum(fixed_small(case when is_known_3m_ago then weight else 0e0 end)) as double) as earlier_weight,
        cast(sum(fixed_small(case when is_known_3m_ago then weight * score_share else 0e0 end)) as double) as earlier_weighted_share,
        count(*) filter (where is_nps_counted) as nps_count,
        count(*) filter (where is_nps_counted and score_share >= policy.promoter_share - 1e-9) as promoter_count,
        count(*) filter (where is_nps_counted and score_share <= policy.detractor_share + 1e-9) as detractor_count
    from answers
    cross join policy
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

answering as (
    select
        accounts.level,
        accounts.account_id,
        count(distinct contacts.contact_id) as contact_count,
        count(distinct case
            when days_between(surveys.responded_on, night.as_of) < policy.answering_days then contacts.contact_id
        end) as answering_count
    from contacts
    inner join accounts on accounts.customer_id = contacts.customer_id
    cross join night
    cross join policy
    left join surveys on surveys.customer_id = contacts.customer_id and surveys.contact_id = contacts.contact_id
    group by accounts.level, accounts.account_id
),

joined as (
    select
        distinct_accounts.level,
        distinct_accounts.account_id,
        sources.surveys_abstain_reason,
        sources.contacts_abstain_reason,
        coalesce(sums.answer_count, 0) as answer_count,
        safe_div(sums.weighted_share, sums.weight) as satisfaction,
        safe_div(sums.earlier_weighted_share, sums.earlier_weight) as earlier_satisfaction,
        safe_div(sums.recommend_share, sums.recommend_weight) as recommendation,
        sums.recommend_age_days,
        safe_div(sums.weight * sums.weight, sums.squared_weight) as effective_count,
        norms.within_variance,
        coalesce(sums.nps_count, 0) as nps_count,
        safe_div(sums.promoter_count, sums.nps_count) as promoters,
        safe_div(sums.detractor_count, sums.nps_count) as detractors,
        coalesce(sums.nps_count, 0) >= policy.nps_min_answers as has_nps,
        coalesce(trend_counts.answer_count, 0) >= policy.trend_min_answers as has_trend,
        slopes.trend,
        latest.instrument as last_instrument,
        latest.responded_on as last_on,
        latest.score_share as last_share,
        latest.age_days,
        latest.previous_on,
        latest.previous_share,
        answering.contact_count,
        answering.answering_count,
        case
            when sources.surveys_abstain_reason is not null then sources.surveys_abstain_reason
            when sums.answer_count is null then 'NEVER_ANSWERED'
        end as abstain_reason
    from distinct_accounts
    inner join sources on sources.level = distinct_accounts.level and sources.account_id = distinct_accounts.account_id
    cross join policy
    left join sums on sums.level = distinct_accounts.level and sums.account_id = distinct_accounts.account_id
    left join latest on latest.level = distinct_accounts.level and latest.account_id = distinct_accounts.account_id
    left join slopes on slopes.level = distinct_accounts.level and slopes.account_id = distinct_accounts.account_id
    left join trend_counts
        on trend_counts.level = distinct_accounts.level and trend_counts.account_id = distinct_accounts.account_id
    left join answering on answering.level = distinct_accounts.level and answering.account_id = distinct_accounts.account_id
    left join norms on norms.level = distinct_accounts.level
),

errors as (
    select
        joined.*,
        z_90() * sqrt(safe_div(within_variance, effective_count)) as reach,
        promoters - detractors as nps,
        sqrt(safe_div(promoters + detractors - (promoters - detractors) * (promoters - detractors), nps_count)) as nps_error
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
    recommend_age_days as recommendation_age_days,
    case when has_trend then trend end as satisfaction_trend,
    case
        when abstain_reason is not null then abstain_reason
        when not has_trend then 'TOO_FEW_OBSERVATIONS'
    end as satisfaction_trend_abstain_reason,
    last_instrument as last_survey_instrument,
    last_on as last_survey_on,
    age_days as last_survey_age_days,
    last_share as last_survey_score_share,
    previous_on as previous_survey_on,
    previous_share as previous_survey_score_share,
    previous_share - last_share as survey_drop_share,
    case
        when abstain_reason is not null then abstain_reason
        when previous_share is null then 'TOO_FEW_OBSERVATIONS'
    end as survey_drop_abstain_reason,
    case when has_nps then 100 * nps end as net_promoter_score,
    case when has_nps then greatest(100 * (nps - z_90() * nps_error), -100e0) end as net_promoter_score_low,
    case when has_nps then least(100 * (nps + z_90() * nps_error), 100e0) end as net_promoter_score_high,
    case when surveys_abstain_reason is null then nps_count end as net_promoter_score_n,
    case
        when surveys_abstain_reason is not null then surveys_abstain_reason
        when not has_nps then 'TOO_FEW_OBSERVATIONS'
    end as net_promoter_score_abstain_reason,
    case when surveys_abstain_reason is null and contacts_abstain_reason is null then safe_div(answering_count, contact_count) end as answering_contact_share,
    case
        when surveys_abstain_reason is not null then surveys_abstain_reason
        when contacts_abstain_reason is not null then contacts_abstain_reason
        when contact_count is null then 'NO_CONTACTS'
    end as answering_contact_share_abstain_reason
from errors

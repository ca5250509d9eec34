-- How much does an account turn to us by itself?
-- Share of its contacts that it began, the share of all accounts counting as prior_contacts; seminars and answers about our name stand beside it.
with

accounts as (
    select * from staged.accounts
),

activities as (
    select * from staged.activities
),

kinds as (
    select * from config.activity_kinds where is_contact
),

sources as (
    select * from metrics.relationship_sources
),

surveys as (
    select * from staged.surveys
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

deliveries as (
    select coalesce(bool_or(is_delivered) filter (where table_name = 'surveys'), false) as has_surveys
    from run.deliveries
),

contacts as (
    select
        accounts.level,
        accounts.account_id,
        activities.kind,
        activities.is_initiated_by_us,
        activities.happened_on,
        activities.happened_on > months_before(night.as_of, policy.contact_window_months) as is_counted,
        activities.happened_on <= months_before(night.as_of, 3) as was_counted
    from activities
    inner join kinds on kinds.kind = activities.kind
    inner join accounts on accounts.customer_id = activities.customer_id
    cross join policy
    cross join night
    where activities.happened_on > months_before(night.as_of, policy.contact_window_months + 3)
),

sums as (
    select
        level,
        account_id,
        count(*) filter (where is_counted and is_initiated_by_us is not null) as contact_count,
        count(*) filter (where is_counted and not is_initiated_by_us) as own_contact_count,
        count(*) filter (where was_counted and is_initiated_by_us is not null) as earlier_contact_count,
        count(*) filter (where was_counted and not is_initiated_by_us) as earlier_own_contact_count,
        count(*) filter (where is_counted and kind = 'seminar') as seminar_count,
        max(case when not is_initiated_by_us then happened_on end) as last_own_contact_on,
        max(happened_on) as last_contact_on
    from contacts
    group by level, account_id
),

answers as (
    select
        accounts.level,
        accounts.account_id,
        count(*) as brand_answer_count
    from surveys
    inner join accounts on accounts.customer_id = surveys.customer_id
    cross join policy
    cross join night
    where surveys.responded_on > months_before(night.as_of, policy.contact_window_months)
        and (surveys.driver = policy.brand_driver or surveys.instrument = 'review')
    group by accounts.level, accounts.account_id
),

joined as (
    select
        sources.level,
        sources.account_id,
        sources.activities_abstain_reason is null as has_activities,
        deliveries.has_surveys,
        coalesce(sums.contact_count, 0) as contact_count,
        coalesce(sums.own_contact_count, 0) as own_contact_count,
        coalesce(sums.earlier_contact_count, 0) as earlier_contact_count,
        coalesce(sums.earlier_own_contact_count, 0) as earlier_own_contact_count,
        coalesce(sums.seminar_count, 0) as seminar_count,
        sums.last_own_contact_on,
        sums.last_contact_on,
        coalesce(answers.brand_answer_count, 0) as brand_answer_count,
        norms.own_contact_share as usual_share,
        policy.prior_contacts,
        case
            when sources.activities_abstain_reason is not null then sources.activities_abstain_reason
            when coalesce(sums.contact_count, 0) = 0 then 'NO_CONTACT'
        end as abstain_reason
    from sources
    cross join policy
    cross join deliveries
    left join sums on sums.level = sources.level and sums.account_id = sources.account_id
    left join answers on answers.level = sources.level and answers.account_id = sources.account_id
    left join norms on norms.level = sources.level
),

rates as (
    select
        joined.*,
        contact_count + prior_contacts as evidence,
        safe_div(own_contact_count + prior_contacts * usual_share, contact_count + prior_contacts) as own_share,
        safe_div(earlier_own_contact_count + prior_contacts * usual_share, earlier_contact_count + prior_contacts) as earlier_share
    from joined
)

select
    level,
    account_id,
    case when has_activities then contact_count end as contact_count,
    case when has_activities then own_contact_count end as own_contact_count,
    case when abstain_reason is null then own_share end as own_attention,
    case when abstain_reason is null then wilson_low(evidence * own_share, evidence) end as own_attention_low,
    case when abstain_reason is null then wilson_high(evidence * own_share, evidence) end as own_attention_high,
    abstain_reason as own_attention_abstain_reason,
    case when abstain_reason is null and earlier_contact_count > 0 then earlier_share end as own_attention_3m_ago,
    last_own_contact_on,
    last_contact_on,
    case when has_activities then seminar_count end as seminar_count,
    case when has_surveys then brand_answer_count end as brand_answer_count
from rates

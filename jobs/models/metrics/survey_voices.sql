-- What do customers say of us when they are asked, and how many of those whom we know say anything?
-- By customer, group, tier and for all: the answers of a row are counted together, each as one voice (Reichheld 2003).
with

members as (
    select * from metrics.service_members
),

surveys as (
    select * from staged.surveys
),

contacts as (
    select * from staged.contacts where is_active
),

sources as (
    select * from metrics.relationship_sources where level = 'customer'
),

policy as (
    select * from config.satisfaction
),

night as (
    select * from run.current
),

answers as (
    select
        surveys.customer_id,
        count(*) as answer_count,
        count(*) filter (where surveys.score_share >= policy.promoter_share - 1e-9) as promoter_count,
        count(*) filter (where surveys.score_share <= policy.detractor_share + 1e-9) as detractor_count
    from surveys
    cross join policy
    cross join night
    where surveys.instrument = 'nps'
        and days_between(surveys.responded_on, night.as_of) < policy.nps_window_days
    group by surveys.customer_id
),

answering as (
    select
        contacts.customer_id,
        count(distinct contacts.contact_id) as contact_count,
        count(distinct case
            when days_between(surveys.responded_on, night.as_of) < policy.answering_days then contacts.contact_id
        end) as answering_count
    from contacts
    cross join night
    cross join policy
    left join surveys on surveys.customer_id = contacts.customer_id and surveys.contact_id = contacts.contact_id
    group by contacts.customer_id
),

known as (
    select
        members.scope,
        members.account_id,
        members.tier,
        sources.surveys_abstain_reason,
        coalesce(sources.surveys_abstain_reason, sources.contacts_abstain_reason) as contacts_abstain_reason,
        answers.answer_count,
        answers.promoter_count,
        answers.detractor_count,
        answering.contact_count,
        answering.answering_count
    from members
    inner join sources on sources.account_id = members.customer_id
    left join answers on answers.customer_id = members.customer_id
    left join answering on answering.customer_id = members.customer_id
),

sums as (
    select
        scope,
        account_id,
        tier,
        case when count(*) filter (where surveys_abstain_reason is null) = 0 then min(surveys_abstain_reason) end as surveys_abstain_reason,
        case when count(*) filter (where contacts_abstain_reason is null) = 0 then min(contacts_abstain_reason) end as contacts_abstain_reason,
        cast(coalesce(sum(answer_count), 0) as bigint) as answer_count,
        cast(coalesce(sum(promoter_count), 0) as bigint) as promoter_count,
        cast(coalesce(sum(detractor_count), 0) as bigint) as detractor_count,
        cast(coalesce(sum(contact_count) filter (where contacts_abstain_reason is null), 0) as bigint) as contact_count,
        cast(coalesce(sum(answering_count) filter (where contacts_abstain_reason is null), 0) as bigint) as answering_count
    from known
    group by scope, account_id, tier
),

shares as (
    select
        sums.*,
        safe_div(promoter_count, answer_count) as promoters,
        safe_div(detractor_count, answer_count) as detractors,
        case
            when surveys_abstain_reason is not null then surveys_abstain_reason
            when answer_count < policy.nps_min_answers then 'TOO_FEW_OBSERVATIONS'
        end as score_abstain_reason,
        case
            when contacts_abstain_reason is not null then contacts_abstain_reason
            when contact_count = 0 then 'NO_CONTACTS'
        end as answering_abstain_reason
    from sums
    cross join policy
),

-- The variance of the difference of two shares.
scores as (
    select
        shares.*,
        promoters - detractors as score,
        sqrt(safe_div(promoters + detractors - (promoters - detractors) * (promoters - detractors), answer_count)) as score_error
    from shares
)

select
    scope,
    account_id,
    tier,
    case when score_abstain_reason is null then greatest(100 * (score - z_90() * score_error), -100e0) end as net_promoter_score_low,
    case when score_abstain_reason is null then 100 * score end as net_promoter_score,
    case when score_abstain_reason is null then least(100 * (score + z_90() * score_error), 100e0) end as net_promoter_score_high,
    case when surveys_abstain_reason is null then answer_count end as net_promoter_score_n,
    score_abstain_reason as net_promoter_score_abstain_reason,
    case when answering_abstain_reason is null then wilson_low(answering_count, contact_count) end as answering_contact_share_low,
    case when answering_abstain_reason is null then safe_div(answering_count, contact_count) end as answering_contact_share,
    case when answering_abstain_reason is null then wilson_high(answering_count, contact_count) end as answering_contact_share_high,
    case when contacts_abstain_reason is null then contact_count end as answering_contact_share_n,
    answering_abstain_reason as answering_contact_share_abstain_reason
from scores

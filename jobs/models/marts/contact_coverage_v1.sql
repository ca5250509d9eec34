-- Whom do we know at a customer, with whom did we speak, through how many people, on whose initiative, and how do we stand?
with

power_maps as (
    select * from metrics.power_maps
),

account_contacts as (
    select * from metrics.account_contacts
),

visit_norms as (
    select * from metrics.visit_norms
),

stages as (
    select * from metrics.relationship_stages
),

sources as (
    select * from metrics.relationship_sources
),

policy as (
    select * from config.contact_coverage
),

this_night as (
    select * from run.current
),

talks as (
    select
        visit_norms.level,
        visit_norms.account_id,
        visit_norms.visit_abstain_reason as activity_abstain_reason,
        coalesce(account_contacts.talk_count_12m, 0) as talk_count_12m,
        coalesce(account_contacts.visit_count_12m, 0) as visit_count_12m,
        coalesce(account_contacts.meeting_count_12m, 0) as meeting_count_12m,
        coalesce(account_contacts.call_count_12m, 0) as call_count_12m,
        coalesce(account_contacts.email_count_12m, 0) as email_count_12m,
        coalesce(account_contacts.seminar_count_12m, 0) as seminar_count_12m,
        coalesce(account_contacts.desk_activity_count_12m, 0) as desk_activity_count_12m,
        coalesce(account_contacts.unknown_person_talk_count_12m, 0) as unknown_person_talk_count_12m,
        coalesce(account_contacts.contact_thread_n, 0) as contact_thread_n,
        coalesce(account_contacts.thread_contact_count_12m, 0) as thread_contact_count_12m,
        coalesce(account_contacts.manager_thread_n, 0) as manager_thread_n,
        coalesce(account_contacts.thread_manager_count_12m, 0) as thread_manager_count_12m,
        coalesce(account_contacts.proactive_n, 0) as proactive_n,
        coalesce(account_contacts.proactive_count_12m, 0) as proactive_count_12m,
        account_contacts.last_contacted_on
    from visit_norms
    left join account_contacts
        on account_contacts.level = visit_norms.level
        and account_contacts.account_id = visit_norms.account_id
),

-- Two people are seen at the second; that there is only one is told by many contacts.
threads as (
    select
        talks.*,
        case
            when power_maps.role_abstain_reason is not null then power_maps.role_abstain_reason
            when thread_contact_count_12m < 2 and contact_thread_n < policy.fewest_contacts then 'TOO_FEW_OBSERVATIONS'
        end as contact_thread_abstain_reason,
        case
            when activity_abstain_reason is not null then activity_abstain_reason
            when thread_manager_count_12m < 2 and manager_thread_n < policy.fewest_contacts then 'TOO_FEW_OBSERVATIONS'
        end as manager_thread_abstain_reason
    from talks
    cross join policy
    inner join power_maps
        on power_maps.level = talks.level
        and power_maps.account_id = talks.account_id
),

flagged as (
    select
        threads.*,
        case when contact_thread_abstain_reason is null then thread_contact_count_12m = 1 end as has_single_contact,
        case when manager_thread_abstain_reason is null then thread_manager_count_12m = 1 end as has_single_manager
    from threads
),

judged as (
    select
        flagged.*,
        has_single_contact and has_single_manager as is_single_threaded,
        case
            when activity_abstain_reason is not null then activity_abstain_reason
            when last_contacted_on is null then 'NEVER_CONTACTED'
        end as last_contact_abstain_reason,
        case
            when activity_abstain_reason is not null then activity_abstain_reason
            when talk_count_12m = 0 then 'NO_CONTACT_IN_WINDOW'
            when proactive_n = 0 then 'INITIATOR_UNKNOWN'
        end as proactive_abstain_reason
    from flagged
)

select
    this_night.as_of,
    judged.level,
    judged.account_id as customer_id,
    coalesce(sources.unlisted_customer_count, 0) as unlisted_customer_count,
    power_maps.contact_count,
    power_maps.roleless_contact_count,
    power_maps.contacts_abstain_reason,
    power_maps.decision_contact_count,
    power_maps.decision_contacted_count,
    power_maps.influence_contact_count,
    power_maps.influence_contacted_count,
    power_maps.technical_contact_count,
    power_maps.technical_contacted_count,
    power_maps.finance_contact_count,
    power_maps.finance_contacted_count,
    power_maps.user_contact_count,
    power_maps.user_contacted_count,
    power_maps.known_role_count as roles_known_count,
    safe_div(power_maps.covered_role_count, 5) as role_coverage,
    power_maps.uncovered_roles,
    power_maps.role_abstain_reason as role_coverage_abstain_reason,
    judged.is_single_threaded,
    case when judged.is_single_threaded is null then coalesce(judged.contact_thread_abstain_reason, judged.manager_thread_abstain_reason) end
        as single_threaded_abstain_reason,
    judged.has_single_contact,
    case when judged.activity_abstain_reason is null and power_maps.role_abstain_reason is null then judged.thread_contact_count_12m end
        as thread_contact_count_12m,
    judged.contact_thread_n,
    judged.contact_thread_abstain_reason,
    judged.has_single_manager,
    case when judged.activity_abstain_reason is null then judged.thread_manager_count_12m end as thread_manager_count_12m,
    judged.manager_thread_n,
    judged.manager_thread_abstain_reason,
    power_maps.executive_contact_count,
    power_maps.last_executive_contacted_on,
    power_maps.executive_contact_days,
    power_maps.executive_abstain_reason,
    case when judged.proactive_abstain_reason is null then safe_div(judged.proactive_count_12m, judged.proactive_n) end as proactive_share,
    case when judged.proactive_abstain_reason is null then wilson_low(judged.proactive_count_12m, judged.proactive_n) end
        as proactive_share_low,
    case when judged.proactive_abstain_reason is null then wilson_high(judged.proactive_count_12m, judged.proactive_n) end
        as proactive_share_high,
    judged.proactive_n,
    judged.proactive_abstain_reason,
    case when judged.activity_abstain_reason is null then judged.talk_count_12m end as talk_count_12m,
    case when judged.activity_abstain_reason is null then judged.visit_count_12m end as visit_count_12m,
    case when judged.activity_abstain_reason is null then judged.meeting_count_12m end as meeting_count_12m,
    case when judged.activity_abstain_reason is null then judged.call_count_12m end as call_count_12m,
    case when judged.activity_abstain_reason is null then judged.email_count_12m end as email_count_12m,
    case when judged.activity_abstain_reason is null then judged.seminar_count_12m end as seminar_count_12m,
    case when judged.activity_abstain_reason is null then judged.desk_activity_count_12m end as desk_activity_count_12m,
    case when judged.activity_abstain_reason is null then judged.unknown_person_talk_count_12m end as unknown_person_talk_count_12m,
    judged.activity_abstain_reason,
    case when judged.last_contact_abstain_reason is null then judged.last_contacted_on end as last_contacted_on,
    case when judged.last_contact_abstain_reason is null then days_between(judged.last_contacted_on, this_night.as_of) end
        as days_since_last_contact,
    judged.last_contact_abstain_reason,
    power_maps.left_contact_count,
    power_maps.left_decision_contact_count > 0 as has_left_decision_maker,
    power_maps.last_contact_left_on,
    stages.relationship_stage,
    stages.relationship_rule_en,
    stages.relationship_rule_zh,
    stages.next_stage,
    stages.missing_talk_count,
    stages.missing_role_count,
    stages.is_executive_contact_missing,
    stages.days_to_fading,
    stages.relationship_abstain_reason,
    stages.rule_version
from judged
cross join this_night
inner join power_maps
    on power_maps.level = judged.level
    and power_maps.account_id = judged.account_id
inner join stages
    on stages.level = judged.level
    and stages.account_id = judged.account_id
left join sources
    on sources.level = judged.level
    and sources.account_id = judged.account_id

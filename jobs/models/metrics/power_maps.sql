-- Whom do we know at an account for each of the five parts in a decision to buy, who is at the top, and who left?
-- A role is covered when somebody who plays it is known, still there, and was spoken with lately: a name in a list is not a relationship.
with

sources as (
    select * from metrics.relationship_sources
),

touches as (
    select * from metrics.contact_touches
),

contact_roles as (
    select * from metrics.contact_roles
),

accounts as (
    select * from staged.accounts
),

this_night as (
    select * from run.current
),

roles as (
    select
        level,
        account_id,
        max(known_count) filter (where role = 'decision') as decision_contact_count,
        max(contacted_count) filter (where role = 'decision') as decision_contacted_count,
        max(known_count) filter (where role = 'influence') as influence_contact_count,
        max(contacted_count) filter (where role = 'influence') as influence_contacted_count,
        max(known_count) filter (where role = 'technical') as technical_contact_count,
        max(contacted_count) filter (where role = 'technical') as technical_contacted_count,
        max(known_count) filter (where role = 'finance') as finance_contact_count,
        max(contacted_count) filter (where role = 'finance') as finance_contacted_count,
        max(known_count) filter (where role = 'user') as user_contact_count,
        max(contacted_count) filter (where role = 'user') as user_contacted_count,
        count(*) as known_role_count,
        count(*) filter (where contacted_count > 0) as covered_role_count
    from contact_roles
    group by level, account_id
),

people as (
    select
        accounts.level,
        accounts.account_id,
        count(*) filter (where touches.is_active) as contact_count,
        count(*) filter (where touches.is_active and touches.role is null) as roleless_contact_count,
        count(*) filter (where touches.is_active and touches.is_executive) as executive_contact_count,
        max(touches.last_contacted_on) filter (where touches.is_active and touches.is_executive) as last_executive_contacted_on,
        count(*) filter (where not touches.is_active) as left_contact_count,
        count(*) filter (where not touches.is_active and touches.role = 'decision') as left_decision_contact_count,
        max(touches.left_on) as last_contact_left_on
    from touches
    inner join accounts on accounts.customer_id = touches.customer_id
    group by accounts.level, accounts.account_id
),

filled as (
    select
        sources.level,
        sources.account_id,
        sources.contacts_abstain_reason,
        coalesce(sources.contacts_abstain_reason, sources.activities_abstain_reason) as role_abstain_reason,
        coalesce(people.contact_count, 0) as contact_count,
        coalesce(people.roleless_contact_count, 0) as roleless_contact_count,
        coalesce(roles.decision_contact_count, 0) as decision_contact_count,
        coalesce(roles.decision_contacted_count, 0) as decision_contacted_count,
        coalesce(roles.influence_contact_count, 0) as influence_contact_count,
        coalesce(roles.influence_contacted_count, 0) as influence_contacted_count,
        coalesce(roles.technical_contact_count, 0) as technical_contact_count,
        coalesce(roles.technical_contacted_count, 0) as technical_contacted_count,
        coalesce(roles.finance_contact_count, 0) as finance_contact_count,
        coalesce(roles.finance_contacted_count, 0) as finance_contacted_count,
        coalesce(roles.user_contact_count, 0) as user_contact_count,
        coalesce(roles.user_contacted_count, 0) as user_contacted_count,
        coalesce(roles.known_role_count, 0) as known_role_count,
        coalesce(roles.covered_role_count, 0) as covered_role_count,
        coalesce(people.executive_contact_count, 0) as executive_contact_count,
        people.last_executive_contacted_on,
        days_between(people.last_executive_contacted_on, this_night.as_of) as executive_contact_days,
        coalesce(people.left_contact_count, 0) as left_contact_count,
        coalesce(people.left_decision_contact_count, 0) as left_decision_contact_count,
        people.last_contact_left_on
    from sources
    cross join this_night
    left join roles
        on roles.level = sources.level
        and roles.account_id = sources.account_id
    left join people
        on people.level = sources.level
        and people.account_id = sources.account_id
),

reasons as (
    select
        filled.*,
        case
            when role_abstain_reason is not null then role_abstain_reason
            when executive_contact_count = 0 then 'NO_EXECUTIVE_KNOWN'
            when last_executive_contacted_on is null then 'NEVER_CONTACTED'
        end as executive_abstain_reason,
        case when decision_contacted_count = 0 then 'decision ' else '' end ||
        case when influence_contacted_count = 0 then 'influence ' else '' end ||
        case when technical_contacted_count = 0 then 'technical ' else '' end ||
        case when finance_contacted_count = 0 then 'finance ' else '' end ||
        case when user_contacted_count = 0 then 'user ' else '' end as uncovered_words
    from filled
)

select
    level,
    account_id,
    case when contacts_abstain_reason is null then contact_count end as contact_count,
    case when contacts_abstain_reason is null then roleless_contact_count end as roleless_contact_count,
    contacts_abstain_reason,
    case when contacts_abstain_reason is null then decision_contact_count end as decision_contact_count,
    case when role_abstain_reason is null then decision_contacted_count end as decision_contacted_count,
    case when contacts_abstain_reason is null then influence_contact_count end as influence_contact_count,
    case when role_abstain_reason is null then influence_contacted_count end as influence_contacted_count,
    case when contacts_abstain_reason is null then technical_contact_count end as technical_contact_count,
    case when role_abstain_reason is null then technical_contacted_count end as technical_contacted_count,
    case when contacts_abstain_reason is null then finance_contact_count end as finance_contact_count,
    case when role_abstain_reason is null then finance_contacted_count end as finance_contacted_count,
    case when contacts_abstain_reason is null then user_contact_count end as user_contact_count,
    case when role_abstain_reason is null then user_contacted_count end as user_contacted_count,
    case when contacts_abstain_reason is null then known_role_count end as known_role_count,
    case when role_abstain_reason is null then covered_role_count end as covered_role_count,
    case when role_abstain_reason is null then nullif(replace(trim(uncovered_words), ' ', ', '), '') end as uncovered_roles,
    role_abstain_reason,
    case when contacts_abstain_reason is null then executive_contact_count end as executive_contact_count,
    case when executive_abstain_reason is null then last_executive_contacted_on end as last_executive_contacted_on,
    case when executive_abstain_reason is null then executive_contact_days end as executive_contact_days,
    executive_abstain_reason,
    case when contacts_abstain_reason is null then left_contact_count end as left_contact_count,
    case when contacts_abstain_reason is null then left_decision_contact_count end as left_decision_contact_count,
    case when contacts_abstain_reason is null then last_contact_left_on end as last_contact_left_on
from reasons

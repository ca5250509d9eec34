-- Was a warning acted on within the policy's days, and did the customer buy again in the days after these?
-- Acted on and not are judged from the same day, the last on which anybody could have acted. Who had bought by then is in neither: a call may have followed the order.
-- The trial is judged from the day of the warning, and counts the first warning of a group, which is what was drawn. Who was warned of and no more by the next monthly look is in nothing of this.
with

states as (
    select
        account_id as customer_id,
        months_ago,
        looked_on,
        warning_level
    from metrics.churn_states
    where level = 'customer'
),

standing as (
    select * from metrics.churn_warnings where level = 'customer'
),

customers as (
    select * from staged.customers
),

groups as (
    select account_id as group_id, customer_id from staged.accounts where level = 'parent'
),

-- The customer's own call is no action of ours; a contact of which nobody says who began it is one.
activities as (
    select * from staged.activities where is_initiated_by_us or is_initiated_by_us is null
),

kinds as (
    select * from config.activity_kinds where is_contact
),

occasions as (
    select * from metrics.account_occasions where level = 'customer'
),

policy as (
    select * from config.account_manager
),

watched as (
    select watched_months from config.early_warning
),

trials as (
    select share > 0 as is_on, from_on from config.hold_out
),

accounts_held_out as (
    select * from metrics.held_out_accounts where level = 'customer'
),

held_out as (
    select
        accounts_held_out.account_id,
        cast(accounts_held_out.held_out_from_on - cast(policy.action_days as integer) as date) as warned_from_on
    from accounts_held_out
    cross join policy
),

sources as (
    select * from metrics.relationship_sources where level = 'customer'
),

night as (
    select * from run.current
),

-- Month after month on the list is one warning.
numbered as (
    select
        states.*,
        months_ago + row_number() over (partition by customer_id order by months_ago desc nulls last) as warning_number
    from states
),

warnings as (
    select
        numbered.customer_id,
        min(numbered.looked_on) as warned_on,
        max(numbered.months_ago) as warned_months_ago,
        min(numbered.months_ago) as last_months_ago,
        max(case when watched.watched_months = numbered.months_ago then 1 else 0 end) = 0 as is_start_known
    from numbered
    cross join watched
    group by numbered.customer_id, numbered.warning_number
),

dated as (
    select
        warnings.*,
        numbered.warning_level,
        warnings.last_months_ago = 0 and standing.account_id is not null as is_standing,
        customers.account_manager_id,
        cast(warnings.warned_on + cast(policy.action_days as integer) as date) as action_until_on,
        cast(warnings.warned_on + cast(policy.action_days + policy.outcome_days as integer) as date) as outcome_until_on,
        trials.is_on and warnings.warned_on >= trials.from_on as is_in_trial,
        held_out.account_id is not null as is_held_out,
        coalesce(groups.group_id, warnings.customer_id) as group_id,
        sources.activities_abstain_reason
    from warnings
    cross join policy
    cross join trials
    inner join numbered on numbered.customer_id = warnings.customer_id and numbered.looked_on = warnings.warned_on
    left join customers on customers.customer_id = warnings.customer_id
    left join standing on standing.account_id = warnings.customer_id
    left join groups on groups.customer_id = warnings.customer_id
    left join held_out
        on held_out.account_id = warnings.customer_id
        and warnings.warned_on >= held_out.warned_from_on
    left join sources on sources.account_id = warnings.customer_id
),

acts as (
    select
        dated.customer_id,
        dated.warned_on,
        min(activities.happened_on) as acted_on
    from dated
    inner join activities
        on activities.customer_id = dated.customer_id
        and activities.happened_on > dated.warned_on
        and activities.happened_on <= dated.action_until_on
    inner join kinds on kinds.kind = activities.kind
    group by dated.customer_id, dated.warned_on
),

purchases as (
    select
        dated.customer_id,
        dated.warned_on,
        bool_or(occasions.ordered_on <= dated.action_until_on) as has_bought_meanwhile,
        min(case when occasions.ordered_on > dated.action_until_on then occasions.ordered_on end) as bought_on
    from dated
    inner join occasions
        on occasions.account_id = dated.customer_id
        and occasions.ordered_on > dated.warned_on
        and occasions.ordered_on <= dated.outcome_until_on
    group by dated.customer_id, dated.warned_on
),

joined as (
    select
        dated.*,
        acts.acted_on,
        coalesce(purchases.has_bought_meanwhile, false) as has_bought_meanwhile,
        purchases.bought_on,
        night.as_of
    from dated
    cross join night
    left join acts on acts.customer_id = dated.customer_id and acts.warned_on = dated.warned_on
    left join purchases on purchases.customer_id = dated.customer_id and purchases.warned_on = dated.warned_on
),

reasoned as (
    select
        joined.*,
        case
            when activities_abstain_reason is not null then activities_abstain_reason
            when not is_start_known then 'START_UNKNOWN'
            when acted_on is null and action_until_on > as_of then 'WINDOW_OPEN'
        end as acted_abstain_reason,
        case
            when not is_start_known then 'START_UNKNOWN'
            when has_bought_meanwhile then 'BOUGHT_MEANWHILE'
            when outcome_until_on > as_of then 'WINDOW_OPEN'
        end as outcome_abstain_reason,
        case
            when not is_in_trial then 'NOT_IN_TRIAL'
            when not is_start_known then 'START_UNKNOWN'
            when row_number() over (
                partition by group_id, is_in_trial and is_start_known
                order by warned_on asc nulls last, customer_id asc nulls last
            ) > 1 then 'SAME_GROUP'
            when outcome_until_on > as_of then 'WINDOW_OPEN'
        end as trial_abstain_reason
    from joined
)

select
    customer_id,
    warned_on,
    warned_months_ago,
    account_manager_id,
    warning_level,
    is_standing,
    is_held_out,
    action_until_on,
    case when acted_abstain_reason is null then acted_on end as acted_on,
    case when acted_abstain_reason is null then acted_on is not null end as is_acted_on,
    acted_abstain_reason,
    outcome_until_on,
    case when outcome_abstain_reason is null then bought_on is not null end as has_bought_again,
    outcome_abstain_reason,
    case when trial_abstain_reason is null then has_bought_meanwhile or bought_on is not null end as has_bought_in_trial,
    trial_abstain_reason
from reasoned

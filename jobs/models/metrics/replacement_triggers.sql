-- What triggers an account's next purchase of a durable category?
-- The first that fits: something failed, it is due, the account is ahead of its industry; who lacks what its industry has is catching up.
with

activity as (
    select * from metrics.account_activity where occasion_count > 0
),

accounts as (
    select * from staged.accounts
),

attributes as (
    select * from metrics.account_attributes
),

bases as (
    select * from metrics.installed_bases
),

ownerships as (
    select * from metrics.category_ownerships
),

cycles as (
    select * from metrics.replacement_cycles
),

whitespaces as (
    select * from metrics.segment_whitespaces where size_class = 'ALL' and territory = 'ALL' and channel = 'ALL'
),

complaints as (
    select * from staged.complaints where coalesce(is_quality_incident, true)
),

products as (
    select * from staged.products where category_id is not null
),

policy as (
    select * from config.replacement
),

night as (
    select * from run.current
),

failures as (
    select
        accounts.level,
        accounts.account_id,
        products.category_id,
        complaints.complaint_id,
        complaints.opened_on,
        row_number() over (
            partition by accounts.level, accounts.account_id, products.category_id
            order by complaints.opened_on desc nulls last, complaints.complaint_id desc nulls last
        ) as place
    from complaints
    inner join products on products.product_id = complaints.product_id
    inner join accounts on accounts.customer_id = complaints.customer_id
    cross join policy
    cross join night
    where days_between(complaints.opened_on, night.as_of) < policy.unplanned_days
),

owned as (
    select
        bases.*,
        attributes.industry,
        ownerships.account_count - 1 as peer_count,
        safe_div(ownerships.owner_count - 1, ownerships.account_count - 1) as peer_owner_share
    from bases
    inner join attributes on attributes.level = bases.level and attributes.account_id = bases.account_id
    left join activity on activity.level = bases.level and activity.account_id = bases.account_id
    left join ownerships
        on ownerships.level = bases.level
        and ownerships.industry = attributes.industry
        and ownerships.category_id = bases.category_id
        and activity.account_id is not null
),

lacking as (
    select
        activity.level,
        activity.account_id,
        ownerships.category_id,
        attributes.industry,
        ownerships.account_count - 1 as peer_count,
        safe_div(ownerships.owner_count, ownerships.account_count - 1) as peer_owner_share
    from activity
    cross join policy
    inner join attributes on attributes.level = activity.level and attributes.account_id = activity.account_id
    inner join ownerships on ownerships.level = activity.level and ownerships.industry = attributes.industry
    left join bases
        on bases.level = activity.level
        and bases.account_id = activity.account_id
        and bases.category_id = ownerships.category_id
    where bases.account_id is null
        and ownerships.account_count - 1 >= policy.min_peers
        and safe_div(ownerships.owner_count, ownerships.account_count - 1) >= policy.catching_up_share
),

triggers as (
    select
        owned.level,
        owned.account_id,
        owned.category_id,
        owned.installed_basis,
        owned.unit_count,
        owned.installed_on,
        owned.installed_age_days,
        owned.due_on,
        owned.due_from_on,
        owned.due_to_on,
        owned.due_abstain_reason,
        owned.due_unit_count,
        owned.value_amount,
        owned.value_method,
        owned.peer_count,
        owned.peer_owner_share,
        failures.complaint_id,
        failures.opened_on as complaint_on,
        case
            when failures.complaint_id is not null then 'UNPLANNED_REPLACEMENT'
            when owned.due_from_on <= night.as_of + cast(policy.planning_days as integer) then 'PLANNED_REPLACEMENT'
            when owned.peer_count >= policy.min_peers and owned.peer_owner_share < policy.leading_share then 'LEADING'
            else 'PLANNED_REPLACEMENT'
        end as trigger_class
    from owned
    cross join policy
    cross join night
    left join failures
        on failures.level = owned.level
        and failures.account_id = owned.account_id
        and failures.category_id = owned.category_id
        and failures.place = 1
    union all
    select
        lacking.level,
        lacking.account_id,
        lacking.category_id,
        null as installed_basis,
        null as unit_count,
        null as installed_on,
        null as installed_age_days,
        null as due_on,
        null as due_from_on,
        null as due_to_on,
        'NOT_INSTALLED' as due_abstain_reason,
        null as due_unit_count,
        cast(whitespaces.median_amount as decimal(18, 4)) as value_amount,
        case when whitespaces.median_amount is not null then 'PEERS_YEAR' end as value_method,
        lacking.peer_count,
        lacking.peer_owner_share,
        null as complaint_id,
        null as complaint_on,
        'CATCHING_UP' as trigger_class
    from lacking
    left join whitespaces
        on whitespaces.level = lacking.level
        and whitespaces.industry = lacking.industry
        and whitespaces.category_id = lacking.category_id
)

select
    triggers.level,
    triggers.account_id,
    triggers.category_id,
    triggers.trigger_class,
    triggers.installed_basis,
    triggers.unit_count,
    triggers.installed_on,
    triggers.installed_age_days,
    cycles.cycle_days,
    cycles.cycle_days_low,
    cycles.cycle_days_high,
    cycles.cycle_n,
    cycles.cycle_method,
    cycles.cycle_abstain_reason,
    triggers.due_on,
    triggers.due_from_on,
    triggers.due_to_on,
    triggers.due_abstain_reason,
    triggers.complaint_id,
    triggers.complaint_on,
    triggers.peer_count,
    triggers.peer_owner_share,
    triggers.due_unit_count,
    triggers.value_amount,
    triggers.value_method,
    case when triggers.value_amount is null then 'NO_PRICE' end as value_abstain_reason,
    policy.rule_version
from triggers
cross join policy
inner join cycles on cycles.category_id = triggers.category_id

-- By what is an account won: by the price, by service, by what the goods are worth to it, or by a person?
-- The first rule that fits, from what surely holds: lower ends of intervals, not estimates.
with

activity as (
    select level, account_id, occasion_count from metrics.account_activity
),

classes as (
    select * from metrics.sensitivity_classes
),

dependencies as (
    select * from metrics.discount_dependencies
),

premiums as (
    select * from metrics.price_premiums
),

services as (
    select * from metrics.service_purchases
),

tenures as (
    select customer_id, account_manager_since_on from metrics.account_manager_tenure
),

policy as (
    select * from config.selling_mode
),

this_night as (
    select as_of from run.current
),

signs as (
    select
        activity.level,
        activity.account_id,
        activity.occasion_count > 0 as has_bought,
        coalesce(classes.price_class = 'SENSITIVE', false) as is_sensitive,
        coalesce(dependencies.discount_dependency_low >= policy.dependency_share, false) as is_dependent,
        coalesce(safe_div(services.service_amount, services.purchase_amount) >= policy.service_share, false) as is_served,
        coalesce(premiums.price_premium_index_low >= policy.premium_index, false) as pays_premium,
        coalesce(classes.price_class = 'INSENSITIVE', false) as is_insensitive,
        coalesce(months_before(this_night.as_of, 12 * policy.relationship_years) >= tenures.account_manager_since_on, false) as is_related,
        policy.rule_version as selling_mode_rule_version
    from activity
    cross join policy
    cross join this_night
    left join classes on classes.level = activity.level and classes.account_id = activity.account_id
    left join dependencies on dependencies.level = activity.level and dependencies.account_id = activity.account_id
    left join premiums on premiums.level = activity.level and premiums.account_id = activity.account_id
    left join services on services.level = activity.level and services.account_id = activity.account_id
    left join tenures on tenures.customer_id = activity.account_id
),

reasons as (
    select
        signs.*,
        case
            when not has_bought then null
            when is_sensitive then 'PRICE_SENSITIVE'
            when is_dependent then 'BUYS_AT_DISCOUNTS'
            when is_served then 'BUYS_SERVICE'
            when pays_premium then 'PAYS_PREMIUM'
            when is_insensitive then 'PRICE_INSENSITIVE'
            when is_related then 'LONG_WITH_ONE_PERSON'
        end as selling_mode_reason
    from signs
)

select
    level,
    account_id,
    case
        when selling_mode_reason in ('PRICE_SENSITIVE', 'BUYS_AT_DISCOUNTS') then 'PRICE'
        when selling_mode_reason = 'BUYS_SERVICE' then 'SERVICE'
        when selling_mode_reason in ('PAYS_PREMIUM', 'PRICE_INSENSITIVE') then 'VALUE'
        when selling_mode_reason = 'LONG_WITH_ONE_PERSON' then 'RELATIONSHIP'
    end as selling_mode,
    selling_mode_reason,
    case
        when not has_bought then 'NO_PURCHASE'
        when selling_mode_reason is null then 'NO_RULE_FITS'
    end as selling_mode_abstain_reason,
    selling_mode_rule_version
from reasons

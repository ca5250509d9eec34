-- What are the customers worth whom an account recommended to us?
-- One generation: whom the referred recommend counts for them. Who recommends a sister of its own group, or stands in a circle, brought us nobody. A memo beside the account's own value, as the referred customers' value is already told with them (Kumar, Petersen and Leone 2010).
with

referrals as (
    select * from staged.referrals
),

accounts as (
    select * from staged.accounts
),

parents as (
    select account_id, customer_id from staged.accounts where level = 'parent'
),

values_now as (
    select * from metrics.net_values where level = 'customer'
),

activity as (
    select account_id, first_ordered_on from metrics.account_activity where level = 'customer'
),

costs as (
    select acquisition_cost, acquisition_abstain_reason from metrics.relationship_costs where scope = 'COMPANY'
),

policy as (
    select * from config.economics
),

sources as (
    select * from metrics.relationship_sources
),

credited as (
    select
        referrals.referring_customer_id,
        referrals.referred_customer_id,
        referrals.is_circular,
        coalesce(referring.account_id = referred.account_id, false) as is_in_group,
        not referrals.is_circular and coalesce(referring.account_id <> referred.account_id, true) as is_credited,
        activity.first_ordered_on is not null as has_bought,
        values_now.clv_net_amount_36m
    from referrals
    left join parents as referring on referring.customer_id = referrals.referring_customer_id
    left join parents as referred on referred.customer_id = referrals.referred_customer_id
    left join activity on activity.account_id = referrals.referred_customer_id
    left join values_now on values_now.account_id = referrals.referred_customer_id
),

sums as (
    select
        accounts.level,
        accounts.account_id,
        count(*) filter (where credited.is_credited) as referral_count,
        count(*) filter (where credited.is_circular) as circular_count,
        count(*) filter (where credited.is_in_group and not credited.is_circular) as group_count,
        count(*) filter (where credited.is_credited and credited.has_bought) as referred_customer_count,
        count(*) filter (where credited.is_credited and credited.has_bought and credited.clv_net_amount_36m is null) as without_value_count,
        coalesce(sum(credited.clv_net_amount_36m) filter (where credited.is_credited and credited.has_bought), 0) as referred_value
    from accounts
    left join credited on credited.referring_customer_id = accounts.customer_id
    group by accounts.level, accounts.account_id
),

reasons as (
    select
        sums.*,
        sources.referrals_abstain_reason is null as has_referrals,
        case
            when sources.referrals_abstain_reason is not null then sources.referrals_abstain_reason
            when sums.without_value_count > 0 then 'VALUE_UNKNOWN'
            when sums.referred_customer_count > 0 then costs.acquisition_abstain_reason
        end as referral_value_abstain_reason,
        coalesce(sums.referred_customer_count * costs.acquisition_cost, 0e0) as saved_cost,
        cast(policy.referral_new_probability as double) as new_probability
    from sums
    inner join sources on sources.level = sums.level and sources.account_id = sums.account_id
    cross join policy
    left join costs on true
)

select
    level,
    account_id,
    case when has_referrals then referral_count end as referral_count,
    case when has_referrals then referred_customer_count end as referred_customer_count,
    case when has_referrals then circular_count end as circular_referral_count,
    case when has_referrals then group_count end as group_referral_count,
    case
        when referral_value_abstain_reason is null
            then cast(cast(
                cast(referred_value as double) * new_probability + saved_cost * (1e0 - new_probability) as decimal(28, 8)
            ) as decimal(18, 4))
    end as referral_value_amount,
    case
        when referral_value_abstain_reason is null then cast(cast(saved_cost * (1e0 - new_probability) as decimal(28, 8)) as decimal(18, 4))
    end as acquisition_saved_amount,
    referral_value_abstain_reason
from reasons

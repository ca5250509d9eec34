-- What does an account do that tells of loyalty, and how does it stand to us?
-- One row a part that is known. Dick and Basu (1994): what is bought again is not loyalty without an attitude, and an attitude is none without purchases.
with

activity as (
    select * from metrics.account_activity where occasion_count > 0
),

wallets as (
    select * from metrics.wallet_shares where share_of_wallet_mid is not null
),

histories as (
    select * from metrics.purchase_histories where months_ago = 0
),

models as (
    select * from metrics.purchase_model_choice where r is not null
),

identities as (
    select * from staged.customers
),

breadth as (
    select * from metrics.account_breadth
),

occasions as (
    select * from metrics.account_occasions where gap_days is not null
),

satisfaction as (
    select * from metrics.account_satisfaction where recommendation is not null
),

referrals as (
    select * from staged.referrals where not is_circular
),

accounts as (
    select * from staged.accounts
),

premiums as (
    select * from metrics.price_premiums where price_premium_index is not null
),

keepings as (
    select * from metrics.extensive_margins where risen_kept_rate is not null and risen_count > 0
),

uptakes as (
    select * from metrics.launch_uptakes where uptake_rate is not null
),

policy as (
    select * from config.loyalty
),

night as (
    select * from run.current
),

sources as (
    select * from metrics.relationship_sources where referrals_abstain_reason is null
),

created as (
    select accounts.level, accounts.account_id, min(identities.created_on) as created_on
    from accounts
    inner join identities on identities.customer_id = accounts.customer_id
    group by accounts.level, accounts.account_id
),

gaps as (
    select
        level,
        account_id,
        count(*) as gap_count,
        cast(sum(gap_days) as bigint) as gap_sum,
        cast(sum(cast(gap_days as bigint) * gap_days) as bigint) as gap_square_sum
    from occasions
    group by level, account_id
),

-- Pairs of a referrer and who came, each once for a group; a group does not recommend itself.
recommended as (
    select
        referrers.level,
        referrers.account_id,
        count(distinct referred.account_id) as referral_count
    from referrals
    inner join accounts as referrers on referrers.customer_id = referrals.referring_customer_id
    inner join accounts as referred
        on referred.customer_id = referrals.referred_customer_id
        and referred.level = referrers.level
        and referred.account_id <> referrers.account_id
    group by referrers.level, referrers.account_id
),

parts as (
    select level, account_id, 'TRANSACTIONAL' as loyalty_kind, 'SHARE_OF_WALLET' as part, share_of_wallet_mid as value
    from wallets
    union all
    select
        histories.level,
        histories.account_id,
        'TRANSACTIONAL' as loyalty_kind,
        'PURCHASE_RATE' as part,
        safe_div(models.r + histories.repeat_count, models.alpha + safe_div(histories.age_days, 7)) as value
    from histories
    inner join models on models.level = histories.level
    union all
    select
        activity.level,
        activity.account_id,
        'TRANSACTIONAL' as loyalty_kind,
        'TENURE' as part,
        cast(days_between(
            case when created.created_on < activity.first_ordered_on then created.created_on else activity.first_ordered_on end,
            night.as_of
        ) as double) as value
    from activity
    cross join night
    left join created on created.level = activity.level and created.account_id = activity.account_id
    union all
    select level, account_id, 'TRANSACTIONAL' as loyalty_kind, 'BREADTH' as part, cast(category_count_12m as double) as value
    from breadth
    union all
    select
        gaps.level,
        gaps.account_id,
        'TRANSACTIONAL' as loyalty_kind,
        'STEADINESS' as part,
        -safe_div(
            sqrt(safe_div(gaps.gap_count * gaps.gap_square_sum - gaps.gap_sum * gaps.gap_sum, gaps.gap_count * (gaps.gap_count - 1))),
            safe_div(gaps.gap_sum, gaps.gap_count)
        ) as value
    from gaps
    cross join policy
    where gaps.gap_count >= policy.min_gaps
    union all
    select level, account_id, 'EMOTIONAL' as loyalty_kind, 'RECOMMENDATION' as part, recommendation as value
    from satisfaction
    union all
    select
        activity.level,
        activity.account_id,
        'EMOTIONAL' as loyalty_kind,
        'REFERRALS' as part,
        cast(coalesce(recommended.referral_count, 0) as double) as value
    from activity
    inner join sources on sources.level = activity.level and sources.account_id = activity.account_id
    left join recommended on recommended.level = activity.level and recommended.account_id = activity.account_id
    union all
    select level, account_id, 'EMOTIONAL' as loyalty_kind, 'PRICE_PREMIUM' as part, ln(price_premium_index) as value
    from premiums
    union all
    select level, account_id, 'EMOTIONAL' as loyalty_kind, 'PRICE_RISES_KEPT' as part, risen_kept_rate as value
    from keepings
    union all
    select level, account_id, 'EMOTIONAL' as loyalty_kind, 'NEW_PRODUCTS' as part, uptake_rate as value
    from uptakes
)

select
    parts.level,
    parts.account_id,
    parts.loyalty_kind,
    parts.part,
    parts.value
from parts
inner join activity on activity.level = parts.level and activity.account_id = parts.account_id

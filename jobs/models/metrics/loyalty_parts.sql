-- What does an account do that tells of loyalty, and how does it stand to us?
-- One row a part that is known, as it is tonight and as it was three months ago. What it pays beside others and which price rises it bears is of a year, and tonight's in both. Dick and Basu (1994): what is bought again is not loyalty without an attitude, and an attitude is none without purchases.
with

activity as (
    select * from metrics.account_activity where occasion_count > 0
),

wallets as (
    select * from metrics.wallet_shares where share_of_wallet_mid is not null
),

looks as (
    select months_ago, snapshot_on from metrics.pyramid_snapshots where months_ago in (0, 3)
),

histories as (
    select * from metrics.purchase_histories where months_ago in (0, 3)
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

product_purchases as (
    select * from metrics.product_purchases
),

earlier_days as (
    select from_on, to_on from metrics.value_windows where window_name = '12m_before_3m'
),

occasions as (
    select * from metrics.account_occasions where gap_days is not null
),

satisfaction as (
    select * from metrics.account_satisfaction
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
        occasions.level,
        occasions.account_id,
        looks.months_ago,
        count(*) as gap_count,
        cast(sum(occasions.gap_days) as bigint) as gap_sum,
        cast(sum(cast(occasions.gap_days as bigint) * occasions.gap_days) as bigint) as gap_square_sum
    from occasions
    inner join looks on occasions.ordered_on <= looks.snapshot_on
    group by occasions.level, occasions.account_id, looks.months_ago
),

earlier_breadth as (
    select
        accounts.level,
        accounts.account_id,
        count(distinct product_purchases.category_id) as category_count
    from accounts
    cross join earlier_days
    inner join product_purchases
        on product_purchases.customer_id = accounts.customer_id
        and product_purchases.ordered_on >= earlier_days.from_on
        and product_purchases.ordered_on <= earlier_days.to_on
    group by accounts.level, accounts.account_id
),

-- Pairs of a referrer and who came, each once for a group; a group does not recommend itself.
recommended as (
    select
        referrers.level,
        referrers.account_id,
        looks.months_ago,
        count(distinct referred.account_id) as referral_count
    from referrals
    inner join looks on referrals.referred_on is null or referrals.referred_on <= looks.snapshot_on
    inner join accounts as referrers on referrers.customer_id = referrals.referring_customer_id
    inner join accounts as referred
        on referred.customer_id = referrals.referred_customer_id
        and referred.level = referrers.level
        and referred.account_id <> referrers.account_id
    group by referrers.level, referrers.account_id, looks.months_ago
),

parts as (
    select
        wallets.level,
        wallets.account_id,
        looks.months_ago,
        'TRANSACTIONAL' as loyalty_kind,
        'SHARE_OF_WALLET' as part,
        case when looks.months_ago = 0 then wallets.share_of_wallet_mid else wallets.share_of_wallet_3m_ago end as value
    from wallets
    cross join looks
    union all
    select
        histories.level,
        histories.account_id,
        histories.months_ago,
        'TRANSACTIONAL' as loyalty_kind,
        'PURCHASE_RATE' as part,
        safe_div(models.r + histories.repeat_count, models.alpha + safe_div(histories.age_days, 7)) as value
    from histories
    inner join models on models.level = histories.level
    union all
    select
        activity.level,
        activity.account_id,
        looks.months_ago,
        'TRANSACTIONAL' as loyalty_kind,
        'TENURE' as part,
        cast(days_between(
            case when created.created_on < activity.first_ordered_on then created.created_on else activity.first_ordered_on end,
            looks.snapshot_on
        ) as double) as value
    from activity
    cross join looks
    left join created on created.level = activity.level and created.account_id = activity.account_id
    union all
    select level, account_id, 0 as months_ago, 'TRANSACTIONAL' as loyalty_kind, 'BREADTH' as part, cast(category_count_12m as double) as value
    from breadth
    union all
    select
        activity.level,
        activity.account_id,
        3 as months_ago,
        'TRANSACTIONAL' as loyalty_kind,
        'BREADTH' as part,
        cast(coalesce(earlier_breadth.category_count, 0) as double) as value
    from activity
    left join earlier_breadth on earlier_breadth.level = activity.level and earlier_breadth.account_id = activity.account_id
    union all
    select
        gaps.level,
        gaps.account_id,
        gaps.months_ago,
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
    select
        satisfaction.level,
        satisfaction.account_id,
        looks.months_ago,
        'EMOTIONAL' as loyalty_kind,
        'RECOMMENDATION' as part,
        case when looks.months_ago = 0 then satisfaction.recommendation else satisfaction.recommendation_3m_ago end as value
    from satisfaction
    cross join looks
    union all
    select
        activity.level,
        activity.account_id,
        looks.months_ago,
        'EMOTIONAL' as loyalty_kind,
        'REFERRALS' as part,
        cast(coalesce(recommended.referral_count, 0) as double) as value
    from activity
    cross join looks
    inner join sources on sources.level = activity.level and sources.account_id = activity.account_id
    left join recommended
        on recommended.level = activity.level
        and recommended.account_id = activity.account_id
        and recommended.months_ago = looks.months_ago
    union all
    select
        premiums.level,
        premiums.account_id,
        looks.months_ago,
        'EMOTIONAL' as loyalty_kind,
        'PRICE_PREMIUM' as part,
        ln(premiums.price_premium_index) as value
    from premiums
    cross join looks
    union all
    select
        keepings.level,
        keepings.account_id,
        looks.months_ago,
        'EMOTIONAL' as loyalty_kind,
        'PRICE_RISES_KEPT' as part,
        keepings.risen_kept_rate as value
    from keepings
    cross join looks
    union all
    select level, account_id, months_ago, 'EMOTIONAL' as loyalty_kind, 'NEW_PRODUCTS' as part, uptake_rate as value
    from uptakes
)

select
    parts.level,
    parts.account_id,
    parts.months_ago,
    parts.loyalty_kind,
    parts.part,
    parts.value
from parts
inner join looks on looks.months_ago = parts.months_ago
inner join activity
    on activity.level = parts.level
    and activity.account_id = parts.account_id
    and activity.first_ordered_on <= looks.snapshot_on
where parts.value is not null

-- How much do we depend on an account, and how much does it depend on us?
-- Ours: its share of our revenue. Its own: how much of what it needs comes from us, times the part of its categories in which it has nobody else to speak of.
with

accounts as (
    select * from staged.accounts
),

shares as (
    select * from metrics.account_shares
),

wallets as (
    select * from metrics.wallet_shares
),

declared as (
    select * from staged.declared_spend where category_id <> '' and total_amount > 0 and own_amount is not null
),

policy as (
    select * from config.attention
),

night as (
    select * from run.current
),

deliveries as (
    select coalesce(bool_or(is_delivered) filter (where table_name = 'declared_spend'), false) as has_declared_spend
    from run.deliveries
),

newest as (
    select customer_id, max(year) as year
    from declared
    group by customer_id
),

-- What the customers of a group declare is added up by category: it is one category of the group, however many of them need it.
categories as (
    select
        accounts.level,
        accounts.account_id,
        declared.category_id,
        max(newest.year) as declared_year,
        sum(declared.own_amount) as own_amount,
        sum(declared.total_amount) as total_amount
    from declared
    inner join newest on newest.customer_id = declared.customer_id and newest.year = declared.year
    inner join accounts on accounts.customer_id = declared.customer_id
    group by accounts.level, accounts.account_id, declared.category_id
),

sources as (
    select
        categories.level,
        categories.account_id,
        max(categories.declared_year) as declared_year,
        count(*) as category_count,
        count(*) filter (where safe_div(categories.own_amount, categories.total_amount) >= policy.single_source_share) as single_source_count
    from categories
    cross join policy
    group by categories.level, categories.account_id
),

joined as (
    select
        shares.level,
        shares.account_id,
        shares.revenue_share,
        shares.contribution_share,
        shares.revenue_share_abstain_reason,
        wallets.share_of_wallet_low,
        wallets.share_of_wallet_mid,
        wallets.share_of_wallet_high,
        wallets.share_of_wallet_3m_ago,
        sources.declared_year,
        make_date(cast(sources.declared_year as integer), 12, 31) <= months_before(night.as_of, 3) as was_declared,
        sources.category_count,
        sources.single_source_count,
        safe_div(sources.single_source_count, sources.category_count) as single_source_share,
        case
            when not deliveries.has_declared_spend then 'SOURCE_MISSING'
            when sources.category_count is null then 'NOT_DECLARED'
            when wallets.share_of_wallet_mid is null then 'WALLET_UNKNOWN'
        end as abstain_reason
    from shares
    cross join deliveries
    cross join night
    left join wallets on wallets.level = shares.level and wallets.account_id = shares.account_id
    left join sources on sources.level = shares.level and sources.account_id = shares.account_id
)

select
    level,
    account_id,
    revenue_share as dependence_on_them,
    contribution_share as margin_dependence_on_them,
    revenue_share_abstain_reason as dependence_on_them_abstain_reason,
    declared_year,
    coalesce(category_count, 0) as declared_category_count,
    single_source_count as single_source_category_count,
    single_source_share,
    case when abstain_reason is null then share_of_wallet_mid * single_source_share end as dependence_on_us,
    case when abstain_reason is null then share_of_wallet_low * single_source_share end as dependence_on_us_low,
    case when abstain_reason is null then share_of_wallet_high * single_source_share end as dependence_on_us_high,
    abstain_reason as dependence_on_us_abstain_reason,
    case when abstain_reason is null and was_declared then share_of_wallet_3m_ago * single_source_share end as dependence_on_us_3m_ago
from joined

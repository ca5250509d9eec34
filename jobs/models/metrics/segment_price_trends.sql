-- How much more do the accounts of a segment pay for what they also bought the year before?
-- Laspeyres: last year's basket of each account at this year's prices. The interval counts accounts, not products, for one account's prices move together (ratio estimator, Cochran 1977).
with

attributes as (
    select * from metrics.account_attributes
),

price_changes as (
    select * from metrics.account_price_changes
),

windows as (
    select is_recorded from metrics.value_windows where window_name = 'prior_12m'
),

policy as (
    select * from config.market_segment
),

accounts as (
    select
        attributes.level,
        attributes.industry,
        attributes.size_class,
        attributes.territory,
        attributes.channel,
        price_changes.compared_product_count,
        cast(price_changes.prior_revenue_amount as decimal(19, 4)) as prior_amount,
        cast(price_changes.repriced_revenue_amount as decimal(19, 4)) as repriced_amount
    from attributes
    left join price_changes
        on price_changes.level = attributes.level and price_changes.account_id = attributes.account_id
),

sums as (
    select
        level,
        case when grouping(industry) = 1 then 'ALL' else industry end as industry,
        case when grouping(size_class) = 1 then 'ALL' else size_class end as size_class,
        case when grouping(territory) = 1 then 'ALL' else territory end as territory,
        case when grouping(channel) = 1 then 'ALL' else channel end as channel,
        count(prior_amount) as compared_account_count,
        coalesce(cast(sum(compared_product_count) as bigint), 0) as compared_product_count,
        sum(prior_amount) as prior_amount,
        sum(repriced_amount) as repriced_amount,
        sum(cast(prior_amount * prior_amount as decimal(38, 8))) as prior_squares,
        sum(cast(prior_amount * repriced_amount as decimal(38, 8))) as cross_products,
        sum(cast(repriced_amount * repriced_amount as decimal(38, 8))) as repriced_squares
    from accounts
    group by level, cube (industry, size_class, territory, channel)
),

indexes as (
    select
        sums.*,
        safe_div(repriced_amount, prior_amount) as price_index,
        case
            when not windows.is_recorded then 'WINDOW_NOT_RECORDED'
            when compared_account_count < policy.min_accounts then 'TOO_FEW_OBSERVATIONS'
        end as price_abstain_reason
    from sums
    cross join windows
    cross join policy
),

errors as (
    select
        indexes.*,
        safe_div(
            sqrt(greatest(
                cast(repriced_squares as double)
                    - 2e0 * price_index * cast(cross_products as double)
                    + price_index * price_index * cast(prior_squares as double),
                0e0
            ) * safe_div(compared_account_count, compared_account_count - 1)),
            prior_amount
        ) as price_index_error
    from indexes
)

select
    level,
    industry,
    size_class,
    territory,
    channel,
    compared_account_count,
    compared_product_count,
    case when price_abstain_reason is null then price_index - 1 end as price_change_rate,
    case when price_abstain_reason is null then price_index - 1 - z_90() * price_index_error end as price_change_rate_low,
    case when price_abstain_reason is null then price_index - 1 + z_90() * price_index_error end as price_change_rate_high,
    price_abstain_reason
from errors

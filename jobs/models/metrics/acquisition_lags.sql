-- How long does it take to win a customer, from the first deal that was opened to the first purchase?
-- The median. Where too few first deals are known, that of all deals won; where there are none, no time at all.
with

opportunities as (
    select * from staged.opportunities
),

activity as (
    select * from metrics.account_activity where level = 'customer'
),

policy as (
    select * from config.economics
),

first_deals as (
    select
        activity.account_id,
        days_between(min(opportunities.created_on), activity.first_ordered_on) as lag_days
    from opportunities
    inner join activity
        on activity.account_id = opportunities.customer_id
        and opportunities.created_on <= activity.first_ordered_on
    group by activity.account_id, activity.first_ordered_on
),

first_lags as (
    select
        count(*) as deal_count,
        median(cast(lag_days as double)) as lag_days
    from first_deals
),

won_lags as (
    select
        count(*) as deal_count,
        median(cast(days_between(created_on, closed_on) as double)) as lag_days
    from opportunities
    where status = 'won'
        and closed_on >= created_on
),

chosen as (
    select
        case
            when first_lags.deal_count >= policy.lag_min_deals then 'FIRST_DEALS'
            when won_lags.deal_count >= policy.lag_min_deals then 'WON_DEALS'
            else 'NONE'
        end as lag_method,
        first_lags.deal_count as first_deal_count,
        first_lags.lag_days as first_lag_days,
        won_lags.deal_count as won_deal_count,
        won_lags.lag_days as won_lag_days
    from first_lags
    cross join won_lags
    cross join policy
)

select
    'all' as scope,
    lag_method,
    case lag_method when 'FIRST_DEALS' then first_deal_count when 'WON_DEALS' then won_deal_count else 0 end as deal_count,
    cast(floor(case lag_method when 'FIRST_DEALS' then first_lag_days when 'WON_DEALS' then won_lag_days else 0e0 end + 0.5e0) as integer)
        as lag_days
from chosen

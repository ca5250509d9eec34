-- What was spent on an account in twelve months to win, keep and win it back, and for how long was it a customer?
-- What is spent on winning counts one sales cycle earlier than the purchases. A group is the sum of those of its customers that a system of activities knows.
with

entries as (
    select * from metrics.relationship_entries
),

lags as (
    select lag_days from metrics.acquisition_lags
),

windows as (
    select from_on, to_on from metrics.value_windows where window_name = '12m'
),

activity as (
    select * from metrics.account_activity where level = 'customer'
),

lapses as (
    select * from metrics.account_silences where level = 'customer' and is_lapse
),

discounts as (
    select * from metrics.discipline_sums where scope = 'CUSTOMER' and years_ago = 0
),

service_costs as (
    select * from staged.service_costs where kind in ('goodwill', 'warranty')
),

accounts as (
    select * from staged.accounts
),

sources as (
    select * from metrics.relationship_sources
),

deliveries as (
    select coalesce(bool_or(is_delivered) filter (where table_name = 'service_costs'), false) as has_service_costs
    from run.deliveries
),

records as (
    select min(spent_on) as first_spent_on from entries where cost_source = 'ACTIVITY'
),

periods as (
    select
        windows.from_on,
        windows.to_on,
        windows.from_on - lags.lag_days as acquired_from_on,
        windows.to_on - lags.lag_days as acquired_to_on,
        days_between(windows.from_on, windows.to_on) + 1 as window_days,
        coalesce(records.first_spent_on <= windows.from_on, false) as is_recorded,
        coalesce(records.first_spent_on <= windows.from_on - lags.lag_days, false) as is_acquisition_recorded
    from windows
    cross join lags
    cross join records
),

spends as (
    select
        entries.customer_id,
        sum(entries.cost_amount) filter (where entries.purpose = 'ACQUIRE' and entries.spent_on between periods.acquired_from_on and periods.acquired_to_on) as acquired,
        sum(entries.unknown_count) filter (where entries.purpose = 'ACQUIRE' and entries.spent_on between periods.acquired_from_on and periods.acquired_to_on) as acquired_unknown,
        sum(entries.cost_amount) filter (where entries.purpose = 'RETAIN' and entries.cost_source = 'ACTIVITY' and entries.spent_on >= periods.from_on) as worked,
        sum(entries.cost_amount) filter (where entries.purpose = 'RETAIN' and entries.cost_source = 'SERVICE' and entries.spent_on >= periods.from_on) as served,
        sum(entries.unknown_count) filter (where entries.purpose = 'RETAIN' and entries.spent_on >= periods.from_on) as retained_unknown,
        sum(entries.cost_amount) filter (where entries.purpose = 'WIN_BACK' and entries.spent_on >= periods.from_on) as won_back,
        sum(entries.unknown_count) filter (where entries.purpose = 'WIN_BACK' and entries.spent_on >= periods.from_on) as won_back_unknown,
        sum(entries.cost_amount) filter (where entries.cost_source = 'ACTIVITY' and entries.spent_on >= periods.from_on) as all_work,
        sum(entries.unknown_count) filter (where entries.cost_source = 'ACTIVITY' and entries.spent_on >= periods.from_on) as all_work_unknown
    from entries
    cross join periods
    where entries.spent_on <= periods.to_on
    group by entries.customer_id
),

booked as (
    select
        service_costs.customer_id,
        sum(service_costs.service_cost_amount) as goodwill
    from service_costs
    inner join windows on service_costs.incurred_on between windows.from_on and windows.to_on
    group by service_costs.customer_id
),

lapsed as (
    select
        lapses.account_id,
        count(*) filter (where lapses.returned_on between periods.from_on and periods.to_on) as returns,
        sum(
            greatest(
                0,
                days_between(
                    greatest(lapses.last_ordered_on + cast(lapses.reactivated_after_days as integer), periods.from_on - 1),
                    coalesce(lapses.returned_on - 1, periods.to_on)
                )
            )
        ) as lapsed_days
    from lapses
    cross join periods
    group by lapses.account_id
),

customers as (
    select
        activity.account_id as customer_id,
        coalesce(sources.unlisted_customer_count, 0) > 0 as is_unlisted,
        coalesce(spends.acquired, 0) as acquired,
        coalesce(spends.acquired_unknown, 0) as acquired_unknown,
        coalesce(spends.worked, 0) as worked,
        coalesce(spends.served, 0) as served,
        coalesce(spends.retained_unknown, 0) as retained_unknown,
        coalesce(spends.won_back, 0) as won_back,
        coalesce(spends.won_back_unknown, 0) as won_back_unknown,
        coalesce(spends.all_work, 0) as all_work,
        coalesce(spends.all_work_unknown, 0) as all_work_unknown,
        coalesce(booked.goodwill, 0) as goodwill,
        case
            when discounts.account_id is null then 0
            when discounts.normed_list_amount > 0 then greatest(discounts.discount_amount - discounts.expected_discount_amount, 0)
        end as discounted,
        case when activity.first_ordered_on between periods.from_on and periods.to_on then 1 else 0 end as is_new,
        coalesce(lapsed.returns, 0) as returns,
        case
            when activity.first_ordered_on is null then 0
            else days_between(greatest(activity.first_ordered_on, periods.from_on), periods.to_on) + 1 - coalesce(lapsed.lapsed_days, 0)
        end as active_days
    from activity
    cross join periods
    left join sources on sources.level = 'customer' and sources.account_id = activity.account_id
    left join spends on spends.customer_id = activity.account_id
    left join booked on booked.customer_id = activity.account_id
    left join discounts on discounts.account_id = activity.account_id
    left join lapsed on lapsed.account_id = activity.account_id
),

-- Where somebody knows the account, its customers whom nobody knows are left out of what was spent; an account that nobody knows stands whole, for its facts.
counted as (
    select
        accounts.level,
        accounts.account_id,
        sources.activities_abstain_reason,
        customers.*,
        not customers.is_unlisted or sources.activities_abstain_reason is not null as counts
    from customers
    inner join accounts on accounts.customer_id = customers.customer_id
    left join sources on sources.level = accounts.level and sources.account_id = accounts.account_id
),

sums as (
    select
        level,
        account_id,
        max(activities_abstain_reason) as activities_abstain_reason,
        count(*) filter (where is_unlisted) as unlisted_customer_count,
        sum(acquired) filter (where counts) as acquired,
        sum(worked) filter (where counts) as worked,
        sum(served) filter (where counts) as served,
        sum(won_back) filter (where counts) as won_back,
        sum(all_work) filter (where counts) as all_work,
        sum(goodwill) as goodwill,
        sum(discounted) filter (where counts) as discounted,
        count(*) filter (where counts and discounted is null) as without_norm,
        sum(acquired_unknown) as acquired_unknown,
        sum(retained_unknown) as retained_unknown,
        sum(won_back_unknown) as won_back_unknown,
        sum(all_work_unknown) as all_work_unknown,
        sum(is_new) as new_count,
        sum(returns) as return_count,
        sum(active_days) filter (where counts) as active_days
    from counted
    group by level, account_id
),

reasons as (
    select
        sums.*,
        periods.window_days,
        deliveries.has_service_costs,
        case
            when sums.activities_abstain_reason is not null then sums.activities_abstain_reason
            when not periods.is_acquisition_recorded then 'WINDOW_NOT_RECORDED'
            when sums.acquired_unknown > 0 then 'COSTS_MISSING'
        end as acquisition_reason,
        case
            when sums.activities_abstain_reason is not null then sums.activities_abstain_reason
            when not periods.is_recorded then 'WINDOW_NOT_RECORDED'
            when sums.retained_unknown > 0 then 'COSTS_MISSING'
        end as retention_reason,
        case
            when sums.activities_abstain_reason is not null then sums.activities_abstain_reason
            when not periods.is_recorded then 'WINDOW_NOT_RECORDED'
            when sums.won_back_unknown > 0 then 'COSTS_MISSING'
        end as winback_reason,
        case
            when sums.activities_abstain_reason is not null then sums.activities_abstain_reason
            when not periods.is_recorded then 'WINDOW_NOT_RECORDED'
            when sums.all_work_unknown > 0 then 'COSTS_MISSING'
        end as activity_reason
    from sums
    cross join periods
    cross join deliveries
)

select
    level,
    account_id,
    unlisted_customer_count,
    case when acquisition_reason is null then cast(acquired as decimal(18, 4)) end as acquisition_cost_amount,
    acquisition_reason as acquisition_abstain_reason,
    case when retention_reason is null then cast(worked as decimal(18, 4)) end as retention_activity_amount,
    case when has_service_costs then cast(served as decimal(18, 4)) end as retention_service_amount,
    case when without_norm = 0 then cast(discounted as decimal(18, 4)) end as loyalty_discount_amount,
    case
        when retention_reason is null
            then cast(worked + case when has_service_costs then served else 0 end + coalesce(discounted, 0) as decimal(18, 4))
    end as retention_cost_amount,
    retention_reason as retention_abstain_reason,
    case when winback_reason is null then cast(won_back as decimal(18, 4)) end as winback_cost_amount,
    winback_reason as winback_abstain_reason,
    case when activity_reason is null then cast(all_work as decimal(18, 4)) end as activity_cost_amount,
    activity_reason as activity_abstain_reason,
    case when has_service_costs then cast(goodwill as decimal(18, 4)) end as goodwill_amount,
    cast(new_count as bigint) as new_customer_count,
    cast(return_count as bigint) as return_count,
    cast(active_days as bigint) as active_days,
    safe_div(active_days, window_days) as active_years
from reasons

-- How long until a customer buys for the second, the third time (Kaplan and Meier 1958)?
-- Time runs from the first purchase; who has not come back yet is counted until today. Only days on which something happened: in between the last row holds.
with

members as (
    select * from metrics.repurchase_members
),

this_night as (
    select * from run.current
),

events as (
    select level, group_kind, group_value, first_ordered_on, cast(2 as integer) as event_number, second_ordered_on as event_on from members
    union all
    select level, group_kind, group_value, first_ordered_on, cast(3 as integer) as event_number, third_ordered_on as event_on from members
),

durations as (
    select
        events.level,
        events.group_kind,
        events.group_value,
        events.event_number,
        days_between(events.first_ordered_on, coalesce(events.event_on, this_night.as_of)) as day,
        case when events.event_on is null then 0 else 1 end as is_event
    from events
    cross join this_night
),

starts as (
    select distinct level, group_kind, group_value, event_number, cast(0 as integer) as day from durations
),

happenings as (
    select
        level,
        group_kind,
        group_value,
        event_number,
        day,
        cast(sum(is_event) as bigint) as event_count,
        cast(sum(1 - is_event) as bigint) as censored_count
    from durations
    group by level, group_kind, group_value, event_number, day
),

days as (
    select
        coalesce(happenings.level, starts.level) as level,
        coalesce(happenings.group_kind, starts.group_kind) as group_kind,
        coalesce(happenings.group_value, starts.group_value) as group_value,
        coalesce(happenings.event_number, starts.event_number) as event_number,
        coalesce(happenings.day, starts.day) as day,
        coalesce(happenings.event_count, 0) as event_count,
        coalesce(happenings.censored_count, 0) as censored_count
    from happenings
    full outer join starts
        on starts.level = happenings.level
        and starts.group_kind = happenings.group_kind
        and starts.group_value = happenings.group_value
        and starts.event_number = happenings.event_number
        and starts.day = happenings.day
),

risk_sets as (
    select
        level,
        group_kind,
        group_value,
        event_number,
        day,
        event_count,
        censored_count,
        cast(sum(event_count + censored_count) over (
            partition by level, group_kind, group_value, event_number
            order by day desc nulls last
            rows between unbounded preceding and current row
        ) as bigint) as at_risk_count
    from days
),

steps as (
    select
        level,
        group_kind,
        group_value,
        event_number,
        day,
        at_risk_count,
        event_count,
        censored_count,
        case when event_count < at_risk_count then fixed(ln(1 - safe_div(event_count, at_risk_count))) end as log_step,
        case
            when event_count < at_risk_count
                then fixed(safe_div(event_count, cast(at_risk_count as double) * (at_risk_count - event_count)))
        end as variance_step
    from risk_sets
),

sums as (
    select
        level,
        group_kind,
        group_value,
        event_number,
        day,
        at_risk_count,
        event_count,
        censored_count,
        at_risk_count = event_count as is_exhausted,
        cast(sum(log_step) over by_day as double) as log_survival,
        cast(sum(variance_step) over by_day as double) as greenwood
    from steps
    window by_day as (
        partition by level, group_kind, group_value, event_number
        order by day asc nulls last
        rows between unbounded preceding and current row
    )
),

survivals as (
    select
        level,
        group_kind,
        group_value,
        event_number,
        day,
        at_risk_count,
        event_count,
        censored_count,
        greenwood,
        log_survival,
        not is_exhausted and log_survival < 0 as has_interval,
        case when is_exhausted then 0e0 else exp(log_survival) end as survival
    from sums
)

select
    level,
    group_kind,
    group_value,
    event_number,
    day,
    at_risk_count,
    event_count,
    censored_count,
    survival,
    case when has_interval then survival * sqrt(greenwood) end as std_error,
    case when has_interval then exp(log_survival * exp(-z_90() * safe_div(sqrt(greenwood), log_survival))) end as survival_low,
    case when has_interval then exp(log_survival * exp(z_90() * safe_div(sqrt(greenwood), log_survival))) end as survival_high,
    case when not has_interval then 'TOO_FEW_OBSERVATIONS' end as interval_abstain_reason
from survivals

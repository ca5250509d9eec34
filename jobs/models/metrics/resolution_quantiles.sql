-- After how many days are half of the complaints settled, and nine of ten (Kaplan and Meier 1958)?
-- What is still open counts as long as it has been open: leaving it out would make slow work look fast. Null where so many are open that the share was never reached.
with

complaints as (
    select * from staged.complaints
),

members as (
    select * from metrics.service_members
),

windows as (
    select from_on from metrics.value_windows where window_name = '12m'
),

this_night as (
    select * from run.current
),

durations as (
    select
        members.scope,
        members.account_id,
        members.tier,
        days_between(complaints.opened_on, coalesce(complaints.closed_on, this_night.as_of)) as day,
        count(*) filter (where not complaints.is_open) as settled_count,
        count(*) as leaving_count
    from complaints
    cross join windows
    cross join this_night
    inner join members on members.customer_id = complaints.customer_id
    where complaints.opened_on >= windows.from_on
    group by members.scope, members.account_id, members.tier, days_between(complaints.opened_on, coalesce(complaints.closed_on, this_night.as_of))
),

risk_sets as (
    select
        scope,
        account_id,
        tier,
        day,
        settled_count,
        leaving_count,
        cast(sum(leaving_count) over (
            partition by scope, account_id, tier
            order by day desc nulls last
            rows between unbounded preceding and current row
        ) as bigint) as at_risk_count
    from durations
),

survivals as (
    select
        scope,
        account_id,
        tier,
        day,
        settled_count,
        leaving_count,
        case
            when settled_count = at_risk_count then 0e0
            else exp(cast(sum(
                case when settled_count < at_risk_count then fixed(ln(1 - safe_div(settled_count, at_risk_count))) end
            ) over (
                partition by scope, account_id, tier
                order by day asc nulls last
                rows between unbounded preceding and current row
            ) as double))
        end as open_share
    from risk_sets
)

select
    scope,
    account_id,
    tier,
    cast(sum(leaving_count) as bigint) as complaint_count,
    cast(sum(settled_count) as bigint) as settled_count,
    min(day) filter (where open_share <= 0.5 + 1e-9) as resolution_days_p50,
    min(day) filter (where open_share <= 0.1 + 1e-9) as resolution_days_p90
from survivals
group by scope, account_id, tier

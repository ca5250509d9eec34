-- How often is an account visited, and is the present silence long by its own habit?
-- Two visits on one day are two visits and one day: gaps lie between days. An account that the CRM does not know has not zero visits: nobody knows.
with

activities as (
    select * from staged.activities
),

kinds as (
    select * from config.activity_kinds
),

accounts as (
    select * from staged.accounts
),

sources as (
    select * from metrics.relationship_sources
),

windows as (
    select
        max(from_on) filter (where window_name = '12m') as from_on,
        max(from_on) filter (where window_name = 'prior_12m') as prior_from_on
    from metrics.value_windows
),

records as (
    select min(happened_on) as first_recorded_on from activities
),

policy as (
    select * from config.contact_coverage
),

this_night as (
    select * from run.current
),

visit_days as (
    select
        activities.customer_id,
        activities.happened_on,
        count(*) as visit_count
    from activities
    inner join kinds on kinds.kind = activities.kind
    where kinds.is_visit
    group by activities.customer_id, activities.happened_on
),

account_visits as (
    select
        accounts.level,
        accounts.account_id,
        cast(sum(visit_days.visit_count) as bigint) as visit_count,
        cast(sum(case when visit_days.happened_on >= windows.from_on then visit_days.visit_count else 0 end) as bigint) as visit_count_12m,
        cast(sum(case
            when visit_days.happened_on >= windows.prior_from_on and visit_days.happened_on < windows.from_on then visit_days.visit_count
            else 0
        end) as bigint) as prior_visit_count_12m,
        count(distinct visit_days.happened_on) as visit_day_count,
        min(visit_days.happened_on) as first_visited_on,
        max(visit_days.happened_on) as last_visited_on
    from visit_days
    cross join windows
    inner join accounts on accounts.customer_id = visit_days.customer_id
    group by accounts.level, accounts.account_id
),

reasons as (
    select
        sources.level,
        sources.account_id,
        coalesce(account_visits.visit_count, 0) as visit_count,
        coalesce(account_visits.visit_count_12m, 0) as visit_count_12m,
        coalesce(account_visits.prior_visit_count_12m, 0) as prior_visit_count_12m,
        coalesce(account_visits.visit_day_count - 1, 0) as visit_gap_count,
        safe_div(
            days_between(account_visits.first_visited_on, account_visits.last_visited_on),
            account_visits.visit_day_count - 1
        ) as mean_visit_gap_days,
        account_visits.last_visited_on,
        days_between(account_visits.last_visited_on, this_night.as_of) as days_since_last_visit,
        sources.activities_abstain_reason as visit_abstain_reason,
        case
            when sources.activities_abstain_reason is not null then sources.activities_abstain_reason
            when records.first_recorded_on is null or records.first_recorded_on > windows.prior_from_on then 'WINDOW_NOT_RECORDED'
        end as prior_visit_abstain_reason,
        case
            when sources.activities_abstain_reason is not null then sources.activities_abstain_reason
            when account_visits.last_visited_on is null then 'NEVER_VISITED'
        end as last_visit_abstain_reason,
        case
            when sources.activities_abstain_reason is not null then sources.activities_abstain_reason
            when account_visits.last_visited_on is null then 'NEVER_VISITED'
            when account_visits.visit_day_count - 1 < policy.fewest_visit_gaps then 'TOO_FEW_OBSERVATIONS'
        end as visit_gap_abstain_reason
    from sources
    cross join windows
    cross join records
    cross join policy
    cross join this_night
    left join account_visits
        on account_visits.level = sources.level
        and account_visits.account_id = sources.account_id
)

select
    level,
    account_id,
    case when visit_abstain_reason is null then visit_count end as visit_count,
    case when visit_abstain_reason is null then visit_count_12m end as visit_count_12m,
    visit_abstain_reason,
    case when prior_visit_abstain_reason is null then prior_visit_count_12m end as prior_visit_count_12m,
    prior_visit_abstain_reason,
    visit_gap_count,
    case when visit_gap_abstain_reason is null then mean_visit_gap_days end as mean_visit_gap_days,
    case when last_visit_abstain_reason is null then last_visited_on end as last_visited_on,
    case when last_visit_abstain_reason is null then days_since_last_visit end as days_since_last_visit,
    last_visit_abstain_reason,
    case when visit_gap_abstain_reason is null then safe_div(days_since_last_visit, mean_visit_gap_days) end as visit_gap_ratio,
    visit_gap_abstain_reason
from reasons

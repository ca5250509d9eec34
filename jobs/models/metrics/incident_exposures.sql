-- How often did an account buy in the half year before and the half year after an incident, and how often did those buy that had none?
-- A control gets the day of somebody else's incident, one after the other by its number, so that both stand in the same months. It may have had an incident at another time:
-- those who never had one bought less and left sooner, whatever is counted before (risk sets: Lubin and Gail 1984; Li, Propert and Rosenbaum 2001). The day itself is in neither window.
with

accounts as (
    select * from staged.accounts
),

complaints as (
    select * from staged.complaints
),

sources as (
    select * from metrics.relationship_sources
),

occasions as (
    select * from metrics.account_occasions
),

policy as (
    select * from config.incident_tolerance
),

night as (
    select * from run.current
),

records as (
    select min(ordered_on) as first_on from occasions
),

-- Several complaints of one day are one incident; the one with the smallest number speaks for it.
incident_complaints as (
    select
        accounts.level,
        accounts.account_id,
        complaints.opened_on,
        complaints.severity,
        complaints.closed_on,
        row_number() over (
            partition by accounts.level, accounts.account_id, complaints.opened_on
            order by complaints.complaint_id asc nulls last
        ) as place
    from complaints
    inner join accounts on accounts.customer_id = complaints.customer_id
    where complaints.is_quality_incident
),

incidents as (
    select
        level,
        account_id,
        opened_on as exposed_on,
        severity,
        days_between(opened_on, closed_on) as resolution_days,
        lag(opened_on) over (partition by level, account_id order by opened_on asc nulls last) as previous_on
    from incident_complaints
    where place = 1
),

-- What follows within a window of another incident belongs to that one.
episodes as (
    select
        incidents.*,
        case
            when months.first_on > incidents.exposed_on - cast(months.window_days as integer) then 'RECORDS_TOO_SHORT'
            when incidents.exposed_on + cast(months.window_days as integer) > months.as_of then 'WINDOW_OPEN'
        end as abstain_reason
    from incidents
    cross join (select * from policy cross join night cross join records) as months
    where incidents.previous_on is null
        or days_between(incidents.previous_on, incidents.exposed_on) > months.window_days
),

counted as (
    select
        episodes.*,
        row_number() over (
            partition by level, account_id
            order by
                case when abstain_reason is null then 0 when abstain_reason = 'WINDOW_OPEN' then 1 else 2 end asc nulls last,
                exposed_on desc nulls last
        ) as preference
    from episodes
),

cases as (
    select * from counted where preference = 1
),

dated as (
    select
        level,
        exposed_on,
        row_number() over (partition by level order by exposed_on asc nulls last, account_id asc nulls last) as place,
        count(*) over (partition by level) as date_count
    from cases
    where abstain_reason is null
),

sizes as (
    select level, max(date_count) as date_count
    from dated
    group by level
),

-- Of whom no system would tell an incident, nobody knows that there was none.
placed as (
    select
        level,
        account_id,
        row_number() over (partition by level order by account_id asc nulls last) as place
    from sources
    where complaints_abstain_reason is null
),

asked as (
    select
        placed.level,
        placed.account_id,
        dated.exposed_on
    from placed
    inner join sizes on sizes.level = placed.level
    inner join dated
        on dated.level = placed.level
        and dated.place = (placed.place - 1) % sizes.date_count + 1
),

-- A complaint of which nobody says whether goods failed may be an incident.
harmed as (
    select distinct
        asked.level,
        asked.account_id
    from asked
    cross join policy
    inner join accounts on accounts.level = asked.level and accounts.account_id = asked.account_id
    inner join complaints
        on complaints.customer_id = accounts.customer_id
        and complaints.opened_on between asked.exposed_on - cast(policy.window_days as integer) and asked.exposed_on + cast(policy.window_days as integer)
    where coalesce(complaints.is_quality_incident, true)
),

controls as (
    select
        asked.level,
        asked.account_id,
        asked.exposed_on
    from asked
    left join harmed on harmed.level = asked.level and harmed.account_id = asked.account_id
    where harmed.account_id is null
),

exposed as (
    select level, account_id, exposed_on, true as is_incident, severity, resolution_days, abstain_reason
    from cases
    union all
    select level, account_id, exposed_on, false as is_incident, null as severity, null as resolution_days, null as abstain_reason
    from controls
),

counts as (
    select
        exposed.level,
        exposed.account_id,
        exposed.is_incident,
        count(*) filter (where occasions.ordered_on < exposed.exposed_on) as earlier_count,
        count(*) filter (
            where days_between(occasions.ordered_on, exposed.exposed_on) between 1 and policy.window_days
        ) as pre_count,
        count(*) filter (
            where days_between(exposed.exposed_on, occasions.ordered_on) between 1 and policy.window_days
        ) as post_count
    from exposed
    cross join policy
    inner join occasions on occasions.level = exposed.level and occasions.account_id = exposed.account_id
    group by exposed.level, exposed.account_id, exposed.is_incident
)

select
    exposed.level,
    exposed.account_id,
    exposed.is_incident,
    exposed.exposed_on,
    exposed.severity,
    exposed.resolution_days,
    coalesce(counts.pre_count, 0) as pre_count,
    case when exposed.abstain_reason is null then coalesce(counts.post_count, 0) end as post_count,
    case
        when exposed.abstain_reason is not null then exposed.abstain_reason
        when coalesce(counts.earlier_count, 0) < policy.min_prior_occasions or counts.pre_count = 0 then 'TOO_FEW_OBSERVATIONS'
    end as exposure_abstain_reason
from exposed
cross join policy
left join counts
    on counts.level = exposed.level
    and counts.account_id = exposed.account_id
    and counts.is_incident = exposed.is_incident

-- How many of the accounts whose manager left stopped buying, beside how many others stopped in the same days?
-- The rate is shrunk to that of the others (beta-binomial): they count as much as handover_prior_accounts that changed hands. What lies beyond it is the loss by leaving.
with

departed as (
    select * from metrics.departed_accounts where departed_on is not null
),

occasions as (
    select * from metrics.account_occasions where level = 'customer'
),

policy as (
    select * from config.account_risk
),

night as (
    select * from run.current
),

departures as (
    select distinct departed.departed_on
    from departed
    cross join night
    where departed.window_closes_on <= night.as_of
),

purchases as (
    select
        occasions.account_id,
        occasions.ordered_on,
        lead(occasions.ordered_on) over (partition by occasions.account_id order by occasions.ordered_on asc nulls last) as next_ordered_on
    from occasions
),

-- The days on which a purchase makes its account active: until it is too long ago, or the next one does.
actives as (
    select
        purchases.account_id,
        purchases.ordered_on as begins_on,
        least(
            cast(purchases.ordered_on + cast(policy.handover_active_days as integer) as date),
            coalesce(purchases.next_ordered_on, date '9999-12-31')
        ) as ends_on
    from purchases
    cross join policy
),

-- The days after which, the settling days over, a whole window goes by without a purchase.
gaps as (
    select
        purchases.account_id,
        cast(purchases.ordered_on - cast(policy.handover_settling_days as integer) as date) as begins_on,
        coalesce(
            cast(purchases.next_ordered_on - cast(policy.handover_settling_days + policy.handover_window_days as integer) as date),
            date '9999-12-31'
        ) as ends_on
    from purchases
    cross join policy
    where purchases.next_ordered_on is null
        or days_between(purchases.ordered_on, purchases.next_ordered_on) > policy.handover_window_days
),

spans as (
    select
        account_id,
        begins_on,
        ends_on,
        1 as active_count,
        0 as lost_count
    from actives
    union all
    select
        actives.account_id,
        greatest(actives.begins_on, gaps.begins_on) as begins_on,
        least(actives.ends_on, gaps.ends_on) as ends_on,
        0 as active_count,
        1 as lost_count
    from actives
    inner join gaps
        on gaps.account_id = actives.account_id
        and gaps.begins_on < actives.ends_on
        and gaps.ends_on > actives.begins_on
),

changes as (
    select changed_on, sum(active_count) as active_count, sum(lost_count) as lost_count
    from (
        select begins_on as changed_on, active_count, lost_count from spans
        union all
        select ends_on as changed_on, -active_count as active_count, -lost_count as lost_count from spans
    ) as ends
    group by changed_on
),

-- How many accounts were active on a day is what began until then less what ended: no day is held against every purchase.
everybody as (
    select
        coalesce(sum(changes.active_count), 0) as active_count,
        coalesce(sum(changes.lost_count), 0) as lost_count
    from departures
    inner join changes on changes.changed_on <= departures.departed_on
),

held as (
    select distinct
        departed.departed_on,
        departed.customer_id
    from departed
    inner join departures on departures.departed_on = departed.departed_on
),

leavers as (
    select
        coalesce(sum(spans.active_count), 0) as active_count,
        coalesce(sum(spans.lost_count), 0) as lost_count
    from held
    inner join spans
        on spans.account_id = held.customer_id
        and spans.begins_on <= held.departed_on
        and spans.ends_on > held.departed_on
),

base as (
    select
        cast(everybody.active_count - leavers.active_count as bigint) as base_count,
        cast(everybody.lost_count - leavers.lost_count as bigint) as base_lost_count
    from everybody
    cross join leavers
),

handed as (
    select
        count(distinct account_manager_id) as departed_manager_count,
        count(*) filter (where is_lost_abstain_reason = 'WINDOW_OPEN') as open_count,
        count(*) filter (where is_lost is not null and window_closes_on <= night.as_of) as departed_count,
        count(*) filter (where is_lost and window_closes_on <= night.as_of) as departed_lost_count,
        count(*) filter (where is_lost is not null and window_closes_on <= night.as_of and handover_state = 'HANDED_OVER') as handed_over_count,
        count(*) filter (where is_lost and window_closes_on <= night.as_of and handover_state = 'HANDED_OVER') as handed_over_lost_count
    from departed
    cross join night
),

rated as (
    select
        handed.*,
        base.base_count,
        base.base_lost_count,
        safe_div(base.base_lost_count, base.base_count) as base_rate,
        policy.handover_prior_accounts as prior_n,
        case
            when handed.departed_manager_count = 0 then 'NO_HANDOVER_SEEN'
            when handed.departed_count = 0 and handed.open_count > 0 then 'WINDOW_OPEN'
            when handed.departed_count < policy.handover_min_accounts or base.base_count < policy.handover_min_accounts then 'TOO_FEW_OBSERVATIONS'
        end as abstain_reason
    from handed
    cross join base
    cross join policy
),

shrunk as (
    select
        rated.*,
        cast(departed_lost_count as double) + prior_n * base_rate as lost_weight,
        cast(departed_count as double) + prior_n as all_weight
    from rated
)

select
    'all' as scope,
    departed_manager_count,
    departed_count,
    departed_lost_count,
    handed_over_count,
    handed_over_lost_count,
    departed_count - handed_over_count as waiting_count,
    departed_lost_count - handed_over_lost_count as waiting_lost_count,
    base_count,
    base_lost_count,
    base_rate as base_loss_rate,
    case when abstain_reason is null then safe_div(lost_weight, all_weight) end as handover_loss_rate,
    case when abstain_reason is null then wilson_low(lost_weight, all_weight) end as handover_loss_rate_low,
    case when abstain_reason is null then wilson_high(lost_weight, all_weight) end as handover_loss_rate_high,
    case when abstain_reason is null then safe_div(lost_weight, all_weight) - base_rate end as excess_loss_rate,
    case when abstain_reason is null then wilson_low(lost_weight, all_weight) - base_rate end as excess_loss_rate_low,
    case when abstain_reason is null then wilson_high(lost_weight, all_weight) - base_rate end as excess_loss_rate_high,
    abstain_reason as handover_loss_abstain_reason
from shrunk

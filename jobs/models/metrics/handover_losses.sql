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

others as (
    select
        departures.departed_on,
        occasions.account_id,
        bool_or(occasions.ordered_on <= departures.departed_on) as was_active,
        bool_or(occasions.ordered_on > cast(departures.departed_on + cast(policy.handover_settling_days as integer) as date)) as has_bought_on
    from departures
    cross join policy
    inner join occasions
        on occasions.ordered_on > cast(departures.departed_on - cast(policy.handover_active_days as integer) as date)
        and occasions.ordered_on <= cast(departures.departed_on + cast(policy.handover_settling_days + policy.handover_window_days as integer) as date)
    left join departed
        on departed.departed_on = departures.departed_on
        and departed.customer_id = occasions.account_id
    where departed.customer_id is null
    group by departures.departed_on, occasions.account_id
),

base as (
    select
        count(*) as base_count,
        count(*) filter (where not has_bought_on) as base_lost_count
    from others
    where was_active
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

-- How many of an account manager's warnings were acted on, and how often did customers buy again where they were, were not, or were held out?
-- ALL is the company. Who acts chooses whom, so the first two are no experiment; the trial is one, where it is configured: by lot, and counted as drawn, one warning of each group. The interval of its difference is Newcombe's (1998, method 10).
with

warnings as (
    select * from metrics.manager_warnings
),

portfolios as (
    select * from metrics.manager_portfolios
),

policy as (
    select * from config.account_manager
),

trials as (
    select * from config.hold_out
),

sources as (
    select coalesce(bool_or(is_delivered) filter (where table_name = 'activities'), false) as has_activities
    from run.deliveries
),

managers as (
    select account_manager_id from portfolios
    union
    select 'ALL' as account_manager_id
),

counted as (
    select
        managers.account_manager_id,
        sources.has_activities,
        coalesce(warnings.standing_count, 0) as standing_count,
        coalesce(warnings.standing_acted_count, 0) as standing_acted_count,
        coalesce(warnings.standing_open_count, 0) as standing_open_count,
        coalesce(warnings.standing_held_out_count, 0) as standing_held_out_count,
        coalesce(warnings.due_count, 0) as due_count,
        coalesce(warnings.acted_count, 0) as acted_count,
        coalesce(warnings.acted_outcome_count, 0) as acted_outcome_count,
        coalesce(warnings.acted_bought_count, 0) as acted_bought_count,
        coalesce(warnings.idle_outcome_count, 0) as idle_outcome_count,
        coalesce(warnings.idle_bought_count, 0) as idle_bought_count,
        coalesce(warnings.unknown_count, 0) as unknown_count,
        coalesce(warnings.treated_count, 0) as treated_count,
        coalesce(warnings.treated_bought_count, 0) as treated_bought_count,
        coalesce(warnings.held_out_count, 0) as held_out_count,
        coalesce(warnings.held_out_bought_count, 0) as held_out_bought_count
    from managers
    cross join sources
    left join warnings on warnings.account_manager_id = managers.account_manager_id
),

reasoned as (
    select
        counted.*,
        case
            when not has_activities then 'SOURCE_MISSING'
            when due_count = 0 then 'NO_WARNINGS'
        end as acted_rate_abstain_reason,
        case
            when not has_activities then 'SOURCE_MISSING'
            when acted_outcome_count < greatest(policy.rule_min_outcomes, 1) then 'TOO_FEW_OBSERVATIONS'
        end as acted_bought_abstain_reason,
        case
            when not has_activities then 'SOURCE_MISSING'
            when idle_outcome_count < greatest(policy.rule_min_outcomes, 1) then 'TOO_FEW_OBSERVATIONS'
        end as idle_bought_abstain_reason,
        case
            when trials.share <= 0 then 'NO_HOLD_OUT'
            when least(treated_count, held_out_count) < greatest(trials.min_groups, 1) then 'TOO_FEW_OBSERVATIONS'
        end as trial_abstain_reason
    from counted
    cross join policy
    cross join trials
),

tried as (
    select
        account_manager_id,
        safe_div(treated_bought_count, treated_count) as treated_rate,
        wilson_low(treated_bought_count, treated_count) as treated_rate_low,
        wilson_high(treated_bought_count, treated_count) as treated_rate_high,
        safe_div(held_out_bought_count, held_out_count) as held_out_rate,
        wilson_low(held_out_bought_count, held_out_count) as held_out_rate_low,
        wilson_high(held_out_bought_count, held_out_count) as held_out_rate_high
    from reasoned
    where trial_abstain_reason is null
)

select
    reasoned.account_manager_id,
    standing_count,
    case when has_activities then standing_acted_count end as standing_acted_count,
    case when has_activities then standing_open_count end as standing_open_count,
    standing_held_out_count,
    case when has_activities then unknown_count end as unknown_count,
    case when has_activities then due_count end as due_count,
    case when has_activities then acted_count end as acted_count,
    case when acted_rate_abstain_reason is null then wilson_low(acted_count, due_count) end as acted_rate_low,
    case when acted_rate_abstain_reason is null then safe_div(acted_count, due_count) end as acted_rate,
    case when acted_rate_abstain_reason is null then wilson_high(acted_count, due_count) end as acted_rate_high,
    acted_rate_abstain_reason,
    case when has_activities then acted_outcome_count end as acted_bought_n,
    case when acted_bought_abstain_reason is null then wilson_low(acted_bought_count, acted_outcome_count) end as acted_bought_rate_low,
    case when acted_bought_abstain_reason is null then safe_div(acted_bought_count, acted_outcome_count) end as acted_bought_rate,
    case when acted_bought_abstain_reason is null then wilson_high(acted_bought_count, acted_outcome_count) end as acted_bought_rate_high,
    acted_bought_abstain_reason,
    case when has_activities then idle_outcome_count end as idle_bought_n,
    case when idle_bought_abstain_reason is null then wilson_low(idle_bought_count, idle_outcome_count) end as idle_bought_rate_low,
    case when idle_bought_abstain_reason is null then safe_div(idle_bought_count, idle_outcome_count) end as idle_bought_rate,
    case when idle_bought_abstain_reason is null then wilson_high(idle_bought_count, idle_outcome_count) end as idle_bought_rate_high,
    idle_bought_abstain_reason,
    treated_count as treated_n,
    tried.treated_rate_low,
    tried.treated_rate,
    tried.treated_rate_high,
    held_out_count as held_out_n,
    tried.held_out_rate_low,
    tried.held_out_rate,
    tried.held_out_rate_high,
    tried.treated_rate - tried.held_out_rate
        - sqrt(power(tried.treated_rate - tried.treated_rate_low, 2) + power(tried.held_out_rate_high - tried.held_out_rate, 2)) as uplift_low,
    tried.treated_rate - tried.held_out_rate as uplift,
    tried.treated_rate - tried.held_out_rate
        + sqrt(power(tried.treated_rate_high - tried.treated_rate, 2) + power(tried.held_out_rate - tried.held_out_rate_low, 2)) as uplift_high,
    trial_abstain_reason
from reasoned
left join tried on tried.account_manager_id = reasoned.account_manager_id

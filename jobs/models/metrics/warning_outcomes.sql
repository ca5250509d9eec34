-- How many of an account manager's warnings were acted on, and how often did customers buy again where they were, were not, or were held out?
-- ALL is the company. No experiment: who acts chooses whom. Only the hold-out, where one is configured, is left alone by lot.
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
        coalesce(warnings.due_count, 0) as due_count,
        coalesce(warnings.acted_count, 0) as acted_count,
        coalesce(warnings.acted_outcome_count, 0) as acted_outcome_count,
        coalesce(warnings.acted_bought_count, 0) as acted_bought_count,
        coalesce(warnings.idle_outcome_count, 0) as idle_outcome_count,
        coalesce(warnings.idle_bought_count, 0) as idle_bought_count,
        coalesce(warnings.held_out_outcome_count, 0) as held_out_outcome_count,
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
            when acted_outcome_count < policy.rule_min_outcomes then 'TOO_FEW_OBSERVATIONS'
        end as acted_bought_abstain_reason,
        case
            when not has_activities then 'SOURCE_MISSING'
            when idle_outcome_count < policy.rule_min_outcomes then 'TOO_FEW_OBSERVATIONS'
        end as idle_bought_abstain_reason,
        case
            when policy.hold_out_share <= 0 then 'NO_HOLD_OUT'
            when held_out_outcome_count < policy.rule_min_outcomes then 'TOO_FEW_OBSERVATIONS'
        end as held_out_abstain_reason
    from counted
    cross join policy
)

select
    account_manager_id,
    standing_count,
    case when has_activities then standing_acted_count end as standing_acted_count,
    case when has_activities then standing_open_count end as standing_open_count,
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
    held_out_outcome_count as held_out_n,
    case when held_out_abstain_reason is null then wilson_low(held_out_bought_count, held_out_outcome_count) end as held_out_rate_low,
    case when held_out_abstain_reason is null then safe_div(held_out_bought_count, held_out_outcome_count) end as held_out_rate,
    case when held_out_abstain_reason is null then wilson_high(held_out_bought_count, held_out_outcome_count) end as held_out_rate_high,
    held_out_abstain_reason
from reasoned

-- Whom are we about to lose, why, what is at stake, and who does what about it?
-- Work down the list by work_rank; who is held out is told and left alone. What may be spent is a ceiling, not a recommendation, and discount and spend are one budget, not two.
with

this_night as (
    select * from run.current
),

warnings as (
    select * from metrics.churn_warnings
),

scores as (
    select * from metrics.churn_scores
),

choices as (
    select * from metrics.churn_choices
),

net_values as (
    select * from metrics.net_future_values where months_ago = 0
),

future_values as (
    select * from metrics.future_values where months_ago = 0
),

reasons as (
    select * from metrics.churn_reasons
),

actions as (
    select * from config.actions
),

accounts_held_out as (
    select * from metrics.held_out_accounts
),

costs as (
    select * from metrics.driver_costs
),

customers as (
    select * from staged.customers
),

managers as (
    select * from staged.account_managers
),

policy as (
    select * from config.early_warning
),

held_out as (
    select
        accounts_held_out.level,
        accounts_held_out.account_id
    from accounts_held_out
    cross join this_night
    where accounts_held_out.held_out_from_on <= this_night.as_of
),

top_reasons as (
    select
        reasons.level,
        reasons.account_id,
        max(case when reasons.reason_rank = 1 then reasons.reason_code end) as reason_1_code,
        max(case when reasons.reason_rank = 1 then actions.reason_en end) as reason_1_en,
        max(case when reasons.reason_rank = 1 then actions.reason_zh end) as reason_1_zh,
        max(case when reasons.reason_rank = 1 then reasons.contribution end) as reason_1_contribution,
        max(case when reasons.reason_rank = 2 then reasons.reason_code end) as reason_2_code,
        max(case when reasons.reason_rank = 2 then actions.reason_en end) as reason_2_en,
        max(case when reasons.reason_rank = 2 then actions.reason_zh end) as reason_2_zh,
        max(case when reasons.reason_rank = 2 then reasons.contribution end) as reason_2_contribution,
        max(case when reasons.reason_rank = 3 then reasons.reason_code end) as reason_3_code,
        max(case when reasons.reason_rank = 3 then actions.reason_en end) as reason_3_en,
        max(case when reasons.reason_rank = 3 then actions.reason_zh end) as reason_3_zh,
        max(case when reasons.reason_rank = 3 then reasons.contribution end) as reason_3_contribution
    from reasons
    inner join actions on actions.reason_code = reasons.reason_code
    group by reasons.level, reasons.account_id
),

recommended as (
    select
        reasons.level,
        reasons.account_id,
        reasons.reason_code as action_reason_code,
        actions.action_code,
        actions.action_en,
        actions.action_zh,
        actions.cost_driver,
        actions.owner_role,
        costs.usual_cost_amount as action_cost_amount
    from reasons
    inner join actions on actions.reason_code = reasons.reason_code
    left join costs on costs.cost_driver = actions.cost_driver
    left join held_out on held_out.level = reasons.level and held_out.account_id = reasons.account_id
    where reasons.action_rank = 1 and held_out.account_id is null
),

owners as (
    select
        customers.customer_id,
        customers.account_manager_id,
        case when managers.is_active then managers.account_manager_id end as active_manager_id,
        case when superiors.is_active then superiors.account_manager_id end as active_superior_id,
        managers.account_manager_id is not null as is_known_manager
    from customers
    left join managers on managers.account_manager_id = customers.account_manager_id
    left join managers as superiors on superiors.account_manager_id = managers.manager_id
),

joined as (
    select
        warnings.*,
        held_out.account_id is not null as is_held_out,
        scores.churn_probability,
        scores.churn_probability_low,
        scores.churn_probability_high,
        scores.churn_horizon_days,
        scores.churn_method,
        scores.churn_use_reason,
        scores.churn_n,
        scores.churn_abstain_reason,
        scores.p0_probability,
        scores.p0_model,
        scores.silent_days,
        scores.recency_rank,
        scores.own_cadence_ratio,
        choices.training_method,
        choices.trained_on,
        net_values.clv_net_amount_12m,
        net_values.clv_net_amount_36m,
        future_values.margin_rate,
        future_values.future_revenue_amount_12m,
        case
            when scores.churn_probability is null then coalesce(scores.churn_abstain_reason, 'TOO_FEW_OBSERVATIONS')
            when net_values.clv_net_amount_36m is null then coalesce(net_values.clv_net_abstain_reason, 'TOO_FEW_OBSERVATIONS')
        end as value_at_risk_abstain_reason,
        cast(scores.churn_probability * net_values.clv_net_amount_12m as decimal(18, 4)) as at_risk_12m,
        cast(scores.churn_probability * net_values.clv_net_amount_36m as decimal(18, 4)) as at_risk_36m
    from warnings
    inner join scores on scores.level = warnings.level and scores.account_id = warnings.account_id
    left join held_out on held_out.level = warnings.level and held_out.account_id = warnings.account_id
    left join choices on choices.level = warnings.level
    left join net_values on net_values.level = warnings.level and net_values.account_id = warnings.account_id
    left join future_values on future_values.level = warnings.level and future_values.account_id = warnings.account_id
),

ranked as (
    select
        joined.*,
        cast(row_number() over (
            partition by joined.level
            order by
                joined.is_held_out asc nulls last,
                joined.at_risk_36m desc nulls last,
                joined.churn_probability desc nulls last,
                joined.account_id asc nulls last
        ) as bigint) as work_rank
    from joined
)

select
    this_night.as_of,
    ranked.level,
    ranked.account_id as customer_id,
    ranked.work_rank,
    ranked.is_held_out,
    ranked.warning_level,
    ranked.model_level,
    ranked.first_warned_on,
    ranked.lifecycle,
    ranked.churn_probability,
    ranked.churn_probability_low,
    ranked.churn_probability_high,
    ranked.churn_horizon_days,
    ranked.churn_n,
    ranked.churn_method,
    ranked.churn_use_reason,
    ranked.churn_abstain_reason,
    ranked.training_method,
    ranked.trained_on,
    ranked.p0_probability,
    ranked.p0_model,
    ranked.silent_days,
    ranked.recency_rank,
    ranked.own_cadence_ratio,
    case when ranked.value_at_risk_abstain_reason is null then money(ranked.at_risk_12m) end as value_at_risk_amount_12m,
    case when ranked.value_at_risk_abstain_reason is null then money(ranked.at_risk_36m) end as value_at_risk_amount_36m,
    ranked.value_at_risk_abstain_reason,
    ranked.is_seriously_overdue,
    ranked.has_open_complaint,
    ranked.has_low_survey,
    ranked.has_lost_to_competitor,
    ranked.has_overdue_receivable,
    top_reasons.reason_1_code,
    top_reasons.reason_1_en,
    top_reasons.reason_1_zh,
    top_reasons.reason_1_contribution,
    top_reasons.reason_2_code,
    top_reasons.reason_2_en,
    top_reasons.reason_2_zh,
    top_reasons.reason_2_contribution,
    top_reasons.reason_3_code,
    top_reasons.reason_3_en,
    top_reasons.reason_3_zh,
    top_reasons.reason_3_contribution,
    recommended.action_reason_code,
    recommended.action_code,
    recommended.action_en,
    recommended.action_zh,
    recommended.cost_driver as action_cost_driver,
    money(recommended.action_cost_amount) as action_cost_amount,
    case
        when ranked.is_held_out then 'HELD_OUT'
        when recommended.action_cost_amount is null then 'COSTS_MISSING'
    end as action_cost_abstain_reason,
    case
        when ranked.is_held_out then null
        when recommended.owner_role = 'superior' then coalesce(owners.active_superior_id, owners.active_manager_id)
        else coalesce(owners.active_manager_id, owners.active_superior_id)
    end as suggested_owner_id,
    case
        when ranked.is_held_out then null
        when owners.active_superior_id is not null and recommended.owner_role = 'superior' then 'SUPERIOR'
        when owners.active_manager_id is not null then 'ACCOUNT_MANAGER'
        when owners.active_superior_id is not null then 'SUPERIOR_OF_LEAVER'
    end as suggested_owner_role,
    case
        when ranked.is_held_out then 'HELD_OUT'
        when owners.active_manager_id is not null or owners.active_superior_id is not null then null
        when owners.account_manager_id is null then 'NO_ACCOUNT_MANAGER'
        when not owners.is_known_manager then 'UNKNOWN_ACCOUNT_MANAGER'
        else 'ACCOUNT_MANAGER_LEFT'
    end as suggested_owner_abstain_reason,
    case
        when ranked.value_at_risk_abstain_reason is null and not ranked.is_held_out
            then money(cast(greatest(ranked.at_risk_36m, 0) as decimal(18, 4)) * cast(policy.save_rate as decimal(9, 6)))
    end as justified_spend_amount,
    case when ranked.is_held_out then 'HELD_OUT' else ranked.value_at_risk_abstain_reason end as justified_spend_abstain_reason,
    case
        when ranked.is_held_out then null
        when ranked.value_at_risk_abstain_reason is null and ranked.margin_rate is not null and ranked.future_revenue_amount_12m > 0
            then greatest(
                least(
                    ranked.margin_rate,
                    safe_div(policy.save_rate * cast(ranked.at_risk_36m as double), ranked.future_revenue_amount_12m)
                ),
                0e0
            )
    end as justified_discount_share,
    case
        when ranked.is_held_out then 'HELD_OUT'
        when ranked.value_at_risk_abstain_reason is not null then ranked.value_at_risk_abstain_reason
        when ranked.margin_rate is null or not ranked.future_revenue_amount_12m > 0 or ranked.future_revenue_amount_12m is null
            then 'NO_REVENUE_EXPECTED'
    end as justified_discount_abstain_reason,
    policy.rule_version,
    this_night.reporting_currency as currency_code
from ranked
cross join this_night
cross join policy
left join top_reasons on top_reasons.level = ranked.level and top_reasons.account_id = ranked.account_id
left join recommended on recommended.level = ranked.level and recommended.account_id = ranked.account_id
left join owners on owners.customer_id = ranked.account_id

-- What does each account manager hold, what would be lost without the person, and what is done about warnings?
-- By who looks after a customer tonight. Managers without customers have zeros; who has left stays here while customers are still in those hands.
with

this_night as (
    select * from run.current
),

portfolios as (
    select * from metrics.manager_portfolios
),

efforts as (
    select * from metrics.manager_efforts
),

errors as (
    select * from metrics.discount_errors where scope = 'MANAGER'
),

discipline as (
    select * from metrics.discipline_sums where scope = 'MANAGER' and years_ago = 0
),

outcomes as (
    select * from metrics.warning_outcomes
),

company_outcomes as (
    select * from metrics.warning_outcomes where account_manager_id = 'ALL'
),

company as (
    select * from metrics.bus_factors
),

policy as (
    select * from config.account_manager
),

sources as (
    select
        coalesce(bool_or(is_delivered) filter (where table_name = 'activities'), false) as has_activities,
        coalesce(bool_or(is_delivered) filter (where table_name = 'surveys'), false) as has_surveys,
        coalesce(bool_or(is_delivered) filter (where table_name = 'declared_spend'), false) as has_declared_spend
    from run.deliveries
)

select
    this_night.as_of,
    portfolios.account_manager_id,
    portfolios.is_known,
    portfolios.is_active,
    portfolios.team,
    portfolios.manager_id as superior_id,
    portfolios.employed_from_on,
    portfolios.employed_to_on,
    portfolios.customer_count,
    portfolios.buying_customer_count,
    money(portfolios.revenue_amount_12m) as revenue_amount_12m,
    money(portfolios.contribution_margin_amount_12m) as contribution_margin_amount_12m,
    portfolios.contribution_abstain_reason,
    portfolios.clv_n,
    money(portfolios.clv_net_positive_amount_36m) as clv_net_positive_amount_36m,
    portfolios.clv_abstain_reason,
    portfolios.clv_share,
    portfolios.clv_share_abstain_reason,
    portfolios.unlisted_customer_count,
    portfolios.one_hand_n,
    portfolios.one_hand_count,
    money(portfolios.one_hand_clv_net_positive_amount_36m) as one_hand_clv_net_positive_amount_36m,
    portfolios.one_hand_clv_share,
    portfolios.one_hand_abstain_reason,
    portfolios.departure_loss_n,
    money(portfolios.departure_loss_amount_low) as departure_loss_amount_low,
    money(portfolios.departure_loss_amount) as departure_loss_amount,
    money(portfolios.departure_loss_amount_high) as departure_loss_amount_high,
    portfolios.departure_loss_abstain_reason,
    portfolios.portfolio_hhi,
    portfolios.effective_customer_count,
    portfolios.largest_customer_share,
    portfolios.portfolio_abstain_reason,
    portfolios.satisfaction_n,
    portfolios.satisfaction_low,
    portfolios.satisfaction,
    portfolios.satisfaction_high,
    case when not sources.has_surveys then 'SOURCE_MISSING' else portfolios.satisfaction_abstain_reason end as satisfaction_abstain_reason,
    portfolios.transactional_n,
    portfolios.transactional_loyalty_low,
    portfolios.transactional_loyalty,
    portfolios.transactional_loyalty_high,
    portfolios.transactional_abstain_reason,
    portfolios.emotional_n,
    portfolios.emotional_loyalty_low,
    portfolios.emotional_loyalty,
    portfolios.emotional_loyalty_high,
    portfolios.emotional_abstain_reason,
    portfolios.dependence_on_us_n,
    portfolios.dependence_on_us_low,
    portfolios.dependence_on_us,
    portfolios.dependence_on_us_high,
    case when not sources.has_declared_spend then 'SOURCE_MISSING' else portfolios.dependence_on_us_abstain_reason end as dependence_on_us_abstain_reason,
    portfolios.handover_ready_n,
    portfolios.handover_ready_count,
    portfolios.handover_ready_share_low,
    portfolios.handover_ready_share,
    portfolios.handover_ready_share_high,
    portfolios.handover_ready_abstain_reason,
    case when sources.has_activities then coalesce(efforts.activity_count, 0) end as activity_count_12m,
    case when sources.has_activities then coalesce(efforts.talk_count, 0) end as talk_count_12m,
    case when sources.has_activities then coalesce(efforts.visit_count, 0) end as visit_count_12m,
    case when sources.has_activities then coalesce(efforts.spoken_customer_count, 0) end as spoken_customer_count_12m,
    case when not sources.has_activities then 'SOURCE_MISSING' end as activity_abstain_reason,
    money(case when sources.has_activities and coalesce(efforts.uncosted_count, 0) = 0 then coalesce(efforts.activity_cost_amount, 0) end) as activity_cost_amount_12m,
    case when not sources.has_activities then 'SOURCE_MISSING' when coalesce(efforts.uncosted_count, 0) > 0 then 'COSTS_MISSING' end as activity_cost_abstain_reason,
    coalesce(errors.cluster_count, 0) as excess_discount_n,
    errors.excess_rate - z_90() * errors.excess_rate_error as excess_discount_rate_low,
    errors.excess_rate as excess_discount_rate,
    errors.excess_rate + z_90() * errors.excess_rate_error as excess_discount_rate_high,
    case when errors.excess_rate is null then 'TOO_FEW_OBSERVATIONS' end as excess_discount_abstain_reason,
    coalesce(discipline.over_authority_line_count, 0) as over_authority_line_count,
    outcomes.standing_count as standing_warning_count,
    outcomes.standing_acted_count,
    outcomes.standing_open_count,
    outcomes.standing_held_out_count,
    outcomes.unknown_count as unknown_warning_count,
    outcomes.due_count as due_warning_count,
    outcomes.acted_count as acted_warning_count,
    outcomes.acted_rate_low,
    outcomes.acted_rate,
    outcomes.acted_rate_high,
    outcomes.acted_rate_abstain_reason,
    outcomes.acted_bought_n,
    outcomes.acted_bought_rate_low,
    outcomes.acted_bought_rate,
    outcomes.acted_bought_rate_high,
    outcomes.acted_bought_abstain_reason,
    outcomes.idle_bought_n,
    outcomes.idle_bought_rate_low,
    outcomes.idle_bought_rate,
    outcomes.idle_bought_rate_high,
    outcomes.idle_bought_abstain_reason,
    company.bus_factor,
    company.bus_factor_abstain_reason,
    company_outcomes.acted_bought_n as company_acted_bought_n,
    company_outcomes.acted_bought_rate_low as company_acted_bought_rate_low,
    company_outcomes.acted_bought_rate as company_acted_bought_rate,
    company_outcomes.acted_bought_rate_high as company_acted_bought_rate_high,
    company_outcomes.acted_bought_abstain_reason as company_acted_bought_abstain_reason,
    company_outcomes.idle_bought_n as company_idle_bought_n,
    company_outcomes.idle_bought_rate_low as company_idle_bought_rate_low,
    company_outcomes.idle_bought_rate as company_idle_bought_rate,
    company_outcomes.idle_bought_rate_high as company_idle_bought_rate_high,
    company_outcomes.idle_bought_abstain_reason as company_idle_bought_abstain_reason,
    company_outcomes.treated_n as company_treated_n,
    company_outcomes.treated_rate_low as company_treated_rate_low,
    company_outcomes.treated_rate as company_treated_rate,
    company_outcomes.treated_rate_high as company_treated_rate_high,
    company_outcomes.held_out_n as company_held_out_n,
    company_outcomes.held_out_rate_low as company_held_out_rate_low,
    company_outcomes.held_out_rate as company_held_out_rate,
    company_outcomes.held_out_rate_high as company_held_out_rate_high,
    company_outcomes.uplift_low as company_uplift_low,
    company_outcomes.uplift as company_uplift,
    company_outcomes.uplift_high as company_uplift_high,
    company_outcomes.trial_abstain_reason as company_trial_abstain_reason,
    policy.rule_version,
    this_night.reporting_currency as currency_code
from portfolios
cross join this_night
cross join policy
cross join company
cross join company_outcomes
cross join sources
inner join outcomes on outcomes.account_manager_id = portfolios.account_manager_id
left join efforts on efforts.account_manager_id = portfolios.account_manager_id
left join errors on errors.account_manager_id = portfolios.account_manager_id
left join discipline on discipline.account_manager_id = portfolios.account_manager_id

-- Who is lost, who is only out of season, of whom do we know too little, and on whom is an attempt worth its money?
with

scores as (
    select * from metrics.winback_scores
),

attributes as (
    select level, account_id, industry from metrics.account_attributes
),

reasons as (
    select * from metrics.departure_reasons
),

costs as (
    select winback_n, winback_cost, winback_cost_low, winback_cost_high, winback_abstain_reason
    from metrics.relationship_costs
    where scope = 'COMPANY'
),

this_night as (
    select as_of, reporting_currency from run.current
)

select
    this_night.as_of,
    scores.level,
    scores.account_id as customer_id,
    attributes.industry,
    scores.lifecycle,
    scores.last_ordered_on,
    scores.silent_days,
    scores.lapsed_after_days,
    scores.occasion_count,
    scores.data_completeness_share,
    scores.verdict,
    scores.verdict_rule,
    scores.verdict_confidence,
    scores.return_probability,
    scores.return_probability_low,
    scores.return_probability_high,
    scores.return_n,
    scores.return_abstain_reason,
    case when scores.return_abstain_reason is null then 'KAPLAN_MEIER_SHRUNK' end as return_method,
    scores.model_return_probability,
    scores.horizon_days,
    money(scores.former_margin_amount) as former_margin_amount,
    money(scores.second_life_amount) as second_life_amount,
    money(scores.second_life_amount_low) as second_life_amount_low,
    money(scores.second_life_amount_high) as second_life_amount_high,
    scores.second_life_n,
    scores.second_life_abstain_reason,
    money(scores.attempt_cost_amount) as attempt_cost_amount,
    scores.attempt_n,
    scores.attempt_cost_abstain_reason,
    money(costs.winback_cost) as cost_per_return_amount,
    money(costs.winback_cost_low) as cost_per_return_amount_low,
    money(costs.winback_cost_high) as cost_per_return_amount_high,
    costs.winback_n as cost_per_return_n,
    costs.winback_abstain_reason as cost_per_return_abstain_reason,
    money(scores.regain_limit_amount) as regain_limit_amount,
    scores.regain_abstain_reason,
    money(scores.score_amount) as score_amount,
    scores.score_rank,
    scores.score_abstain_reason,
    scores.worth_until_on,
    scores.worth_until_abstain_reason,
    reasons.last_reason_kind,
    reasons.last_reason,
    reasons.last_reason_on,
    reasons.last_competitor,
    case
        when reasons.last_reason_kind is null then 'NO_SIGN'
        when reasons.last_reason is null then 'NOT_RECORDED'
    end as last_reason_abstain_reason,
    case when reasons.last_competitor is null then 'NONE_NAMED' end as last_competitor_abstain_reason,
    scores.is_held_out,
    scores.is_contact_advised,
    scores.rule_version,
    this_night.reporting_currency as currency_code
from scores
cross join this_night
left join costs on true
inner join attributes on attributes.level = scores.level and attributes.account_id = scores.account_id
left join reasons on reasons.level = scores.level and reasons.account_id = scores.account_id

-- By what do we tell tonight who will fall silent, and why by that?
-- The logistic model where it is fitted and did not lose its backtests to the purchase model, else the purchase model. It loses an origin where the other was nearer to what happened, or ranked better, by more than policy model_fit grants.
with

origins as (
    select * from metrics.churn_origins
),

fits as (
    select * from metrics.churn_parameters where signal = 'intercept'
),

purchase_fits as (
    select * from metrics.churn_purchase_fits
),

results as (
    select * from metrics.churn_results where abstain_reason is null
),

others as (
    select * from metrics.backtest_results where abstain_reason is null
),

purchase_choices as (
    select * from metrics.purchase_model_choice
),

policy as (
    select * from config.model_fit
),

best_rules as (
    select
        level,
        origin,
        score as rule,
        auc as rule_auc,
        row_number() over (partition by level, origin order by auc desc nulls last, score asc nulls last) as rule_rank
    from others
    where not is_model
),

judged as (
    select
        results.level,
        best_rules.rule,
        coalesce(others.brier < results.brier * (1 - policy.brier_margin), false)
            or coalesce(others.auc > results.auc + policy.auc_margin, false) as is_lost,
        results.brier_skill <= 0 as is_without_skill,
        coalesce(best_rules.rule_auc > results.auc + policy.auc_margin, false) as is_outranked
    from results
    cross join policy
    left join purchase_fits on purchase_fits.level = results.level and purchase_fits.origin = results.origin
    left join others
        on others.level = results.level
        and others.origin = results.origin
        and others.score = purchase_fits.model
    left join best_rules
        on best_rules.level = results.level
        and best_rules.origin = results.origin
        and best_rules.rule_rank = 1
),

counts as (
    select
        level,
        count(*) as origin_count,
        count(*) filter (where is_lost) as lost_count,
        count(*) filter (where is_without_skill) as no_skill_count,
        count(*) filter (where is_outranked) as outranked_count
    from judged
    group by level
),

outranking_rules as (
    select
        level,
        rule,
        row_number() over (partition by level order by count(*) desc nulls last, rule asc nulls last) as rule_rank
    from judged
    where is_outranked
    group by level, rule
),

verdicts as (
    select
        origins.level,
        origins.horizon_days,
        origins.training_method,
        origins.trained_on,
        fits.status,
        fits.account_count,
        purchase_fits.model as baseline_model,
        coalesce(counts.origin_count, 0) as origin_count,
        coalesce(counts.lost_count, 0) as lost_count,
        coalesce(counts.no_skill_count, 0) as no_skill_count,
        coalesce(counts.outranked_count, 0) as outranked_count,
        case
            when coalesce(counts.origin_count, 0) < policy.min_origins then 'TOO_FEW_ORIGINS'
            when counts.lost_count * 2 > counts.origin_count and purchase_fits.model is not null then 'LOSES'
            when counts.no_skill_count * 2 > counts.origin_count then 'NO_SKILL'
            when counts.outranked_count * 2 > counts.origin_count then 'OUTRANKED'
            else 'HOLDS'
        end as verdict
    from origins
    cross join policy
    left join fits on fits.fit_number = origins.fit_number
    left join counts on counts.level = origins.level
    left join purchase_fits on purchase_fits.level = origins.level and purchase_fits.origin = origins.origin
    where origins.origin_number = 0
),

chosen as (
    select
        verdicts.*,
        case
            when verdicts.status = 'FITTED' and verdicts.verdict <> 'LOSES' then 'LOGISTIC'
            when verdicts.baseline_model is not null then 'P0'
        end as churn_method
    from verdicts
)

select
    chosen.level,
    chosen.churn_method,
    case
        when chosen.status is null then 'TOO_FEW_OBSERVATIONS'
        when chosen.status <> 'FITTED' then chosen.status
        when chosen.verdict = 'LOSES' then 'BASELINE_WINS'
        when chosen.verdict in ('NO_SKILL', 'OUTRANKED') then chosen.verdict
        else 'DEFAULT'
    end as choice_reason,
    case
        when chosen.churn_method is not null then null
        when purchase_choices.dropout_abstain_reason = 'NOT_CONVERGED' then 'NOT_CONVERGED'
        else 'TOO_FEW_OBSERVATIONS'
    end as churn_abstain_reason,
    chosen.baseline_model,
    chosen.horizon_days,
    case when chosen.churn_method = 'LOGISTIC' then chosen.training_method end as training_method,
    case when chosen.churn_method = 'LOGISTIC' then chosen.trained_on end as trained_on,
    coalesce(chosen.account_count, 0) as trained_count,
    chosen.verdict,
    chosen.origin_count,
    chosen.lost_count,
    chosen.no_skill_count,
    chosen.outranked_count,
    case when chosen.verdict = 'OUTRANKED' then outranking_rules.rule end as outranked_by,
    case when chosen.verdict = 'LOSES' then chosen.baseline_model end as replaced_by
from chosen
left join purchase_choices on purchase_choices.level = chosen.level
left join outranking_rules on outranking_rules.level = chosen.level and outranking_rules.rule_rank = 1

-- Does a forecast say more than its baseline, than the base rate and than the rules of thumb, and what takes its place tonight?
-- The one rule of every verdict. The baseline of a model with dropout is the NBD, each account's own rate shrunk to all: it gives probabilities and amounts too, so it can take the place.
with

results as (
    select * from metrics.backtest_results where abstain_reason is null
),

fits as (
    select * from metrics.backtest_fits
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
    from results
    where not is_model
),

baselines as (
    select level, origin, brier as nbd_brier
    from results
    where score = 'NBD'
),

forecasts as (
    select level, origin, score as model, auc, brier, brier_skill
    from results
    where is_model
    union all
    select
        fits.level,
        fits.origin,
        fits.model,
        cast(null as double) as auc,
        cast(null as double) as brier,
        cast(null as double) as brier_skill
    from fits
    inner join baselines on baselines.level = fits.level and baselines.origin = fits.origin
    where fits.r is null and fits.model <> 'NBD'
),

judged as (
    select
        forecasts.level,
        forecasts.model,
        forecasts.auc,
        forecasts.brier_skill,
        best_rules.rule,
        case when forecasts.auc is not null then best_rules.rule_auc end as rule_auc,
        forecasts.model <> 'NBD'
            and (
                forecasts.brier is null
                or coalesce(baselines.nbd_brier < forecasts.brier * (1 - policy.brier_margin), false)
            ) as is_lost,
        coalesce(forecasts.brier_skill <= 0, false) as is_without_skill,
        coalesce(forecasts.auc < best_rules.rule_auc - policy.auc_margin, false) as is_outranked
    from forecasts
    cross join policy
    left join baselines on baselines.level = forecasts.level and baselines.origin = forecasts.origin
    left join best_rules
        on best_rules.level = forecasts.level
        and best_rules.origin = forecasts.origin
        and best_rules.rule_rank = 1
),

counts as (
    select
        level,
        model,
        count(*) as origin_count,
        count(*) filter (where is_lost) as lost_count,
        count(*) filter (where is_without_skill) as no_skill_count,
        count(*) filter (where is_outranked) as outranked_count,
        count(auc) as measured_count,
        cast(sum(fixed(auc)) as double) as auc_sum,
        cast(sum(fixed(rule_auc)) as double) as rule_auc_sum,
        cast(sum(fixed(brier_skill)) as double) as brier_skill_sum
    from judged
    group by level, model
),

verdicts as (
    select
        counts.*,
        case
            when counts.origin_count < policy.min_origins then 'TOO_FEW_ORIGINS'
            when counts.lost_count * 2 > counts.origin_count then 'LOSES'
            when counts.no_skill_count * 2 > counts.origin_count then 'NO_SKILL'
            when counts.outranked_count * 2 > counts.origin_count then 'OUTRANKED'
            else 'HOLDS'
        end as verdict
    from counts
    cross join policy
),

outranking_rules as (
    select
        level,
        model,
        rule,
        row_number() over (partition by level, model order by count(*) desc nulls last, rule asc nulls last) as rule_rank
    from judged
    where is_outranked
    group by level, model, rule
)

select
    verdicts.level,
    verdicts.model,
    verdicts.origin_count,
    verdicts.lost_count,
    verdicts.no_skill_count,
    verdicts.outranked_count,
    safe_div(verdicts.auc_sum, verdicts.measured_count) as mean_auc,
    safe_div(verdicts.rule_auc_sum, verdicts.measured_count) as mean_rule_auc,
    safe_div(verdicts.brier_skill_sum, verdicts.measured_count) as mean_brier_skill,
    verdicts.verdict,
    case when verdicts.verdict = 'OUTRANKED' then outranking_rules.rule end as outranked_by,
    case when verdicts.verdict = 'LOSES' then 'NBD' end as replaced_by
from verdicts
left join outranking_rules
    on outranking_rules.level = verdicts.level
    and outranking_rules.model = verdicts.model
    and outranking_rules.rule_rank = 1

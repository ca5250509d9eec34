-- Does a forecast beat the rules of thumb, and if not, what takes its place tonight?
-- Lost is an origin at which it is no better than the base rate (Brier skill), or ranks worse than the best rule of thumb by more than the margin; the NBD, each account's own rate shrunk to all, is a rule of thumb for the models with dropout and takes their place.
with

results as (
    select * from metrics.backtest_results where abstain_reason is null
),

policy as (
    select * from config.model_fit
),

baselines as (
    select
        level,
        origin,
        max(auc) filter (where not is_model) as rule_auc,
        max(auc) filter (where not is_model or score = 'NBD') as rule_or_nbd_auc,
        max(brier) filter (where score = 'NBD') as nbd_brier
    from results
    group by level, origin
),

judged as (
    select
        results.level,
        results.score as model,
        results.auc,
        results.brier_skill,
        case when results.score = 'NBD' then baselines.rule_auc else baselines.rule_or_nbd_auc end as baseline_auc,
        results.brier_skill <= 0
            or results.auc < case when results.score = 'NBD' then baselines.rule_auc else baselines.rule_or_nbd_auc end
                - policy.auc_margin as is_lost,
        results.score <> 'NBD' and coalesce(baselines.nbd_brier < results.brier, false) as is_nbd_better
    from results
    cross join policy
    inner join baselines on baselines.level = results.level and baselines.origin = results.origin
    where results.is_model
),

counts as (
    select
        level,
        model,
        count(*) as origin_count,
        count(*) filter (where is_lost) as lost_count,
        count(*) filter (where is_nbd_better) as nbd_better_count,
        cast(sum(fixed(auc)) as double) as auc_sum,
        cast(sum(fixed(baseline_auc)) as double) as baseline_auc_sum,
        cast(sum(fixed(brier_skill)) as double) as brier_skill_sum
    from judged
    group by level, model
)

select
    counts.level,
    counts.model,
    counts.origin_count,
    counts.lost_count,
    safe_div(counts.auc_sum, counts.origin_count) as mean_auc,
    safe_div(counts.baseline_auc_sum, counts.origin_count) as mean_baseline_auc,
    safe_div(counts.brier_skill_sum, counts.origin_count) as mean_brier_skill,
    case
        when counts.origin_count < policy.min_origins then 'TOO_FEW_ORIGINS'
        when counts.lost_count * 2 > counts.origin_count then 'LOSES'
        else 'HOLDS'
    end as verdict,
    case
        when counts.origin_count >= policy.min_origins
            and counts.lost_count * 2 > counts.origin_count
            and counts.nbd_better_count * 2 > counts.origin_count
            then 'NBD'
    end as replaced_by
from counts
cross join policy

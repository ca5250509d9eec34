-- When should an account buy again, and is it late?
-- Own gaps count as far as they are evidence; an account without a complete gap has the market's cycle. Good to explain a warning, weak to rank by. A silence of no days counts as half a day.
with

customers as (
    select * from metrics.account_activity
),

statistics as (
    select * from metrics.gap_statistics
),

parameters as (
    select * from metrics.cycle_parameters
),

policy as (
    select * from config.repurchase
),

means as (
    select
        customers.level,
        customers.account_id,
        customers.last_ordered_on,
        greatest(cast(customers.days_since_last_occasion as double), 0.5e0) as days_since_last_occasion,
        cast(customers.days_since_last_occasion as double) as elapsed_days_as_counted,
        statistics.gap_count,
        parameters.m,
        parameters.sigma2,
        parameters.tau2,
        safe_div(statistics.sum_log_gap, statistics.gap_count) as mean_log_gap,
        safe_div(statistics.gap_count * parameters.tau2, statistics.gap_count * parameters.tau2 + parameters.sigma2) as own_evidence_share,
        case
            when customers.last_ordered_on is null then 'NEVER_BOUGHT'
            when parameters.m is null then 'TOO_FEW_OBSERVATIONS'
        end as cycle_abstain_reason
    from customers
    inner join statistics on statistics.level = customers.level and statistics.account_id = customers.account_id
    left join parameters on parameters.level = customers.level
),

expectations as (
    select
        level,
        account_id,
        last_ordered_on,
        days_since_last_occasion,
        elapsed_days_as_counted,
        gap_count,
        own_evidence_share,
        cycle_abstain_reason,
        m + own_evidence_share * (coalesce(mean_log_gap, m) - m) as log_cycle,
        sqrt(tau2 * (1 - own_evidence_share)) as log_cycle_error,
        sqrt(sigma2 + tau2 * (1 - own_evidence_share)) as log_gap_deviation
    from means
),

survivals as (
    select
        level,
        account_id,
        last_ordered_on,
        days_since_last_occasion,
        gap_count,
        own_evidence_share,
        cycle_abstain_reason,
        log_cycle,
        log_cycle_error,
        log_gap_deviation,
        safe_div(log_cycle - ln(days_since_last_occasion), log_gap_deviation) as now_score,
        safe_div(log_cycle - ln(elapsed_days_as_counted + 30), log_gap_deviation) as score_30d,
        safe_div(log_cycle - ln(elapsed_days_as_counted + 90), log_gap_deviation) as score_90d,
        safe_div(log_cycle - ln(elapsed_days_as_counted + 180), log_gap_deviation) as score_180d
    from expectations
),

probabilities as (
    select
        level,
        account_id,
        last_ordered_on,
        gap_count,
        own_evidence_share,
        cycle_abstain_reason,
        days_since_last_occasion,
        exp(log_cycle) as expected_cycle_days,
        exp(log_cycle - z_90() * log_cycle_error) as expected_cycle_days_low,
        exp(log_cycle + z_90() * log_cycle_error) as expected_cycle_days_high,
        exp(log_cycle - z_90() * log_gap_deviation) as next_gap_days_low,
        exp(log_cycle + z_90() * log_gap_deviation) as next_gap_days_high,
        normal_cdf(now_score) as silence_so_far_probability,
        normal_cdf(score_30d) as silence_30d,
        normal_cdf(score_90d) as silence_90d,
        normal_cdf(score_180d) as silence_180d
    from survivals
    where cycle_abstain_reason is null
)

select
    means.level,
    means.account_id,
    means.gap_count as cycle_gap_count,
    case when means.cycle_abstain_reason is null then 'LOG_NORMAL_POOLED' end as cycle_method,
    means.cycle_abstain_reason,
    probabilities.own_evidence_share,
    probabilities.expected_cycle_days,
    probabilities.expected_cycle_days_low,
    probabilities.expected_cycle_days_high,
    safe_div(probabilities.days_since_last_occasion, probabilities.expected_cycle_days) as overdue_ratio,
    probabilities.silence_so_far_probability,
    case
        when probabilities.silence_so_far_probability < policy.seriously_overdue_below then 'SERIOUSLY_OVERDUE'
        when probabilities.silence_so_far_probability < policy.overdue_below then 'OVERDUE'
        when probabilities.silence_so_far_probability is not null then 'IN_CYCLE'
    end as overdue_status,
    safe_div(probabilities.silence_30d, probabilities.silence_so_far_probability) as no_purchase_probability_30d,
    safe_div(probabilities.silence_90d, probabilities.silence_so_far_probability) as no_purchase_probability_90d,
    safe_div(probabilities.silence_180d, probabilities.silence_so_far_probability) as no_purchase_probability_180d,
    probabilities.last_ordered_on + cast(floor(least(probabilities.expected_cycle_days, 36500e0) + 0.5e0) as integer)
        as expected_next_purchase_on,
    probabilities.last_ordered_on + cast(floor(least(probabilities.next_gap_days_low, 36500e0) + 0.5e0) as integer)
        as expected_next_purchase_on_low,
    probabilities.last_ordered_on + cast(floor(least(probabilities.next_gap_days_high, 36500e0) + 0.5e0) as integer)
        as expected_next_purchase_on_high
from means
cross join policy
left join probabilities on probabilities.level = means.level and probabilities.account_id = means.account_id

-- In which months was an account warned of, how gravely, and what for?
-- Tonight and the months before it, all judged by tonight's parameters and policy; months without a warning have no row, nor those in which it had lapsed: these are to be won back, and not warned of. A silence within the expected cycle is no warning of the model's, however slow the cycle is.
with

signals as (
    select * from metrics.churn_signals where months_ago is not null
),

forecasts as (
    select * from metrics.churn_forecasts
),

choices as (
    select * from metrics.churn_choices
),

cycles as (
    select * from metrics.cycle_parameters
),

lapses as (
    select * from metrics.account_silences where silent_days > lapsed_after_days
),

policy as (
    select * from config.early_warning
),

overdue_policy as (
    select * from config.repurchase
),

rules as (
    select * from config.early_warning_rules
),

judged as (
    select
        signals.level,
        signals.account_id,
        signals.months_ago,
        signals.looked_on,
        case when choices.churn_method = 'LOGISTIC' then forecasts.churn_probability else signals.no_purchase_probability end
            as probability,
        coalesce(exp(signals.log_overdue) >= policy.least_overdue_ratio, true) as is_beyond_cycle,
        coalesce(signals.repeat_count = 0 and signals.age_days < exp(cycles.m), false) as is_too_young,
        coalesce(signals.silence_so_far_probability < overdue_policy.seriously_overdue_below, false) as is_seriously_overdue,
        coalesce(signals.open_complaints > 0, false) as has_open_complaint,
        coalesce(signals.low_survey > 0, false) as has_low_survey,
        coalesce(signals.lost_opportunities > 0, false) as has_lost_to_competitor,
        coalesce(signals.overdue_invoices > 0, false) as has_overdue_receivable
    from signals
    cross join policy
    cross join overdue_policy
    left join choices on choices.level = signals.level
    left join cycles on cycles.level = signals.level
    left join lapses
        on lapses.level = signals.level
        and lapses.account_id = signals.account_id
        and lapses.last_ordered_on = signals.looked_on - (signals.age_days - signals.recency_days)
    left join forecasts
        on forecasts.fit_number = signals.fit_number
        and forecasts.look_kind = signals.look_kind
        and forecasts.looked_at = cast(signals.looked_on as string)
        and forecasts.account_id = signals.account_id
    where (signals.look_kind = 'SCORED' or signals.months_ago > 0)
        and (lapses.account_id is null or signals.age_days - signals.recency_days <= lapses.lapsed_after_days)
),

rule_ranks as (
    select
        max(case when rule = 'SERIOUSLY_OVERDUE' then rank_of_level end) as seriously_overdue_rank,
        max(case when rule = 'OPEN_COMPLAINT' then rank_of_level end) as open_complaint_rank,
        max(case when rule = 'LOW_SURVEY' then rank_of_level end) as low_survey_rank,
        max(case when rule = 'LOST_TO_COMPETITOR' then rank_of_level end) as lost_to_competitor_rank,
        max(case when rule = 'OVERDUE_RECEIVABLE' then rank_of_level end) as overdue_receivable_rank
    from (
        select rule, case warning_level when 'ALERT' then 3 when 'WARNING' then 2 when 'WATCH' then 1 else 0 end as rank_of_level
        from rules
    ) as ranked_rules
),

ranked as (
    select
        judged.*,
        case
            when judged.is_too_young or not judged.is_beyond_cycle or judged.probability is null then 0
            when judged.probability >= policy.alert_above then 3
            when judged.probability >= policy.warning_above then 2
            when judged.probability >= policy.watch_above then 1
            else 0
        end as model_rank,
        greatest(
            case when judged.is_seriously_overdue and not judged.is_too_young then coalesce(rule_ranks.seriously_overdue_rank, 0) else 0 end,
            case when judged.has_open_complaint then coalesce(rule_ranks.open_complaint_rank, 0) else 0 end,
            case when judged.has_low_survey then coalesce(rule_ranks.low_survey_rank, 0) else 0 end,
            case when judged.has_lost_to_competitor then coalesce(rule_ranks.lost_to_competitor_rank, 0) else 0 end,
            case when judged.has_overdue_receivable then coalesce(rule_ranks.overdue_receivable_rank, 0) else 0 end
        ) as rule_rank
    from judged
    cross join policy
    cross join rule_ranks
)

select
    level,
    account_id,
    months_ago,
    looked_on,
    case greatest(model_rank, rule_rank) when 3 then 'ALERT' when 2 then 'WARNING' else 'WATCH' end as warning_level,
    case model_rank when 3 then 'ALERT' when 2 then 'WARNING' when 1 then 'WATCH' else 'NONE' end as model_level,
    is_seriously_overdue and not is_too_young as is_seriously_overdue,
    has_open_complaint,
    has_low_survey,
    has_lost_to_competitor,
    has_overdue_receivable
from ranked
where greatest(model_rank, rule_rank) > 0

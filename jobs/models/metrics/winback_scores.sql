-- Who is lost, who is only out of season, of whom do we know too little, and what is an attempt to regain each worth?
-- Lapsed and lost accounts, and those whose season went by without them. Too little evidence makes an account unsure, never lost.
with

lifecycles as (
    select * from metrics.account_lifecycle
),

activity as (
    select * from metrics.account_activity
),

patterns as (
    select * from metrics.seasonal_patterns
),

rates as (
    select * from metrics.return_rates
),

second_lives as (
    select * from metrics.second_lifetimes
),

histories as (
    select * from metrics.purchase_histories where months_ago = 0
),

forecasts as (
    select * from metrics.purchase_forecasts
),

months as (
    select * from metrics.account_months
),

completeness as (
    select * from metrics.customer_completeness
),

members as (
    select * from staged.accounts
),

debtors as (
    select level, account_id from metrics.departure_reasons where last_reason_kind = 'RECEIVABLE'
),

trials as (
    select customer_id, outcome_until_on from metrics.warning_actions where is_held_out
),

spends as (
    select * from metrics.relationship_accounts where level = 'customer'
),

policy as (
    select * from config.winback
),

this_night as (
    select as_of from run.current
),

silent as (
    select
        lifecycles.level,
        lifecycles.account_id,
        lifecycles.lifecycle,
        lifecycles.lapsed_after_days,
        activity.last_ordered_on,
        activity.days_since_last_occasion as silent_days,
        activity.occasion_count,
        coalesce(patterns.is_seasonal, false) as is_seasonal,
        coalesce(patterns.missed_month_count, 0) as missed_month_count,
        patterns.season_confidence
    from lifecycles
    inner join activity on activity.level = lifecycles.level and activity.account_id = lifecycles.account_id
    left join patterns on patterns.level = lifecycles.level and patterns.account_id = lifecycles.account_id
    where lifecycles.lifecycle in ('LAPSED', 'LOST')
        or (lifecycles.lifecycle = 'AT_RISK' and patterns.is_seasonal and patterns.missed_month_count > 0)
),

-- What nobody filled in a group is averaged over its customers.
records as (
    select
        members.level,
        members.account_id,
        safe_div(sum(completeness.filled_field_count), sum(completeness.field_count)) as completeness_share
    from members
    inner join completeness on completeness.customer_id = members.customer_id
    group by members.level, members.account_id
),

newest as (
    select
        level,
        account_id,
        min(months_ago) as last_months_ago
    from months
    where occasion_count > 0
    group by level, account_id
),

former as (
    select
        silent.level,
        silent.account_id,
        sum(months.revenue_amount - months.cost_amount - months.rebate_amount - months.service_cost_amount) as former_margin,
        sum(months.cost_bearing_line_count) as line_count,
        sum(months.costed_line_count) as costed_count
    from silent
    cross join policy
    inner join newest on newest.level = silent.level and newest.account_id = silent.account_id
    inner join months
        on months.level = silent.level
        and months.account_id = silent.account_id
        and months.months_ago between newest.last_months_ago and newest.last_months_ago + policy.second_life_months - 1
    group by silent.level, silent.account_id
),

-- An attempt costs what was spent in a year on a silent customer on whom anything was spent.
attempts as (
    select
        count(*) filter (where winback_cost_amount > 0) as attempt_count,
        safe_div(sum(winback_cost_amount), count(*) filter (where winback_cost_amount > 0)) as attempt_cost,
        coalesce(
            max(case when winback_abstain_reason <> 'NOT_IN_SOURCE' then winback_abstain_reason end),
            case when count(*) = count(winback_abstain_reason) then 'NOT_IN_SOURCE' end
        ) as attempt_abstain_reason
    from spends
),

-- Held out of acting on their warnings, until it is known what became of them.
held_out as (
    select distinct members.level, members.account_id
    from trials
    cross join this_night
    inner join members on members.customer_id = trials.customer_id
    where trials.outcome_until_on >= this_night.as_of
),

reached as (
    select
        silent.level,
        silent.account_id,
        max(rates.band) as band
    from silent
    inner join rates
        on rates.level = silent.level
        and silent.silent_days > ceil(rates.from_limits * silent.lapsed_after_days)
    group by silent.level, silent.account_id
),

joined as (
    select
        silent.*,
        records.completeness_share,
        rates.band,
        rates.spell_count,
        rates.return_rate,
        rates.return_rate_low,
        rates.return_rate_high,
        1e0 - forecasts.no_purchase_probability_365d as model_return_probability,
        case when former.line_count = former.costed_count and former.costed_count > 0 then former.former_margin end as former_margin,
        second_lives.return_count as second_life_n,
        second_lives.second_life_share,
        second_lives.second_life_share_low,
        second_lives.second_life_share_high,
        second_lives.second_life_abstain_reason,
        attempts.attempt_count,
        attempts.attempt_cost,
        coalesce(attempts.attempt_abstain_reason, case when attempts.attempt_count = 0 then 'NO_ATTEMPT' end) as attempt_abstain_reason,
        policy.horizon_days,
        policy.lost_below_return_probability,
        policy.min_occasions,
        policy.min_completeness_share,
        policy.rule_version
    from silent
    cross join policy
    cross join attempts
    left join records on records.level = silent.level and records.account_id = silent.account_id
    left join reached on reached.level = silent.level and reached.account_id = silent.account_id
    left join rates on rates.level = reached.level and rates.band = reached.band
    left join former on former.level = silent.level and former.account_id = silent.account_id
    left join second_lives on second_lives.level = silent.level
    left join histories on histories.level = silent.level and histories.account_id = silent.account_id
    left join forecasts
        on forecasts.level = histories.level
        and forecasts.repeat_count = histories.repeat_count
        and forecasts.recency_days = histories.recency_days
        and forecasts.age_days = histories.age_days
),

-- The first longer silence from which at most half as many came back.
halves as (
    select
        joined.level,
        joined.account_id,
        min(joined.last_ordered_on + cast(ceil(rates.from_limits * joined.lapsed_after_days) as integer)) as worth_until_on
    from joined
    inner join rates
        on rates.level = joined.level
        and rates.band > joined.band
        and rates.return_rate <= joined.return_rate / 2e0
    group by joined.level, joined.account_id
),

judged as (
    select
        joined.*,
        halves.worth_until_on,
        case
            when is_seasonal and missed_month_count = 0 then 'SEASON_NOT_OVER'
            when occasion_count < min_occasions then 'TOO_FEW_PURCHASES'
            when coalesce(completeness_share, 0e0) < min_completeness_share then 'RECORD_INCOMPLETE'
            when return_rate is null then 'NO_HISTORY'
            when return_rate < lost_below_return_probability then 'RARELY_RETURN'
            else 'MAY_RETURN'
        end as verdict_rule,
        case
            when former_margin is null then 'COST_INCOMPLETE'
            when return_rate is null then 'NO_HISTORY'
            when second_life_abstain_reason is not null then second_life_abstain_reason
        end as regain_abstain_reason
    from joined
    left join halves on halves.level = joined.level and halves.account_id = joined.account_id
),

worth as (
    select
        judged.*,
        case when former_margin is not null then greatest(cast(former_margin as double), 0e0) * second_life_share end as second_life,
        case when former_margin is not null then greatest(cast(former_margin as double), 0e0) * second_life_share_low end as second_life_low,
        case when former_margin is not null then greatest(cast(former_margin as double), 0e0) * second_life_share_high end as second_life_high
    from judged
),

-- Nobody runs after an account that does not pay.
scored as (
    select
        worth.*,
        debtors.account_id is not null as is_debtor,
        held_out.account_id is not null as is_held_out,
        case when regain_abstain_reason is null then cast(cast(return_rate * second_life as decimal(28, 8)) as decimal(18, 4)) end as regain_limit,
        case
            when regain_abstain_reason is null and attempt_abstain_reason is null
                then cast(cast(return_rate * second_life - attempt_cost as decimal(28, 8)) as decimal(18, 4))
        end as score,
        coalesce(worth.regain_abstain_reason, worth.attempt_abstain_reason) as score_abstain_reason
    from worth
    left join debtors on debtors.level = worth.level and debtors.account_id = worth.account_id
    left join held_out on held_out.level = worth.level and held_out.account_id = worth.account_id
)

select
    level,
    account_id,
    lifecycle,
    last_ordered_on,
    silent_days,
    lapsed_after_days,
    occasion_count,
    completeness_share as data_completeness_share,
    case
        when verdict_rule = 'SEASON_NOT_OVER' then 'SEASONAL'
        when verdict_rule = 'RARELY_RETURN' then 'LOST'
        else 'UNSURE'
    end as verdict,
    verdict_rule,
    case
        when verdict_rule = 'SEASON_NOT_OVER' then season_confidence
        when verdict_rule = 'RARELY_RETURN' then 1e0 - return_rate
    end as verdict_confidence,
    band as silence_band,
    return_rate as return_probability,
    return_rate_low as return_probability_low,
    return_rate_high as return_probability_high,
    coalesce(spell_count, 0) as return_n,
    case when return_rate is null then 'TOO_FEW_OBSERVATIONS' end as return_abstain_reason,
    model_return_probability,
    cast(former_margin as decimal(18, 4)) as former_margin_amount,
    case when second_life_abstain_reason is null then cast(cast(second_life as decimal(28, 8)) as decimal(18, 4)) end as second_life_amount,
    case when second_life_abstain_reason is null then cast(cast(second_life_low as decimal(28, 8)) as decimal(18, 4)) end as second_life_amount_low,
    case when second_life_abstain_reason is null then cast(cast(second_life_high as decimal(28, 8)) as decimal(18, 4)) end as second_life_amount_high,
    coalesce(second_life_n, 0) as second_life_n,
    case
        when former_margin is null then 'COST_INCOMPLETE'
        else second_life_abstain_reason
    end as second_life_abstain_reason,
    case when attempt_abstain_reason is null then cast(cast(attempt_cost as decimal(28, 8)) as decimal(18, 4)) end as attempt_cost_amount,
    coalesce(attempt_count, 0) as attempt_n,
    attempt_abstain_reason as attempt_cost_abstain_reason,
    regain_limit as regain_limit_amount,
    regain_abstain_reason,
    score as score_amount,
    score_abstain_reason,
    case
        when score is not null
            then cast(rank() over (partition by level, score is null order by score desc nulls last) as bigint)
    end as score_rank,
    worth_until_on,
    case when worth_until_on is null then 'NO_SUCH_SILENCE' end as worth_until_abstain_reason,
    is_held_out,
    case
        when verdict_rule = 'SEASON_NOT_OVER' or is_debtor or is_held_out then false
        when lifecycle = 'AT_RISK' then null
        when score is not null then score > 0
    end as is_contact_advised,
    horizon_days,
    rule_version
from scored

-- How likely does an account buy again within 90 days, and how likely was that three months ago?
-- By the purchase model that forecasts tonight. The interval is by what is not known of the account's own pace, whose rates are Gamma(r + x, alpha + T); not by what is not known of the model.
with

activity as (
    select * from metrics.account_activity
),

histories as (
    select * from metrics.purchase_histories where months_ago in (0, 3)
),

forecasts as (
    select * from metrics.purchase_forecasts
),

models as (
    select * from metrics.purchase_model_choice
),

chances as (
    select
        histories.level,
        histories.account_id,
        histories.months_ago,
        histories.repeat_count,
        forecasts.model,
        forecasts.forecast_abstain_reason,
        1 - forecasts.no_purchase_probability_90d as chance,
        models.r + histories.repeat_count as shape,
        models.alpha + safe_div(histories.age_days, 7) as rate,
        safe_div(90, 7) as horizon
    from histories
    inner join forecasts
        on forecasts.level = histories.level
        and forecasts.repeat_count = histories.repeat_count
        and forecasts.recency_days = histories.recency_days
        and forecasts.age_days = histories.age_days
    inner join models on models.level = histories.level
),

-- The chance is that of being there, times that of a purchase at its pace.
paces as (
    select
        chances.*,
        safe_div(chance, 1 - exp(shape * ln(safe_div(rate, rate + horizon)))) as presence,
        safe_div(shape * power(1 - safe_div(1, 9 * shape) - safe_div(z_90(), 3 * sqrt(shape)), 3), rate) as pace_low,
        safe_div(shape * power(1 - safe_div(1, 9 * shape) + safe_div(z_90(), 3 * sqrt(shape)), 3), rate) as pace_high
    from chances
),

bounds as (
    select
        paces.*,
        presence * (1 - exp(-case when pace_low > 0 then pace_low else 0e0 end * horizon)) as bound_low,
        presence * (1 - exp(-case when pace_high > 0 then pace_high else 0e0 end * horizon)) as bound_high
    from paces
),

today as (
    select * from bounds where months_ago = 0
),

earlier as (
    select * from bounds where months_ago = 3
)

select
    activity.level,
    activity.account_id,
    today.chance as repurchase_chance,
    case when today.chance is null then null when today.bound_low < today.chance then today.bound_low else today.chance end
        as repurchase_chance_low,
    case
        when today.chance is null then null
        when today.bound_high < today.chance then today.chance
        when today.bound_high > 1 then 1e0
        else today.bound_high
    end as repurchase_chance_high,
    activity.occasion_count as repurchase_chance_n,
    today.model as repurchase_chance_method,
    case
        when activity.occasion_count = 0 then 'NEVER_BOUGHT'
        when today.chance is null then coalesce(today.forecast_abstain_reason, 'TOO_FEW_OBSERVATIONS')
    end as repurchase_chance_abstain_reason,
    earlier.chance as repurchase_chance_3m_ago
from activity
left join today on today.level = activity.level and today.account_id = activity.account_id
left join earlier on earlier.level = activity.level and earlier.account_id = activity.account_id

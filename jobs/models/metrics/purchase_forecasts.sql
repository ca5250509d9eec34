-- Is an account with such a history still alive, and how often will it buy?
-- One row for each history that occurs, and not for each account: join by level, repeat_count, recency_days and age_days. Past histories are judged by tonight's parameters.
with

histories as (
    select * from metrics.purchase_histories
),

choices as (
    select * from metrics.purchase_model_choice
),

models as (
    select * from metrics.purchase_models
),

policy as (
    select * from config.value
),

cells as (
    select distinct
        level,
        repeat_count,
        recency_days,
        age_days
    from histories
)

select
    cells.level,
    choices.model,
    choices.dropout_abstain_reason as choice_reason,
    cells.repeat_count,
    cells.recency_days,
    cells.age_days,
    policy.annual_discount_rate,
    models.r,
    models.alpha,
    models.a,
    models.b,
    models.s,
    models.beta,
    models.covariance_11,
    models.covariance_12,
    models.covariance_13,
    models.covariance_14,
    models.covariance_22,
    models.covariance_23,
    models.covariance_24,
    models.covariance_33,
    models.covariance_34,
    models.covariance_44
from cells
cross join policy
inner join choices on choices.level = cells.level
left join models on models.level = choices.level and models.model = choices.model
order by
    cells.level asc nulls last,
    cells.repeat_count asc nulls last,
    cells.recency_days asc nulls last,
    cells.age_days asc nulls last

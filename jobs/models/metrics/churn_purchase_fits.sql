-- By which purchase model is silence expected at each origin: the baseline of the churn model, and one of its signals?
-- The model that counts tonight, as it was fitted at the origin; where it was not fitted then, the NBD. At an origin without either there is no row.
with

origins as (
    select * from metrics.churn_origins
),

choices as (
    select * from metrics.purchase_model_choice where r is not null
),

fits as (
    select * from metrics.backtest_fits where r is not null
),

candidates as (
    select
        fits.*,
        row_number() over (
            partition by fits.level, fits.origin
            order by case when fits.model = choices.model then 0 else 1 end asc nulls last
        ) as model_rank
    from fits
    left join choices on choices.level = fits.level
    where fits.model = choices.model or fits.model = 'NBD'
)

select
    origins.level,
    origins.origin,
    choices.model,
    choices.r,
    choices.alpha,
    choices.a,
    choices.b
from origins
inner join choices on choices.level = origins.level
where origins.origin_number = 0
union all
select
    origins.level,
    origins.origin,
    candidates.model,
    candidates.r,
    candidates.alpha,
    candidates.a,
    candidates.b
from origins
inner join candidates
    on candidates.level = origins.level
    and candidates.origin = origins.origin
    and candidates.model_rank = 1
where origins.origin_number > 0

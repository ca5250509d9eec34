-- Does a rise of the list price end an account's purchases, beyond how much it buys of what it goes on buying?
-- The share of products kept after a rise less the share kept without one. Each is shrunk to that of all accounts, which counts as keeping_prior_products (beta-binomial); their errors add up as independent.
with

keepings as (
    select * from metrics.product_keepings
),

norms as (
    select * from metrics.keeping_norms
),

policy as (
    select * from config.price_discipline
),

joined as (
    select
        keepings.*,
        norms.risen_kept_rate as usual_risen_rate,
        norms.steady_kept_rate as usual_steady_rate,
        keepings.risen_count + policy.keeping_prior_products as risen_evidence,
        keepings.steady_count + policy.keeping_prior_products as steady_evidence,
        policy.keeping_prior_products
    from keepings
    cross join policy
    inner join norms on norms.level = keepings.level
),

rates as (
    select
        joined.*,
        safe_div(risen_kept_count + usual_risen_rate * keeping_prior_products, risen_evidence) as risen_kept_rate,
        safe_div(steady_kept_count + usual_steady_rate * keeping_prior_products, steady_evidence) as steady_kept_rate
    from joined
),

errors as (
    select
        rates.*,
        sqrt(
            safe_div(risen_kept_rate * (1 - risen_kept_rate), risen_evidence + 1)
                + safe_div(steady_kept_rate * (1 - steady_kept_rate), steady_evidence + 1)
        ) as effect_error
    from rates
)

select
    level,
    account_id,
    risen_count,
    steady_count,
    risen_kept_rate,
    steady_kept_rate,
    risen_kept_rate - steady_kept_rate as extensive_effect,
    risen_kept_rate - steady_kept_rate - z_90() * effect_error as extensive_effect_low,
    risen_kept_rate - steady_kept_rate + z_90() * effect_error as extensive_effect_high,
    case when risen_kept_rate is null or steady_kept_rate is null then 'NO_PRICE_VARIATION' end as extensive_abstain_reason
from errors

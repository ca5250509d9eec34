-- Does an account take to new products, against what its industry does?
-- Beta-binomial: the industry's rate of tonight counts as uptake_prior_launches of policy loyalty.
with

offers as (
    select * from metrics.launch_offers
),

attributes as (
    select * from metrics.account_attributes
),

norms as (
    select * from metrics.launch_norms
),

policy as (
    select * from config.loyalty
),

rates as (
    select
        offers.*,
        norms.usual_uptake_rate,
        case
            when offers.eligible_count > 0
                then safe_div(
                    offers.taken_count + policy.uptake_prior_launches * norms.usual_uptake_rate,
                    offers.eligible_count + policy.uptake_prior_launches
                )
        end as uptake_rate,
        offers.eligible_count + policy.uptake_prior_launches as evidence
    from offers
    cross join policy
    inner join attributes on attributes.level = offers.level and attributes.account_id = offers.account_id
    left join norms on norms.level = offers.level and norms.industry = attributes.industry
)

select
    level,
    account_id,
    months_ago,
    eligible_count,
    taken_count,
    open_count,
    usual_uptake_rate,
    uptake_rate,
    wilson_low(evidence * uptake_rate, evidence) as uptake_rate_low,
    wilson_high(evidence * uptake_rate, evidence) as uptake_rate_high,
    case when uptake_rate is null then 'WINDOW_OPEN' end as uptake_abstain_reason
from rates

-- Does an account pay more than the customer in the middle, and how sure is it?
-- Its own purchases count as far as they are evidence, the rest is the mean of all (normal empirical Bayes, Morris 1983). 1.05 is 5 % dearer.
with

statistics as (
    select * from metrics.premium_statistics
),

priors as (
    select * from metrics.premium_priors
),

shrunk as (
    select
        statistics.*,
        priors.mean_premium,
        priors.within_variance,
        priors.between_variance,
        case
            when priors.between_variance = 0 then 0e0
            else safe_div(
                statistics.effective_purchase_count * priors.between_variance,
                statistics.effective_purchase_count * priors.between_variance + priors.within_variance
            )
        end as own_evidence_share
    from statistics
    left join priors on priors.level = statistics.level
),

estimates as (
    select
        shrunk.*,
        mean_premium + own_evidence_share * (log_premium - mean_premium) as shrunk_premium,
        sqrt(between_variance * (1 - own_evidence_share)) as premium_error
    from shrunk
)

select
    level,
    account_id,
    purchase_count,
    own_evidence_share,
    exp(shrunk_premium) as price_premium_index,
    exp(shrunk_premium - z_90() * premium_error) as price_premium_index_low,
    exp(shrunk_premium + z_90() * premium_error) as price_premium_index_high,
    case when shrunk_premium is null then 'TOO_FEW_OBSERVATIONS' end as premium_abstain_reason
from estimates

-- Does an account buy at discounts, more than what was offered explains?
-- Its own share counts as far as its purchases are evidence, the rest is its exposure (beta-binomial empirical Bayes).
with

habits as (
    select * from metrics.discount_habits
),

priors as (
    select * from metrics.discount_habit_priors
),

shrunk as (
    select
        habits.*,
        priors.status,
        case priors.status
            when 'FITTED' then safe_div(habits.effective_purchase_count, habits.effective_purchase_count + priors.strength)
            when 'NO_BETWEEN_VARIANCE' then 0e0
        end as own_evidence_share,
        habits.effective_purchase_count + priors.strength as evidence
    from habits
    left join priors on priors.level = habits.level
),

shares as (
    select
        shrunk.*,
        exposed_share + own_evidence_share * (discounted_share - exposed_share) as dependency_share
    from shrunk
),

errors as (
    select
        shares.*,
        case
            when status = 'FITTED' then sqrt(greatest(safe_div(dependency_share * (1 - dependency_share), evidence + 1), 0e0))
            when status = 'NO_BETWEEN_VARIANCE' then 0e0
        end as dependency_error
    from shares
)

select
    level,
    account_id,
    purchase_count,
    discounted_share,
    exposed_share,
    own_evidence_share,
    dependency_share - exposed_share as discount_dependency,
    case when dependency_error is not null then greatest(dependency_share - z_90() * dependency_error, 0e0) - exposed_share end
        as discount_dependency_low,
    case when dependency_error is not null then least(dependency_share + z_90() * dependency_error, 1e0) - exposed_share end
        as discount_dependency_high,
    case when own_evidence_share is null then 'TOO_FEW_OBSERVATIONS' end as dependency_abstain_reason
from errors

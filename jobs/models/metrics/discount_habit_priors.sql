-- How much do accounts differ in buying at a discount, beyond what was offered to them and beyond chance?
-- A beta distribution of each account's true share around its exposure, by moments: the squares beyond those of chance give the correlation of two purchases of one account (Kleinman 1973). The strength is what the exposure is worth, counted in purchases: at least one, as in the prior of Jeffreys (1946), or who always bought at a discount would be known without error.
with

habits as (
    select * from metrics.discount_habits
),

policy as (
    select * from config.price_discipline
),

informative as (
    select
        level,
        effective_purchase_count as n,
        discounted_share - exposed_share as deviation,
        exposed_share * (1 - exposed_share) as variance
    from habits
    where exposed_share > 0 and exposed_share < 1
),

sums as (
    select
        level,
        count(*) as account_count,
        cast(sum(fixed(n)) as double) as purchases,
        cast(sum(fixed(safe_div(n * deviation * deviation, greatest(variance, 1e-4)))) as double) as squares
    from informative
    group by level
),

correlations as (
    select
        sums.level,
        sums.account_count,
        case when sums.account_count >= policy.habit_min_accounts then safe_div(squares - account_count, purchases - account_count) end
            as purchase_correlation
    from sums
    cross join policy
)

select
    level,
    account_count,
    purchase_correlation,
    case
        when purchase_correlation is null then 'TOO_FEW_OBSERVATIONS'
        when purchase_correlation <= 0 then 'NO_BETWEEN_VARIANCE'
        else 'FITTED'
    end as status,
    case when purchase_correlation > 0 then greatest(safe_div(1, purchase_correlation) - 1, 1e0) end as strength
from correlations

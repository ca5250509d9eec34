-- How much do accounts' prices differ, beyond what those of one account do among themselves?
-- Variance within accounts pooled; between them by moments, each account weighing by its purchases.
with

statistics as (
    select * from metrics.premium_statistics
),

policy as (
    select * from config.price_discipline
),

sums as (
    select
        level,
        count(*) as account_count,
        cast(sum(fixed(effective_purchase_count)) as double) as n,
        cast(sum(fixed(effective_purchase_count * effective_purchase_count)) as double) as squared_n,
        cast(sum(fixed(effective_purchase_count - 1)) as double) as degrees_of_freedom,
        cast(sum(fixed(squared_deviation)) as double) as squares_within,
        cast(sum(fixed(effective_purchase_count * log_premium)) as double) as n_by_premium,
        cast(sum(fixed(effective_purchase_count * log_premium * log_premium)) as double) as n_by_square
    from statistics
    group by level
),

variances as (
    select
        sums.*,
        safe_div(n_by_premium, n) as mean_premium,
        case when degrees_of_freedom >= 1 then safe_div(squares_within, degrees_of_freedom) end as within_variance
    from sums
)

select
    variances.level,
    variances.account_count,
    variances.mean_premium,
    variances.within_variance,
    case
        when variances.within_variance is not null
            then greatest(
                safe_div(
                    variances.n_by_square - variances.n * variances.mean_premium * variances.mean_premium
                        - (variances.account_count - 1) * variances.within_variance,
                    variances.n - safe_div(variances.squared_n, variances.n)
                ),
                0e0
            )
    end as between_variance
from variances
cross join policy
where variances.account_count >= policy.habit_min_accounts

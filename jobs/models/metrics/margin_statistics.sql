-- What share of its purchases has an account left as margin, and how steady is that from month to month?
-- Of purchases before returns, as orders to come are expected before returns: what comes back is among the costs. Months weigh by their purchases; what a month without any costs is spread over the others as they weigh.
with

accounts as (
    select distinct level, account_id from staged.accounts
),

months as (
    select * from metrics.account_months
),

windows as (
    select * from metrics.value_windows
),

account_windows as (
    select * from metrics.account_windows
),

basis as (
    select * from metrics.margin_basis
),

policy as (
    select * from config.spend
),

margins as (
    select
        months.level,
        months.account_id,
        months.gross_amount,
        cast(
            months.revenue_amount - months.cost_amount
                - case when basis.margin_basis = 'CONTRIBUTION' then months.rebate_amount + months.service_cost_amount else 0 end
            as decimal(18, 4)
        ) as margin_amount
    from months
    cross join policy
    cross join basis
    inner join windows
        on windows.window_name = policy.margin_window
        and months.months_ago between windows.newest_months_ago and windows.oldest_months_ago
),

counts as (
    select
        level,
        account_id,
        count(*) as month_count,
        count(*) filter (where gross_amount > 0) as purchase_month_count,
        coalesce(sum(margin_amount) filter (where gross_amount <= 0), 0) as margin_without_purchases
    from margins
    group by level, account_id
),

rates as (
    select
        accounts.level,
        accounts.account_id,
        account_windows.gross_margin_abstain_reason as margin_abstain_reason,
        case
            when account_windows.gross_margin_abstain_reason is null and account_windows.gross_amount > 0
                then safe_div(account_windows.basis_margin_amount, account_windows.gross_amount)
        end as revealed_rate,
        coalesce(counts.month_count, 0) as month_count,
        coalesce(counts.purchase_month_count, 0) as purchase_month_count,
        account_windows.gross_amount as purchase_amount,
        safe_div(counts.margin_without_purchases, account_windows.gross_amount) as rate_without_purchases
    from accounts
    cross join policy
    inner join account_windows
        on account_windows.level = accounts.level
        and account_windows.account_id = accounts.account_id
        and account_windows.window_name = policy.margin_window
    left join counts on counts.level = accounts.level and counts.account_id = accounts.account_id
),

-- No month is told to lie farther from the own rate than two rates within the bounds can lie apart.
deviations as (
    select
        margins.level,
        margins.account_id,
        safe_div(margins.gross_amount, rates.purchase_amount) as weight,
        least(
            abs(safe_div(margins.margin_amount, margins.gross_amount) + rates.rate_without_purchases - rates.revealed_rate),
            1e0 + policy.margin_rate_bound
        ) as deviation
    from margins
    cross join policy
    inner join rates on rates.level = margins.level and rates.account_id = margins.account_id
    where margins.gross_amount > 0
        and rates.revealed_rate is not null
),

squares as (
    select
        level,
        account_id,
        cast(sum(fixed(weight * deviation * deviation)) as double) as squared_deviation
    from deviations
    group by level, account_id
)

select
    rates.level,
    rates.account_id,
    rates.margin_abstain_reason,
    rates.month_count,
    case
        when rates.revealed_rate is not null
            then greatest(-cast(policy.margin_rate_bound as double), least(1e0, rates.revealed_rate))
    end as own_margin_rate,
    case when rates.revealed_rate is not null then rates.purchase_month_count end as purchase_month_count,
    case when rates.revealed_rate is not null then cast(rates.purchase_amount as decimal(18, 4)) end as purchase_amount,
    squares.squared_deviation
from rates
cross join policy
left join squares on squares.level = rates.level and squares.account_id = rates.account_id

-- What share of its purchases has an account left as margin, and how steady is that from month to month?
-- Of purchases before returns, as orders to come are expected before returns: what comes back is among the costs. Months weigh by their purchases; a month with costs only counts among the deviations. Money is squared as decimals, wide enough to hold it, so that every sum is exact.
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
        cast(months.gross_amount as decimal(19, 4)) as wide_gross_amount,
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

squares as (
    select
        level,
        account_id,
        count(*) as month_count,
        cast(sum(wide_gross_amount * gross_amount) as double) as squared_gross,
        cast(sum(wide_gross_amount * margin_amount) as double) as gross_by_margin,
        cast(sum(cast(margin_amount as decimal(19, 4)) * margin_amount) as double) as squared_margin
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
        coalesce(squares.month_count, 0) as month_count,
        cast(account_windows.gross_amount as double) as gross_amount,
        squares.squared_gross,
        squares.gross_by_margin,
        squares.squared_margin
    from accounts
    cross join policy
    inner join account_windows
        on account_windows.level = accounts.level
        and account_windows.account_id = accounts.account_id
        and account_windows.window_name = policy.margin_window
    left join squares on squares.level = accounts.level and squares.account_id = accounts.account_id
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
    case
        when rates.revealed_rate is not null
            then safe_div(rates.gross_amount * rates.gross_amount, rates.squared_gross)
    end as effective_month_count,
    case
        when rates.revealed_rate is not null
            then least(
                greatest(
                    safe_div(
                        rates.month_count
                            * (
                                rates.squared_margin
                                - 2 * rates.revealed_rate * rates.gross_by_margin
                                + rates.revealed_rate * rates.revealed_rate * rates.squared_gross
                            ),
                        rates.squared_gross
                    ),
                    0e0
                ),
                cast(rates.month_count as double)
            )
    end as squared_deviation
from rates
cross join policy

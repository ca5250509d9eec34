-- Which part of what it needs does an account buy from us, and how much more could it buy?
-- What it declares counts before what its peers buy. A potential by peers is what good customers of its kind buy from us: the upside is at least that, and the share at most.
-- A declared total that lies below what we booked by more than declarations err contradicts the books, and is no wallet.
with

drivers as (
    select * from metrics.account_drivers
),

declared as (
    select * from metrics.declared_wallets
),

cells as (
    select * from metrics.wallet_cells
),

earlier_windows as (
    select level, account_id, revenue_amount from metrics.account_windows where window_name = '12m_before_3m'
),

policy as (
    select * from config.wallet
),

potentials as (
    select
        drivers.level,
        drivers.account_id,
        drivers.industry,
        drivers.employees,
        greatest(drivers.revenue_amount_12m, cast(0 as decimal(18, 4))) as revenue_amount,
        everybody.account_count as peer_count,
        coalesce(narrow.cell_kind, wide.cell_kind, everybody.cell_kind) as cell_kind,
        coalesce(narrow.account_count, wide.account_count, everybody.account_count) as potential_n,
        drivers.employees * coalesce(
            narrow.revenue_per_employee_low, wide.revenue_per_employee_low, everybody.revenue_per_employee_low
        ) as low,
        drivers.employees * coalesce(narrow.revenue_per_employee, wide.revenue_per_employee, everybody.revenue_per_employee)
            as mid,
        drivers.employees * coalesce(
            narrow.revenue_per_employee_high, wide.revenue_per_employee_high, everybody.revenue_per_employee_high
        ) as high
    from drivers
    left join cells as everybody
        on everybody.level = drivers.level
        and everybody.cell_kind = 'ALL'
    left join cells as wide
        on wide.level = drivers.level
        and wide.cell_kind = 'INDUSTRY'
        and wide.industry = drivers.industry
    left join cells as narrow
        on narrow.level = drivers.level
        and narrow.cell_kind = 'INDUSTRY_SIZE'
        and narrow.industry = drivers.industry
        and narrow.size_class = drivers.size_class
),

explained as (
    select
        potentials.*,
        case
            when employees is null then 'EMPLOYEES_UNKNOWN'
            when industry is null then 'INDUSTRY_UNKNOWN'
            when peer_count is null then 'TOO_FEW_OBSERVATIONS'
        end as potential_abstain_reason
    from potentials
),

amounts as (
    select
        explained.level,
        explained.account_id,
        explained.revenue_amount,
        explained.potential_abstain_reason,
        case when potential_abstain_reason is null then cell_kind end as cell_kind,
        case when potential_abstain_reason is null then potential_n end as potential_n,
        case when potential_abstain_reason is null then cast(cast(low as decimal(38, 8)) as decimal(18, 4)) end as potential_amount_low,
        case when potential_abstain_reason is null then cast(cast(mid as decimal(38, 8)) as decimal(18, 4)) end as potential_amount,
        case when potential_abstain_reason is null then cast(cast(high as decimal(38, 8)) as decimal(18, 4)) end as potential_amount_high
    from explained
),

declarations as (
    select
        declared.*,
        exp(z_90() * policy.declared_log_error) as error_factor
    from declared
    cross join policy
),

-- The odds of us against all others are off by the error of a declaration, as logarithms.
shares as (
    select
        amounts.*,
        case
            when declarations.booked_amount > declarations.total_amount * declarations.error_factor then null
            when declarations.account_id is not null then 'DECLARED'
            when amounts.potential_abstain_reason is null then 'PEERS'
        end as wallet_method,
        case
            when declarations.booked_amount > declarations.total_amount * declarations.error_factor then 'DECLARED_BELOW_REVENUE'
            when declarations.account_id is null then amounts.potential_abstain_reason
        end as wallet_abstain_reason,
        declarations.year as declared_year,
        declarations.declaration_count,
        declarations.declared_customer_count,
        greatest(declarations.total_amount, declarations.booked_amount) as declared_amount,
        cast(declarations.total_amount - declarations.own_amount as decimal(18, 4)) as declared_elsewhere_amount,
        safe_div(declarations.own_amount, declarations.total_amount) as declared_share,
        declarations.error_factor as odds_error,
        earlier_windows.revenue_amount as earlier_revenue_amount
    from amounts
    left join earlier_windows
        on earlier_windows.level = amounts.level
        and earlier_windows.account_id = amounts.account_id
    left join declarations
        on declarations.level = amounts.level
        and declarations.account_id = amounts.account_id
)

select
    level,
    account_id,
    case
        when wallet_method = 'DECLARED'
            then safe_div(declared_share, declared_share + (1e0 - declared_share) * odds_error)
    end as share_of_wallet_low,
    case when wallet_method = 'PEERS' then 'UPPER_BOUND_ONLY' else wallet_abstain_reason end as share_of_wallet_low_abstain_reason,
    case
        when wallet_method = 'DECLARED' then declared_share
        when wallet_method = 'PEERS' and potential_amount > 0 then least(1e0, safe_div(revenue_amount, potential_amount))
    end as share_of_wallet_mid,
    case
        when wallet_method = 'DECLARED'
            then safe_div(declared_share * odds_error, declared_share * odds_error + (1e0 - declared_share))
        when wallet_method = 'PEERS' and potential_amount_low > 0 then least(1e0, safe_div(revenue_amount, potential_amount_low))
    end as share_of_wallet_high,
    case
        when wallet_method = 'DECLARED' then declared_share
        when wallet_method = 'PEERS' and potential_amount > 0
            then case when earlier_revenue_amount < 0 then 0e0 when earlier_revenue_amount > potential_amount then 1e0 else safe_div(earlier_revenue_amount, potential_amount) end
    end as share_of_wallet_3m_ago,
    wallet_method,
    case when wallet_method = 'DECLARED' then declared_year end as wallet_year,
    case when wallet_method = 'DECLARED' then declaration_count when wallet_method = 'PEERS' then potential_n end as wallet_n,
    case when wallet_method = 'DECLARED' then declared_customer_count end as wallet_customer_count,
    case
        when wallet_method = 'DECLARED' then declared_amount
        when wallet_method = 'PEERS' then greatest(potential_amount, revenue_amount)
    end as wallet_amount,
    case
        when wallet_method = 'DECLARED' then declared_elsewhere_amount
        when wallet_method = 'PEERS' then greatest(potential_amount - revenue_amount, cast(0 as decimal(18, 4)))
    end as wallet_upside_amount,
    wallet_abstain_reason,
    potential_amount_low,
    potential_amount,
    potential_amount_high,
    case
        when potential_amount is not null then greatest(potential_amount - revenue_amount, cast(0 as decimal(18, 4)))
    end as potential_gap_amount,
    cell_kind as potential_cell,
    potential_n,
    potential_abstain_reason
from shares

-- What does a good customer of each kind buy from us per employee?
-- An upper quantile of those who buy, by industry and size; a cell of n buyers is shrunk to the wider one by n / (n + k). Its ends are order statistics (Conover 1999), shrunk alike.
with

buyers as (
    select * from metrics.account_drivers
    where revenue_amount_12m > 0 and employees > 0
),

policy as (
    select * from config.wallet
),

members as (
    select level, 'ALL' as cell_kind, '' as industry, '' as size_class, account_id, safe_div(revenue_amount_12m, employees) as intensity
    from buyers
    union all
    select level, 'INDUSTRY', industry, '', account_id, safe_div(revenue_amount_12m, employees)
    from buyers
    where industry is not null
    union all
    select level, 'INDUSTRY_SIZE', industry, size_class, account_id, safe_div(revenue_amount_12m, employees)
    from buyers
    where industry is not null and size_class is not null
),

ranked as (
    select
        members.*,
        row_number() over (
            partition by level, cell_kind, industry, size_class
            order by intensity asc nulls last, account_id asc nulls last
        ) as place,
        count(*) over (partition by level, cell_kind, industry, size_class) as account_count
    from members
),

placed as (
    select
        ranked.*,
        greatest(1, ceil(account_count * policy.peer_quantile)) as mid_place,
        greatest(1, ceil(
            account_count * policy.peer_quantile
            - z_90() * sqrt(account_count * policy.peer_quantile * (1 - policy.peer_quantile))
        )) as low_place,
        least(account_count, ceil(
            account_count * policy.peer_quantile
            + z_90() * sqrt(account_count * policy.peer_quantile * (1 - policy.peer_quantile))
        )) as high_place
    from ranked
    cross join policy
),

cells as (
    select
        level,
        cell_kind,
        industry,
        size_class,
        account_count,
        min(intensity) filter (where place = mid_place) as own_mid,
        min(intensity) filter (where place = low_place) as own_low,
        min(intensity) filter (where place = high_place) as own_high
    from placed
    group by level, cell_kind, industry, size_class, account_count
),

weighted as (
    select
        cells.*,
        case
            when cells.cell_kind = 'ALL' then 1e0
            else safe_div(cells.account_count, cells.account_count + policy.peer_weight_accounts)
        end as own_weight
    from cells
    cross join policy
    inner join cells as everybody
        on everybody.level = cells.level
        and everybody.cell_kind = 'ALL'
    where everybody.account_count >= policy.min_peer_accounts
),

industries as (
    select
        weighted.level,
        weighted.cell_kind,
        weighted.industry,
        weighted.own_weight * weighted.own_mid + (1e0 - weighted.own_weight) * everybody.own_mid as mid,
        weighted.own_weight * weighted.own_low + (1e0 - weighted.own_weight) * everybody.own_low as low,
        weighted.own_weight * weighted.own_high + (1e0 - weighted.own_weight) * everybody.own_high as high
    from weighted
    inner join weighted as everybody
        on everybody.level = weighted.level
        and everybody.cell_kind = 'ALL'
    where weighted.cell_kind in ('ALL', 'INDUSTRY')
)

select
    weighted.level,
    weighted.cell_kind,
    weighted.industry,
    weighted.size_class,
    weighted.account_count,
    weighted.own_weight,
    weighted.own_mid as own_revenue_per_employee,
    case
        when weighted.cell_kind = 'INDUSTRY_SIZE'
            then weighted.own_weight * weighted.own_low + (1e0 - weighted.own_weight) * industries.low
        else industries.low
    end as revenue_per_employee_low,
    case
        when weighted.cell_kind = 'INDUSTRY_SIZE'
            then weighted.own_weight * weighted.own_mid + (1e0 - weighted.own_weight) * industries.mid
        else industries.mid
    end as revenue_per_employee,
    case
        when weighted.cell_kind = 'INDUSTRY_SIZE'
            then weighted.own_weight * weighted.own_high + (1e0 - weighted.own_weight) * industries.high
        else industries.high
    end as revenue_per_employee_high
from weighted
inner join industries
    on industries.level = weighted.level
    and industries.industry = weighted.industry
    and industries.cell_kind = case when weighted.cell_kind = 'INDUSTRY_SIZE' then 'INDUSTRY' else weighted.cell_kind end

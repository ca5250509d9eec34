-- What margin rate is usual in each segment, and how much do its accounts and their months differ?
-- Bühlmann and Straub (1970): variance within accounts pooled over all, variance between accounts by moments over all segments of a kind; each account counts as far as its own rate is evidence.
with

statistics as (
    select * from metrics.margin_statistics where own_margin_rate is not null
),

customers as (
    select * from staged.customers
),

described as (
    select
        statistics.level,
        statistics.own_margin_rate as rate,
        statistics.effective_month_count as months,
        statistics.month_count,
        statistics.squared_deviation,
        customers.industry,
        customers.size_class
    from statistics
    left join customers on customers.customer_id = statistics.account_id
),

members as (
    select level, 'ALL' as segment_kind, cast(null as string) as industry, cast(null as string) as size_class, rate, months
    from described
    union all
    select level, 'INDUSTRY' as segment_kind, industry, cast(null as string) as size_class, rate, months
    from described
    where industry is not null
    union all
    select level, 'INDUSTRY_SIZE' as segment_kind, industry, size_class, rate, months
    from described
    where industry is not null and size_class is not null
),

segments as (
    select
        level,
        segment_kind,
        industry,
        size_class,
        count(*) as account_count,
        cast(sum(fixed(months)) as double) as months,
        cast(sum(fixed(months * months)) as double) as squared_months,
        cast(sum(fixed(months * rate)) as double) as months_by_rate,
        cast(sum(fixed(months * rate * rate)) as double) as months_by_squared_rate
    from members
    group by level, segment_kind, industry, size_class
),

spreads as (
    select
        level,
        segment_kind,
        sum(account_count) - count(*) as degrees_of_freedom,
        cast(sum(fixed(greatest(months_by_squared_rate - safe_div(months_by_rate * months_by_rate, months), 0e0))) as double)
            as squares,
        cast(sum(fixed(greatest(months - safe_div(squared_months, months), 0e0))) as double) as spread_months
    from segments
    group by level, segment_kind
),

deviations as (
    select
        level,
        sum(month_count - 1) as degrees_of_freedom,
        cast(sum(fixed(squared_deviation)) as double) as squares
    from described
    group by level
),

within_variances as (
    select
        deviations.level,
        deviations.degrees_of_freedom > 0 as has_repeated_months,
        case
            when deviations.degrees_of_freedom > 0 then safe_div(deviations.squares, deviations.degrees_of_freedom)
            else safe_div(spreads.squares, spreads.degrees_of_freedom)
        end as within_variance
    from deviations
    inner join spreads on spreads.level = deviations.level and spreads.segment_kind = 'ALL'
),

variances as (
    select
        spreads.level,
        spreads.segment_kind,
        within_variances.within_variance,
        case
            when within_variances.has_repeated_months
                then greatest(
                    coalesce(
                        safe_div(
                            spreads.squares - spreads.degrees_of_freedom * within_variances.within_variance,
                            spreads.spread_months
                        ),
                        0e0
                    ),
                    0e0
                )
            else 0e0
        end as between_variance
    from spreads
    inner join within_variances on within_variances.level = spreads.level
),

weights as (
    select
        members.level,
        members.segment_kind,
        members.industry,
        members.size_class,
        members.rate,
        case
            when variances.between_variance > 0
                then safe_div(
                    members.months * variances.between_variance,
                    members.months * variances.between_variance + variances.within_variance
                )
            else members.months
        end as weight
    from members
    inner join variances on variances.level = members.level and variances.segment_kind = members.segment_kind
),

means as (
    select
        level,
        segment_kind,
        industry,
        size_class,
        count(*) as account_count,
        safe_div(cast(sum(fixed(weight * rate)) as double), cast(sum(fixed(weight)) as double)) as mean_rate,
        cast(sum(fixed(weight)) as double) as weight
    from weights
    group by level, segment_kind, industry, size_class
)

select
    means.level,
    means.segment_kind,
    means.industry,
    means.size_class,
    means.segment_kind || coalesce(' ' || means.industry, '') || coalesce(' / ' || means.size_class, '') as segment_name,
    means.account_count,
    means.mean_rate,
    safe_div(
        case when variances.between_variance > 0 then variances.between_variance else variances.within_variance end,
        means.weight
    ) as mean_rate_variance,
    variances.within_variance,
    variances.between_variance
from means
inner join variances on variances.level = means.level and variances.segment_kind = means.segment_kind

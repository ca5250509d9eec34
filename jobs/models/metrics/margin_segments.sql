-- What margin rate is usual in each segment, and how much do its accounts and their months differ?
-- Bühlmann and Straub (1970), variances by the unbiased moments of Bühlmann and Gisler (2005, section 4.8): a month's rate varies the less the more was bought in it.
-- Volumes are purchases in months of average purchases; variance within accounts is pooled over all, variance between them over all segments of a kind.
with

statistics as (
    select * from metrics.margin_statistics where own_margin_rate is not null
),

customers as (
    select * from staged.customers
),

averages as (
    select
        level,
        safe_div(sum(purchase_amount), sum(purchase_month_count)) as average_month_amount
    from statistics
    group by level
),

described as (
    select
        statistics.level,
        statistics.own_margin_rate as rate,
        safe_div(statistics.purchase_amount, averages.average_month_amount) as volume,
        statistics.purchase_month_count,
        statistics.squared_deviation,
        customers.industry,
        customers.size_class
    from statistics
    inner join averages on averages.level = statistics.level
    left join customers on customers.customer_id = statistics.account_id
),

members as (
    select level, 'ALL' as segment_kind, cast(null as string) as industry, cast(null as string) as size_class, rate, volume
    from described
    union all
    select level, 'INDUSTRY' as segment_kind, industry, cast(null as string) as size_class, rate, volume
    from described
    where industry is not null
    union all
    select level, 'INDUSTRY_SIZE' as segment_kind, industry, size_class, rate, volume
    from described
    where industry is not null and size_class is not null
),

totals as (
    select
        members.*,
        cast(sum(fixed(volume)) over segment as double) as segment_volume,
        cast(sum(fixed(volume * rate)) over segment as double) as segment_volume_by_rate
    from members
    window segment as (partition by level, segment_kind, industry, size_class)
),

segments as (
    select
        level,
        segment_kind,
        industry,
        size_class,
        count(*) as account_count,
        cast(sum(fixed(volume * power(rate - safe_div(segment_volume_by_rate, segment_volume), 2))) as double) as squares,
        cast(sum(fixed(volume * (1e0 - safe_div(volume, segment_volume)))) as double) as spread_volume
    from totals
    group by level, segment_kind, industry, size_class
),

spreads as (
    select
        level,
        segment_kind,
        sum(account_count) - count(*) as degrees_of_freedom,
        cast(sum(fixed(squares)) as double) as squares,
        cast(sum(fixed(spread_volume)) as double) as spread_volume
    from segments
    group by level, segment_kind
),

deviations as (
    select
        level,
        sum(purchase_month_count - 1) as degrees_of_freedom,
        cast(sum(fixed(volume * squared_deviation)) as double) as squares
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
                            spreads.spread_volume
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
                    members.volume * variances.between_variance,
                    members.volume * variances.between_variance + variances.within_variance
                )
            else members.volume
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
    averages.average_month_amount,
    variances.within_variance,
    variances.between_variance
from means
inner join averages on averages.level = means.level
inner join variances on variances.level = means.level and variances.segment_kind = means.segment_kind

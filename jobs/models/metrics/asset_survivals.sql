-- Which share of assets is still in use at each age at which one was retired?
-- Kaplan and Meier (1958). An asset that was installed before records begin is at risk from the age that it had then: others of its kind that were retired earlier were never recorded.
with

assets as (
    select * from staged.installed_assets where category_id is not null
),

occasions as (
    select * from staged.purchase_occasions
),

night as (
    select * from run.current
),

records as (
    select min(ordered_on) as first_on from occasions
),

lives as (
    select
        assets.category_id,
        case when records.first_on > assets.installed_on then days_between(assets.installed_on, records.first_on) else 0 end as entry_days,
        days_between(assets.installed_on, coalesce(assets.retired_on, night.as_of)) as exit_days,
        assets.retired_on is not null as is_retired
    from assets
    cross join night
    cross join records
),

observed as (
    select * from lives where exit_days > entry_days
),

changes as (
    select category_id, entry_days as age_days, 1 as entered, 0 as left_count, 0 as retired from observed
    union all
    select category_id, exit_days as age_days, 0 as entered, 1 as left_count, case when is_retired then 1 else 0 end as retired
    from observed
),

ages as (
    select
        category_id,
        age_days,
        cast(sum(entered) as bigint) as entered_count,
        cast(sum(left_count) as bigint) as left_count,
        cast(sum(retired) as bigint) as retired_count
    from changes
    group by category_id, age_days
),

risks as (
    select
        ages.*,
        cast(sum(entered_count - left_count) over (
            partition by category_id
            order by age_days asc nulls last
            rows between unbounded preceding and 1 preceding
        ) as bigint) as risk_count
    from ages
),

deaths as (
    select
        risks.*,
        retired_count >= risk_count as is_last,
        case when retired_count < risk_count then ln(1 - safe_div(retired_count, risk_count)) else 0e0 end as log_survival,
        case when retired_count < risk_count then safe_div(retired_count, cast(risk_count as double) * (risk_count - retired_count)) else 0e0 end
            as hazard_variance
    from risks
    where retired_count > 0
),

products as (
    select
        category_id,
        age_days,
        risk_count,
        retired_count,
        bool_or(is_last) over until_then as is_over,
        cast(sum(fixed(log_survival)) over until_then as double) as log_survival,
        cast(sum(fixed(hazard_variance)) over until_then as double) as variance
    from deaths
    window until_then as (
        partition by category_id
        order by age_days asc nulls last
        rows between unbounded preceding and current row
    )
)

select
    category_id,
    age_days,
    risk_count,
    retired_count,
    case when is_over then 0e0 else exp(log_survival) end as survival,
    case
        when is_over then 0e0
        else exp(log_survival * exp(z_90() * safe_div(sqrt(variance), abs(log_survival))))
    end as survival_low,
    case
        when is_over then 0e0
        else exp(log_survival * exp(-z_90() * safe_div(sqrt(variance), abs(log_survival))))
    end as survival_high
from products

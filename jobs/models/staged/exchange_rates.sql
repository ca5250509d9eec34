-- What was a currency worth in the reporting currency, and from when to when?
-- A rate never holds before its day, nor for longer than the policy lets it grow old. For one day the operator's file counts before the sources, and they in their order.
with

delivered as (
    select * from landing.exchange_rates
),

entered as (
    select * from config.exchange_rates
),

companies as (
    select * from landing.companies
),

sources as (
    select * from run.sources
),

policy as (
    select * from config.currencies
),

night as (
    select * from run.current
),

-- A system states its rates for one unit of the currency in which its companies keep their books.
bases as (
    select
        companies.source_system,
        case
            when bool_or(companies.currency_code = night.reporting_currency) then min(night.reporting_currency)
            when count(distinct companies.currency_code) = 1 then min(companies.currency_code)
        end as base_currency_code
    from companies
    cross join night
    group by companies.source_system
),

stated as (
    select
        delivered.source_system,
        sources.precedence,
        case when bases.source_system is null then night.reporting_currency else bases.base_currency_code end
            as base_currency_code,
        delivered.currency_code,
        delivered.valid_from_on,
        delivered.units_per_company_currency as units
    from delivered
    cross join night
    left join bases
        on bases.source_system = delivered.source_system
    left join sources
        on sources.source_system = delivered.source_system
    union all
    select
        'the operator' as source_system,
        0 as precedence,
        night.reporting_currency as base_currency_code,
        entered.currency_code,
        entered.valid_from_on,
        entered.units_per_company_currency as units
    from entered
    cross join night
),

-- The base itself is always worth one of itself.
dated as (
    select
        stated.source_system,
        stated.precedence,
        stated.currency_code,
        stated.units,
        stated.valid_from_on,
        lead(stated.valid_from_on) over (
            partition by stated.source_system, stated.currency_code
            order by stated.valid_from_on asc nulls last
        ) as next_from_on,
        cast(stated.valid_from_on + cast(policy.rate_max_age_days + 1 as integer) as date) as stale_from_on
    from stated
    cross join policy
    where stated.currency_code <> stated.base_currency_code
    union all
    select distinct
        source_system,
        precedence,
        base_currency_code as currency_code,
        cast(1 as decimal(18, 9)) as units,
        date '0001-01-01' as valid_from_on,
        cast(null as date) as next_from_on,
        cast(null as date) as stale_from_on
    from stated
    where base_currency_code is not null
),

-- Where the base is not the reporting currency, both rates must hold on the day.
crossed as (
    select
        rated.source_system,
        rated.precedence,
        rated.currency_code,
        greatest(rated.valid_from_on, reporting.valid_from_on) as valid_from_on,
        least(rated.stale_from_on, reporting.stale_from_on) as stale_from_on,
        cast(fixed(safe_div(reporting.units, rated.units)) as decimal(19, 11)) as fx_to_reporting
    from dated as rated
    cross join night
    inner join dated as reporting
        on reporting.source_system = rated.source_system
        and reporting.currency_code = night.reporting_currency
        and rated.valid_from_on < coalesce(reporting.next_from_on, date '9999-12-31')
        and reporting.valid_from_on < coalesce(rated.next_from_on, date '9999-12-31')
    where rated.currency_code <> night.reporting_currency
),

ranked as (
    select
        crossed.*,
        row_number() over (
            partition by currency_code, valid_from_on
            order by precedence asc nulls last, source_system asc nulls last
        ) as rate_rank
    from crossed
    where valid_from_on < stale_from_on
)

select
    currency_code,
    valid_from_on,
    least(
        lead(valid_from_on) over (partition by currency_code order by valid_from_on asc nulls last),
        stale_from_on
    ) as valid_before_on,
    fx_to_reporting
from ranked
where rate_rank = 1
union all
select
    reporting_currency as currency_code,
    date '0001-01-01' as valid_from_on,
    date '9999-12-31' as valid_before_on,
    cast(1 as decimal(19, 11)) as fx_to_reporting
from night

-- What was a currency worth in the reporting currency, and from when to when?
-- Where two systems state a rate for one day, the earlier in the order of sources counts.
with

exchange_rates as (
    select * from landing.exchange_rates
),

sources as (
    select * from run.sources
),

ranked as (
    select
        exchange_rates.*,
        row_number() over (
            partition by exchange_rates.currency_code, exchange_rates.valid_from_on
            order by sources.precedence asc nulls last, exchange_rates.source_system asc nulls last
        ) as rate_rank
    from exchange_rates
    left join sources
        on sources.source_system = exchange_rates.source_system
)

select
    currency_code,
    valid_from_on,
    lead(valid_from_on) over (partition by currency_code order by valid_from_on asc nulls last) as valid_before_on,
    cast(fixed(safe_div(1, units_per_company_currency)) as decimal(18, 9)) as fx_to_company
from ranked
where rate_rank = 1

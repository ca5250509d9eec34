-- What was a currency worth against the first company's own, and from when on?
-- Odoo keeps rates against a nominal base; a rate changes when either side does, and a company's own rates come before shared ones.
with

first_company as (
    select
        id,
        currency_id
    from res_company
    where parent_id is null
    order by id
    limit 1
),

currencies as (
    select * from res_currency
),

rates as (
    select
        res_currency_rate.currency_id,
        res_currency_rate.name as valid_from_on,
        res_currency_rate.rate,
        res_currency_rate.company_id
    from res_currency_rate
    cross join first_company
    where res_currency_rate.company_id is null
        or res_currency_rate.company_id = first_company.id
),

first_rates as (
    select
        rates.currency_id,
        min(rates.valid_from_on) as valid_from_on
    from rates
    cross join first_company
    where rates.currency_id <> first_company.currency_id
    group by rates.currency_id
),

changes as (
    select
        rates.currency_id,
        rates.valid_from_on
    from rates
    inner join first_rates
        on first_rates.currency_id = rates.currency_id
    union
    select
        first_rates.currency_id,
        rates.valid_from_on
    from rates
    inner join first_company
        on first_company.currency_id = rates.currency_id
    inner join first_rates
        on first_rates.valid_from_on < rates.valid_from_on
)

select
    currencies.name as currency_code,
    changes.valid_from_on,
    round(foreign_rate.rate / coalesce(own_rate.rate, 1), 9) as units_per_company_currency
from changes
cross join first_company
inner join currencies
    on currencies.id = changes.currency_id
cross join lateral (
    select rates.rate
    from rates
    where rates.currency_id = changes.currency_id
        and rates.valid_from_on <= changes.valid_from_on
    order by rates.company_id nulls last, rates.valid_from_on desc
    limit 1
) as foreign_rate
left join lateral (
    select rates.rate
    from rates
    where rates.currency_id = first_company.currency_id
        and rates.valid_from_on <= changes.valid_from_on
    order by rates.company_id nulls last, rates.valid_from_on desc
    limit 1
) as own_rate
    on true

-- What was a currency worth, and from when on?
-- Tryton's rates have no base of their own: a rate holds against every other rate of the same day,
-- so each is divided by that of the first company's currency, on every day on which one of the two changes.
with

rates as (
    select * from currency_currency_rate
),

currencies as (
    select * from currency_currency
),

book as (
    select currency
    from company_company
    order by id
    limit 1
),

days as (
    select
        rates.currency,
        rates.date
    from rates
    union
    select
        currencies.id as currency,
        rates.date
    from rates
    inner join book
        on book.currency = rates.currency
    cross join currencies
)

select
    currencies.code as currency_code,
    days.date as valid_from_on,
    round(own_rate.rate / nullif(book_rate.rate, 0), 9) as units_per_company_currency
from days
inner join currencies
    on currencies.id = days.currency
cross join book
inner join lateral (
    select rates.rate
    from rates
    where rates.currency = days.currency
        and rates.date <= days.date
    order by rates.date desc
    limit 1
) as own_rate
    on true
inner join lateral (
    select rates.rate
    from rates
    where rates.currency = book.currency
        and rates.date <= days.date
    order by rates.date desc
    limit 1
) as book_rate
    on true

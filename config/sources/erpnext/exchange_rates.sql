-- What was a currency worth against the default company's own, and from when on?
-- ERPNext states a rate in either direction: where a day has both, the one into the company's currency counts.
with

company_currency as (
    select `tabCompany`.default_currency as currency_code
    from `tabSingles`
    inner join `tabCompany`
        on `tabCompany`.name = `tabSingles`.value
    where `tabSingles`.doctype = 'Global Defaults'
        and `tabSingles`.field = 'default_company'
),

rates as (
    select
        `tabCurrency Exchange`.date as valid_from_on,
        case
            when `tabCurrency Exchange`.to_currency = company_currency.currency_code
                then `tabCurrency Exchange`.from_currency
            else `tabCurrency Exchange`.to_currency
        end as currency_code,
        case
            when `tabCurrency Exchange`.to_currency = company_currency.currency_code
                then 1 / nullif(`tabCurrency Exchange`.exchange_rate, 0)
            else `tabCurrency Exchange`.exchange_rate
        end as units_per_company_currency,
        `tabCurrency Exchange`.to_currency = company_currency.currency_code as is_into_company_currency,
        `tabCurrency Exchange`.name
    from `tabCurrency Exchange`
    cross join company_currency
    where `tabCurrency Exchange`.for_selling = 1
        and company_currency.currency_code in (`tabCurrency Exchange`.from_currency, `tabCurrency Exchange`.to_currency)
        and `tabCurrency Exchange`.from_currency <> `tabCurrency Exchange`.to_currency
),

ranked as (
    select
        rates.*,
        row_number() over (
            partition by currency_code, valid_from_on
            order by is_into_company_currency desc, name asc
        ) as direction_rank
    from rates
)

select
    currency_code,
    valid_from_on,
    round(units_per_company_currency, 9) as units_per_company_currency
from ranked
where direction_rank = 1

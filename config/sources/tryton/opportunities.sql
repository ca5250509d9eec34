-- Which deals are open, won or lost?
-- The amount is in the currency of the company's books.
with

opportunities as (
    select * from sale_opportunity
),

companies as (
    select
        company_company.id,
        currency_currency.code as currency_code
    from company_company
    inner join currency_currency
        on currency_currency.id = company_company.currency
)

select
    opportunities.id as opportunity_id,
    opportunities.party as customer_id,
    case when opportunities.party is null then opportunities.description end as lead_name,
    opportunities.employee as account_manager_id,
    opportunities.state as stage,
    case opportunities.state
        when 'lead' then 'open'
        when 'opportunity' then 'open'
        when 'converted' then 'open'
        else opportunities.state
    end as status,
    round(opportunities.amount, 4) as amount,
    companies.currency_code,
    round(opportunities.conversion_probability::numeric, 6) as probability,
    opportunities.start_date as created_on,
    case
        when opportunities.state in ('won', 'lost', 'cancelled') then opportunities.end_date
    end as closed_on,
    opportunities.lost_reason,
    coalesce(opportunities.write_date, opportunities.create_date) as changed_at
from opportunities
inner join companies
    on companies.id = opportunities.company

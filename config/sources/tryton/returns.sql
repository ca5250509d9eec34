-- What came back, and why?
-- The lines below zero of sales that hold. The sale names the complaint or the sale that it answers.
with

lines as (
    select * from sale_line
    where type = 'line'
        and quantity < 0
        and product is not null
),

sales as (
    select * from sale_sale
    where state in ('confirmed', 'processing', 'done')
),

companies as (
    select * from company_company
),

currencies as (
    select * from currency_currency
),

complaints as (
    select
        sale_complaint.*,
        sale_complaint_type.name as type_name
    from sale_complaint
    inner join sale_complaint_type
        on sale_complaint_type.id = sale_complaint.type
),

credited as (
    select
        lines.id,
        lines.sale,
        lines.product,
        lines.quantity,
        -lines.quantity::numeric * lines.unit_price / nullif(currencies.rounding, 0) as amount_in_steps,
        currencies.rounding,
        currencies.code as currency_code,
        sales.origin,
        sales.party,
        coalesce(
            sales.sale_date,
            (sales.create_date at time zone 'UTC' at time zone coalesce(companies.timezone, 'UTC'))::date
        ) as returned_on
    from lines
    inner join sales
        on sales.id = lines.sale
    inner join companies
        on companies.id = sales.company
    inner join currencies
        on currencies.id = sales.currency
)

select
    credited.id as return_id,
    credited.sale as order_id,
    case
        when credited.origin like 'sale.sale,%' then nullif(split_part(credited.origin, ',', 2), '')::integer
        when complaints.origin like 'sale.sale,%' then nullif(split_part(complaints.origin, ',', 2), '')::integer
        else complained.sale
    end as original_order_id,
    credited.party as customer_id,
    credited.product as product_id,
    credited.returned_on,
    round(-credited.quantity::numeric, 6) as quantity,
    round(
        credited.rounding * case
            when abs(credited.amount_in_steps - trunc(credited.amount_in_steps)) = 0.5
                then 2 * round(credited.amount_in_steps / 2)
            else round(credited.amount_in_steps)
        end,
        4
    ) as net_amount,
    credited.currency_code,
    complaints.type_name as reason
from credited
left join complaints
    on credited.origin = 'sale.complaint,' || complaints.id
left join sale_line as complained
    on complained.id = case
        when complaints.origin like 'sale.line,%' then nullif(split_part(complaints.origin, ',', 2), '')::integer
    end

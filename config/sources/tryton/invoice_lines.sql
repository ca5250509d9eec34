-- Which order line was invoiced with which amount?
with

lines as (
    select * from account_invoice_line
    where type = 'line'
),

invoices as (
    select * from account_invoice
    where type = 'out'
),

currencies as (
    select * from currency_currency
),

units as (
    select * from product_uom
),

charged as (
    select
        lines.*,
        lines.quantity::numeric * lines.unit_price / nullif(currencies.rounding, 0) as amount_in_steps,
        currencies.rounding
    from lines
    inner join invoices
        on invoices.id = lines.invoice
    inner join currencies
        on currencies.id = invoices.currency
)

select
    charged.id as invoice_line_id,
    charged.invoice as invoice_id,
    case
        when charged.origin like 'sale.line,%' then nullif(split_part(charged.origin, ',', 2), '')::integer
    end as order_line_id,
    charged.product as product_id,
    round(charged.quantity::numeric, 6) as quantity,
    units.symbol as uom,
    round(charged.unit_price, 4) as unit_price,
    round(
        charged.rounding * case
            when abs(charged.amount_in_steps - trunc(charged.amount_in_steps)) = 0.5
                then 2 * round(charged.amount_in_steps / 2)
            else round(charged.amount_in_steps)
        end,
        4
    ) as net_amount
from charged
left join units
    on units.id = charged.unit

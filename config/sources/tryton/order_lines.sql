-- What was on the order, at which price?
-- The amount is rounded half to even, as Tryton does it; prices are always without tax.
-- What a line cost is known when all of it was shipped from stock; otherwise it is today's cost price.
with

lines as (
    select * from sale_line
    where type = 'line'
),

sales as (
    select * from sale_sale
),

companies as (
    select * from company_company
),

currencies as (
    select * from currency_currency
),

products as (
    select * from product_product
),

templates as (
    select * from product_template
),

units as (
    select * from product_uom
),

rates as (
    select
        currency,
        date as valid_from_on,
        lead(date) over (partition by currency order by date) as valid_before_on,
        rate,
        coalesce(write_date, create_date) as changed_at
    from currency_currency_rate
),

measured as (
    select
        lines.*,
        sales.company,
        sales.currency,
        companies.currency as company_currency,
        coalesce(
            sales.sale_date,
            (sales.create_date at time zone 'UTC' at time zone coalesce(companies.timezone, 'UTC'))::date
        ) as ordered_on,
        currencies.rounding,
        templates.type as product_type,
        units.symbol as uom,
        case
            when units.category = base_units.category then (lines.quantity * units.factor / base_units.factor)::numeric
        end as quantity_base,
        lines.quantity::numeric * lines.unit_price / nullif(currencies.rounding, 0) as amount_in_steps,
        greatest(
            coalesce(lines.write_date, lines.create_date),
            coalesce(sales.write_date, sales.create_date),
            coalesce(templates.write_date, templates.create_date)
        ) as document_changed_at
    from lines
    inner join sales
        on sales.id = lines.sale
    inner join companies
        on companies.id = sales.company
    inner join currencies
        on currencies.id = sales.currency
    left join products
        on products.id = lines.product
    left join templates
        on templates.id = products.template
    left join units
        on units.id = lines.unit
    left join units as base_units
        on base_units.id = templates.default_uom
)

select
    measured.id as order_line_id,
    measured.sale as order_id,
    measured.sequence as line_number,
    measured.product as product_id,
    case
        when measured.product_type in ('goods', 'service') then measured.product_type
        when measured.product is null and measured.amount_in_steps < 0 and measured.quantity > 0 then 'discount'
        else 'other'
    end as kind,
    round(measured.quantity::numeric, 6) as quantity,
    measured.uom,
    round(measured.quantity_base, 6) as quantity_base,
    round(coalesce(measured.base_price, measured.draft_unit_price), 4) as list_unit_price,
    round(measured.unit_price, 4) as unit_price,
    round(1 - measured.unit_price / nullif(coalesce(measured.base_price, measured.draft_unit_price), 0), 6)
        as discount_fraction,
    round(
        measured.rounding * case
            when abs(measured.amount_in_steps - trunc(measured.amount_in_steps)) = 0.5
                then 2 * round(measured.amount_in_steps / 2)
            else round(measured.amount_in_steps)
        end,
        4
    ) as net_amount,
    round(
        coalesce(shipped.cost_amount, measured.quantity_base * cost.cost_price)
        * case
            when measured.currency = measured.company_currency then 1
            else sale_rate.rate / nullif(company_rate.rate, 0)
        end,
        4
    ) as cost_amount,
    measured.promotion as promotion_id,
    greatest(
        measured.document_changed_at,
        shipped.changed_at,
        case when shipped.cost_amount is null then cost.changed_at end,
        case when measured.currency <> measured.company_currency then sale_rate.changed_at end,
        case when measured.currency <> measured.company_currency then company_rate.changed_at end
    ) as changed_at
from measured
left join rates as sale_rate
    on sale_rate.currency = measured.currency
    and measured.ordered_on >= sale_rate.valid_from_on
    and (measured.ordered_on < sale_rate.valid_before_on or sale_rate.valid_before_on is null)
left join rates as company_rate
    on company_rate.currency = measured.company_currency
    and measured.ordered_on >= company_rate.valid_from_on
    and (measured.ordered_on < company_rate.valid_before_on or company_rate.valid_before_on is null)
left join lateral (
    select
        case
            when round(sum(stock_move.internal_quantity)::numeric, 6) = round(abs(measured.quantity_base), 6)
                and count(stock_move.cost_price) = count(*)
                then sign(measured.quantity_base) * sum(stock_move.internal_quantity::numeric * stock_move.cost_price)
        end as cost_amount,
        max(coalesce(stock_move.write_date, stock_move.create_date)) as changed_at
    from stock_move
    where stock_move.origin = 'sale.line,' || measured.id
        and stock_move.state = 'done'
) as shipped
    on true
left join lateral (
    select
        product_cost_price.cost_price,
        coalesce(product_cost_price.write_date, product_cost_price.create_date) as changed_at
    from product_cost_price
    where product_cost_price.product = measured.product
        and coalesce(product_cost_price.company, measured.company) = measured.company
    order by product_cost_price.company nulls last, product_cost_price.id
    limit 1
) as cost
    on true

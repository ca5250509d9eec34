-- What was delivered when, against which promise?
-- Moves to a customer for an order line's own product, in the line's unit; the parts of a kit are other products and are left out.
with

moves as (
    select * from stock_move
),

destinations as (
    select * from stock_location
),

lines as (
    select order_lines.*
    from (select null::integer as product_uom, null::integer as product_uom_id) as absent
    cross join lateral (
        select
            id,
            order_id,
            product_id,
            coalesce(product_uom, product_uom_id) as uom_id
        from sale_order_line
        where display_type is null
            and not coalesce(is_downpayment, false)
    ) as order_lines
),

orders as (
    select * from sale_order
),

companies as (
    select * from res_company
),

schedules as (
    select * from resource_calendar
),

move_units as (
    select factors.*
    from (select null::integer as category_id) as absent
    cross join lateral (
        select
            id,
            case when category_id is null then factor else 1 / factor end as reference_units
        from uom_uom
    ) as factors
),

line_units as (
    select factors.*
    from (select null::integer as category_id) as absent
    cross join lateral (
        select
            id,
            case when category_id is null then factor else 1 / factor end as reference_units
        from uom_uom
    ) as factors
)

select
    moves.id as delivery_id,
    moves.sale_line_id as order_line_id,
    (coalesce(orders.commitment_date, moves.date_deadline) at time zone 'UTC' at time zone schedules.tz)::date as promised_on,
    case
        when moves.state = 'done' then (moves.date at time zone 'UTC' at time zone schedules.tz)::date
    end as delivered_on,
    round(
        case when moves.state = 'done' then moves.quantity else moves.product_uom_qty end
        * move_units.reference_units / line_units.reference_units,
        6
    ) as quantity
from moves
inner join destinations
    on destinations.id = moves.location_dest_id
    and destinations.usage = 'customer'
inner join lines
    on lines.id = moves.sale_line_id
    and lines.product_id = moves.product_id
inner join orders
    on orders.id = lines.order_id
inner join companies
    on companies.id = orders.company_id
left join schedules
    on schedules.id = companies.resource_calendar_id
inner join move_units
    on move_units.id = moves.product_uom
inner join line_units
    on line_units.id = lines.uom_id
where moves.state not in ('draft', 'cancel')

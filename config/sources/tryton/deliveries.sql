-- What was delivered when, against which promise?
-- A stock move to or from a customer; goods that come back count negatively. What was only planned has no day.
with

moves as (
    select
        *,
        nullif(split_part(origin, ',', 2), '')::integer as line
    from stock_move
    where origin like 'sale.line,%'
        and state <> 'cancelled'
),

locations as (
    select * from stock_location
),

lines as (
    select * from sale_line
),

sales as (
    select * from sale_sale
),

units as (
    select * from product_uom
)

select
    moves.id as delivery_id,
    moves.line as order_line_id,
    coalesce(sales.shipping_date, moves.planned_date) as promised_on,
    case when moves.state = 'done' then moves.effective_date end as delivered_on,
    round(
        (
            case when targets.type = 'customer' then 1 else -1 end
            * moves.quantity * units.factor / line_units.factor
        )::numeric,
        6
    ) as quantity
from moves
inner join lines
    on lines.id = moves.line
inner join sales
    on sales.id = lines.sale
inner join locations as starts
    on starts.id = moves.from_location
inner join locations as targets
    on targets.id = moves.to_location
inner join units
    on units.id = moves.uom
inner join units as line_units
    on line_units.id = lines.unit
where (targets.type = 'customer') <> (starts.type = 'customer')

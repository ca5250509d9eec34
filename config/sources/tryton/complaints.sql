-- What did customers complain about, and how was it settled?
-- Tryton keeps no day of settlement; it is that of the last change of a complaint that is settled.
with

complaints as (
    select
        *,
        nullif(split_part(origin, ',', 2), '')::integer as origin_id,
        split_part(origin, ',', 1) as origin_model
    from sale_complaint
),

types as (
    select * from sale_complaint_type
),

companies as (
    select * from company_company
),

invoice_lines as (
    select
        *,
        case
            when origin like 'sale.line,%' then nullif(split_part(origin, ',', 2), '')::integer
        end as order_line
    from account_invoice_line
),

order_lines as (
    select * from sale_line
),

actions as (
    select
        complaint,
        string_agg(distinct action, ', ' order by action) as taken,
        max(coalesce(write_date, create_date)) as changed_at
    from sale_complaint_action
    group by complaint
)

select
    complaints.id as complaint_id,
    complaints.customer as customer_id,
    case
        when complaints.origin_model = 'sale.sale' then complaints.origin_id
        else order_lines.sale
    end as order_id,
    order_lines.id as order_line_id,
    coalesce(order_lines.product, invoice_lines.product) as product_id,
    coalesce(
        complaints.date,
        (complaints.create_date at time zone 'UTC' at time zone coalesce(companies.timezone, 'UTC'))::date
    ) as opened_on,
    case
        when complaints.state in ('done', 'rejected', 'cancelled')
            then coalesce(complaints.write_date, complaints.create_date)
    end as closed_at,
    complaints.state as status,
    types.name as category,
    actions.taken as resolution,
    complaints.employee as account_manager_id,
    greatest(coalesce(complaints.write_date, complaints.create_date), actions.changed_at) as changed_at
from complaints
inner join types
    on types.id = complaints.type
inner join companies
    on companies.id = complaints.company
left join invoice_lines
    on complaints.origin_model = 'account.invoice.line'
    and invoice_lines.id = complaints.origin_id
left join order_lines
    on order_lines.id = case complaints.origin_model
        when 'sale.line' then complaints.origin_id
        when 'account.invoice.line' then invoice_lines.order_line
    end
left join actions
    on actions.complaint = complaints.id

-- What did customers order, when, and in which currency?
-- Days are the site's own. net_total is without tax and after the document's discount. Cancelled is docstatus 2.
with

orders as (
    select * from `tabSales Order`
),

team_members as (
    select
        parent as order_id,
        sales_person,
        row_number() over (partition by parent order by allocated_percentage desc, idx asc) as member_rank
    from `tabSales Team`
    where parenttype = 'Sales Order'
),

quoted_opportunities as (
    select
        `tabSales Order Item`.parent as order_id,
        min(`tabQuotation`.opportunity) as opportunity_id
    from `tabSales Order Item`
    inner join `tabQuotation`
        on `tabQuotation`.name = `tabSales Order Item`.prevdoc_docname
    where `tabSales Order Item`.parenttype = 'Sales Order'
    group by `tabSales Order Item`.parent
)

select
    orders.name as order_id,
    orders.company as company_id,
    orders.name as number,
    nullif(orders.po_no, '') as customer_reference,
    orders.customer as customer_id,
    orders.transaction_date as ordered_on,
    orders.creation as created_at,
    case
        when orders.docstatus = 2 then 'cancelled'
        when orders.docstatus = 0 then 'draft'
        when orders.status in ('Completed', 'Closed') then 'done'
        else 'confirmed'
    end as status,
    false as is_return,
    quoted_opportunities.opportunity_id,
    orders.currency as currency_code,
    nullif(orders.conversion_rate, 0) as fx_to_company,
    round(orders.net_total, 4) as net_amount,
    team_members.sales_person as account_manager_id,
    case when nullif(orders.sales_partner, '') is not null then 'agent' else 'direct' end as channel_id,
    nullif(orders.sales_partner, '') as agent_id,
    nullif(orders.selling_price_list, '') as price_list_id,
    orders.delivery_date as promised_on,
    orders.modified as changed_at
from orders
left join team_members
    on team_members.order_id = orders.name
    and team_members.member_rank = 1
left join quoted_opportunities
    on quoted_opportunities.order_id = orders.name

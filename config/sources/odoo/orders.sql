-- What did customers order, when, and in which currency?
-- Amounts are without tax; date_order is an instant in UTC, the day is that of the company's working schedule.
-- opportunity_id belongs to an app that may be missing: it is then found in absent, as null.
with

orders as (
    select sale_orders.*
    from (select null::integer as opportunity_id) as absent
    cross join lateral (
        select
            id,
            company_id,
            name,
            client_order_ref,
            partner_id,
            partner_invoice_id,
            partner_shipping_id,
            date_order,
            commitment_date,
            create_date,
            write_date,
            state,
            invoice_status,
            amount_untaxed,
            currency_id,
            currency_rate,
            user_id,
            team_id,
            pricelist_id,
            opportunity_id
        from sale_order
    ) as sale_orders
),

customers as (
    select * from res_partner
),

invoice_customers as (
    select * from res_partner
),

ship_customers as (
    select * from res_partner
),

companies as (
    select * from res_company
),

schedules as (
    select * from resource_calendar
),

currencies as (
    select * from res_currency
),

teams as (
    select * from crm_team
),

agents as (
    select distinct res_partner_res_partner_category_rel.partner_id as agent_id
    from res_partner_res_partner_category_rel
    inner join res_partner_category
        on res_partner_category.id = res_partner_res_partner_category_rel.category_id
    where res_partner_category.name ->> 'en_US' in ('Agent', 'Reseller')
),

billing_agents as (
    select agent_id from agents
)

select
    orders.id as order_id,
    orders.company_id,
    orders.name as number,
    orders.client_order_ref as customer_reference,
    customers.commercial_partner_id as customer_id,
    nullif(invoice_customers.commercial_partner_id, customers.commercial_partner_id) as invoice_customer_id,
    nullif(ship_customers.commercial_partner_id, customers.commercial_partner_id) as ship_customer_id,
    (orders.date_order at time zone 'UTC' at time zone schedules.tz)::date as ordered_on,
    orders.create_date as created_at,
    case
        when orders.state = 'cancel' then 'cancelled'
        when orders.state = 'draft' then 'draft'
        when orders.state = 'sent' then 'quoted'
        when orders.invoice_status = 'invoiced' then 'done'
        else 'confirmed'
    end as status,
    coalesce(orders.amount_untaxed < 0, false) as is_return,
    orders.opportunity_id,
    currencies.name as currency_code,
    round(1 / nullif(orders.currency_rate, 0), 9) as fx_to_company,
    orders.amount_untaxed as net_amount,
    orders.user_id as account_manager_id,
    case
        when agents.agent_id is not null or billing_agents.agent_id is not null then 'agent'
        else coalesce(teams.name ->> 'en_US', 'direct')
    end as channel_id,
    coalesce(agents.agent_id, billing_agents.agent_id) as agent_id,
    orders.pricelist_id as price_list_id,
    (orders.commitment_date at time zone 'UTC' at time zone schedules.tz)::date as promised_on,
    greatest(
        orders.write_date,
        customers.write_date,
        invoice_customers.write_date,
        (select max(sale_order_line.write_date) from sale_order_line where sale_order_line.order_id = orders.id)
    ) as changed_at
from orders
inner join customers
    on customers.id = orders.partner_id
left join invoice_customers
    on invoice_customers.id = orders.partner_invoice_id
left join ship_customers
    on ship_customers.id = orders.partner_shipping_id
inner join companies
    on companies.id = orders.company_id
left join schedules
    on schedules.id = companies.resource_calendar_id
left join currencies
    on currencies.id = orders.currency_id
left join teams
    on teams.id = orders.team_id
left join agents
    on agents.agent_id = customers.commercial_partner_id
left join billing_agents
    on billing_agents.agent_id = invoice_customers.commercial_partner_id

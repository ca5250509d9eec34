-- Which deals are open, won or lost, and to whom?
-- Converted means that a quotation became an order. The day of the decision is not stored.
with

opportunities as (
    select * from `tabOpportunity`
),

leads as (
    select * from `tabLead`
),

lost_reasons as (
    select
        parent as opportunity_id,
        group_concat(lost_reason order by idx separator ', ') as lost_reason
    from `tabOpportunity Lost Reason Detail`
    where parenttype = 'Opportunity'
    group by parent
),

competitors as (
    select
        parent as opportunity_id,
        group_concat(competitor order by idx separator ', ') as competitor
    from `tabCompetitor Detail`
    where parenttype = 'Opportunity'
    group by parent
),

sales_people_of_users as (
    select
        `tabEmployee`.user_id,
        min(`tabSales Person`.name) as sales_person
    from `tabSales Person`
    inner join `tabEmployee`
        on `tabEmployee`.name = `tabSales Person`.employee
    where `tabEmployee`.user_id is not null
    group by `tabEmployee`.user_id
)

select
    opportunities.name as opportunity_id,
    case
        when opportunities.opportunity_from = 'Customer' then opportunities.party_name
        else nullif(leads.customer, '')
    end as customer_id,
    case
        when opportunities.opportunity_from <> 'Customer' and nullif(leads.customer, '') is null
            then coalesce(nullif(opportunities.customer_name, ''), opportunities.party_name)
    end as lead_name,
    sales_people_of_users.sales_person as account_manager_id,
    nullif(opportunities.sales_stage, '') as stage,
    case opportunities.status
        when 'Converted' then 'won'
        when 'Lost' then 'lost'
        when 'Closed' then 'cancelled'
        else 'open'
    end as status,
    round(opportunities.opportunity_amount, 4) as amount,
    opportunities.currency as currency_code,
    round(opportunities.probability / 100, 6) as probability,
    opportunities.transaction_date as created_on,
    opportunities.expected_closing as expected_close_on,
    case
        when opportunities.status = 'Lost' then coalesce(lost_reasons.lost_reason, nullif(opportunities.order_lost_reason, ''))
    end as lost_reason,
    case when opportunities.status = 'Lost' then competitors.competitor end as lost_to_competitor,
    nullif(opportunities.source, '') as lead_source,
    greatest(opportunities.modified, coalesce(leads.modified, opportunities.modified)) as changed_at
from opportunities
left join leads
    on opportunities.opportunity_from = 'Lead'
    and leads.name = opportunities.party_name
left join lost_reasons
    on lost_reasons.opportunity_id = opportunities.name
left join competitors
    on competitors.opportunity_id = opportunities.name
left join sales_people_of_users
    on sales_people_of_users.user_id = opportunities.opportunity_owner

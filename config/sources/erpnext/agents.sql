-- Which agents and resellers stand between us and customers?
select
    name as agent_id,
    partner_name as name,
    case
        when partner_type in ('Reseller', 'Dealer', 'Distributor', 'Retailer') then 'reseller'
        else 'agent'
    end as kind,
    territory,
    round(commission_rate / 100, 6) as commission_fraction
from `tabSales Partner`

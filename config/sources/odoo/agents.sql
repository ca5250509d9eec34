-- Which agents and resellers stand between us and customers?
-- Odoo knows none: they are the contacts that carry the tag Agent or Reseller (the names stand in customers.sql and orders.sql too).
with

partners as (
    select * from res_partner
),

tags as (
    select
        res_partner_res_partner_category_rel.partner_id,
        case
            when bool_or(res_partner_category.name ->> 'en_US' = 'Reseller') then 'reseller'
            else 'agent'
        end as kind
    from res_partner_res_partner_category_rel
    inner join res_partner_category
        on res_partner_category.id = res_partner_res_partner_category_rel.category_id
    where res_partner_category.name ->> 'en_US' in ('Agent', 'Reseller')
    group by res_partner_res_partner_category_rel.partner_id
)

select
    partners.id as agent_id,
    partners.name,
    tags.kind
from partners
inner join tags
    on tags.partner_id = partners.id

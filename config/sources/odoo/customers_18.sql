-- Who are the customers: the commercial entities that buy, were quoted to or pay?
-- Contacts and addresses roll up to commercial_partner_id; a company with a parent company stays a customer of its own.
with

partners as (
    select * from res_partner
),

parents as (
    select * from res_partner
),

customer_partners as (
    select id as partner_id from res_partner where customer_rank > 0
    union
    select partner_id from sale_order
    union
    select partner_id from crm_lead where partner_id is not null
    union
    select partner_id from account_move where move_type in ('out_invoice', 'out_refund', 'out_receipt')
    union
    select partner_id from account_payment where partner_type = 'customer'
),

sold_to as (
    select distinct res_partner.commercial_partner_id as customer_id
    from customer_partners
    inner join res_partner
        on res_partner.id = customer_partners.partner_id
),

agents as (
    select distinct res_partner_res_partner_category_rel.partner_id as agent_id
    from res_partner_res_partner_category_rel
    inner join res_partner_category
        on res_partner_category.id = res_partner_res_partner_category_rel.category_id
    where res_partner_category.name ->> 'en_US' in ('Agent', 'Reseller')
),

countries as (
    select * from res_country
),

industries as (
    select * from res_partner_industry
),

first_company as (
    select id
    from res_company
    where parent_id is null
    order by id
    limit 1
),

payment_terms as (
    select
        payment_id as payment_term_id,
        max(nb_days) as payment_term_days
    from account_payment_term_line
    where delay_type = 'days_after'
    group by payment_id
)

select
    partners.id as customer_id,
    partners.ref as code,
    partners.name,
    case when partners.is_company then 'company' else 'person' end as kind,
    parents.commercial_partner_id as parent_customer_id,
    partners.vat as tax_id,
    industries.name ->> 'en_US' as industry,
    partners.city,
    partners.zip as postal_code,
    countries.code as country_code,
    (partners.specific_property_product_pricelist ->> first_company.id::text)::integer as price_list_id,
    partners.user_id as account_manager_id,
    case when agents.agent_id is not null then 'agent' else 'direct' end as channel_id,
    agents.agent_id,
    nullif(round((partners.credit_limit ->> first_company.id::text)::numeric, 4), 0) as credit_limit,
    payment_terms.payment_term_days,
    partners.create_date as created_at,
    partners.write_date as changed_at,
    coalesce(partners.active, false) as is_active
from partners
cross join first_company
inner join sold_to
    on sold_to.customer_id = partners.id
left join parents
    on parents.id = partners.parent_id
    and parents.commercial_partner_id <> partners.id
left join agents
    on agents.agent_id = partners.id
left join countries
    on countries.id = partners.country_id
left join industries
    on industries.id = partners.industry_id
left join payment_terms
    on payment_terms.payment_term_id = (partners.property_payment_term_id ->> first_company.id::text)::integer
where partners.commercial_partner_id = partners.id

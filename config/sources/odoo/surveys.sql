-- What did customers answer when they were asked?
-- Ratings that were given: Odoo writes 1 to 5, and 0 for a request that nobody answered.
with

ratings as (
    select * from rating_rating
),

partners as (
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
)

select
    ratings.id as response_id,
    sold_to.customer_id,
    case when partners.id <> partners.commercial_partner_id then partners.id end as contact_id,
    case when ratings.res_model = 'product.template' then 'review' else 'csat' end as instrument,
    case
        when ratings.res_model in ('helpdesk.ticket', 'project.task') then 'service'
        when ratings.res_model = 'product.template' then 'product'
    end as driver,
    ratings.write_date as responded_at,
    round(ratings.rating::numeric, 6) as score,
    1 as score_min,
    5 as score_max
from ratings
inner join partners
    on partners.id = ratings.partner_id
inner join sold_to
    on sold_to.customer_id = partners.commercial_partner_id
where ratings.consumed
    and ratings.rating between 1 and 5

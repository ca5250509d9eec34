-- Which system knows which customer, so that its silence about it means something?
-- A system knows whom it lists, and whom its own rows name. One that lists nobody speaks of all by the numbers of others.
with

identities as (
    select * from staged.customer_identities
),

customer_references as (
    select * from staged.customer_references
),

deliveries as (
    select * from run.deliveries
),

orders as (
    select * from landing.orders
),

contacts as (
    select * from landing.contacts
),

activities as (
    select * from landing.activities
),

complaints as (
    select * from landing.complaints
),

opportunities as (
    select * from landing.opportunities
),

surveys as (
    select * from landing.surveys
),

service_costs as (
    select * from landing.service_costs
),

installed_assets as (
    select * from landing.installed_assets
),

declared_spend as (
    select * from landing.declared_spend
),

invoices as (
    select * from landing.invoices
),

payments as (
    select * from landing.payments
),

rebates as (
    select * from landing.rebates
),

returns as (
    select * from landing.returns
),

referrals as (
    select * from landing.referrals
),

sell_through as (
    select * from landing.sell_through
),

listing as (
    select distinct source_system
    from deliveries
    where table_name = 'customers'
        and is_delivered
),

named as (
    select source_system, customer_id as source_customer_id from orders
    union
    select source_system, customer_id as source_customer_id from contacts
    union
    select source_system, customer_id as source_customer_id from activities
    union
    select source_system, customer_id as source_customer_id from complaints
    union
    select source_system, customer_id as source_customer_id from opportunities
    union
    select source_system, customer_id as source_customer_id from surveys
    union
    select source_system, customer_id as source_customer_id from service_costs
    union
    select source_system, customer_id as source_customer_id from installed_assets
    union
    select source_system, customer_id as source_customer_id from declared_spend
    union
    select source_system, customer_id as source_customer_id from invoices
    union
    select source_system, customer_id as source_customer_id from payments
    union
    select source_system, customer_id as source_customer_id from rebates
    union
    select source_system, customer_id as source_customer_id from returns
    union
    select source_system, referred_customer_id as source_customer_id from referrals
    union
    select source_system, referring_customer_id as source_customer_id from referrals
    union
    select source_system, end_customer_id as source_customer_id from sell_through
),

known as (
    select source_system, customer_id from identities
    union
    select customer_references.source_system, customer_references.customer_id
    from named
    inner join customer_references
        on customer_references.source_system = named.source_system
        and customer_references.source_customer_id = named.source_customer_id
    union
    select customer_references.source_system, customer_references.customer_id
    from customer_references
    left join listing on listing.source_system = customer_references.source_system
    where listing.source_system is null
)

select
    source_system,
    customer_id
from known

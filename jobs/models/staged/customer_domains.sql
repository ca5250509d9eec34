-- By which mail domains is a customer record known?
-- A domain that everybody can have is none; people who left still say where they worked.
with

contacts as (
    select * from landing.contacts
),

free_mail_domains as (
    select * from config.free_mail_domains
),

night as (
    select *, day_end(as_of, business_time_zone) as ends_at from run.current
),

addresses as (
    select
        contacts.source_system,
        contacts.customer_id as source_customer_id,
        lower(trim(split_part(contacts.email, '@', 2))) as domain
    from contacts
    cross join night
    where contacts.changed_at < night.ends_at
        or contacts.changed_at is null
)

select distinct
    addresses.source_system,
    addresses.source_customer_id,
    addresses.domain
from addresses
left join free_mail_domains
    on free_mail_domains.domain = addresses.domain
where addresses.domain like '%_.__%'
    and free_mail_domains.domain is null

-- Which records of customers does each system hold, in the version that counts on the business date?
-- The newest version known on that date counts; where only later ones were delivered, the earliest of them.
with

customers as (
    select * from landing.customers
),

orders as (
    select * from landing.orders
),

night as (
    select *, day_end(as_of, business_time_zone) as ends_at from run.current
),

versions as (
    select
        customers.*,
        row_number() over (
            partition by customers.source_system, customers.customer_id
            order by
                case
                    when customers.changed_at < night.ends_at then customers.changed_at
                end desc nulls last,
                customers.changed_at asc nulls last
        ) as version_rank
    from customers
    cross join night
),

buyers as (
    select distinct
        orders.source_system,
        orders.customer_id
    from orders
    cross join night
    where orders.ordered_on <= night.as_of
),

-- A record made later is not known yet, unless an order proves that its date is wrong.
known as (
    select
        versions.*,
        night.business_time_zone
    from versions
    cross join night
    left join buyers
        on buyers.source_system = versions.source_system
        and buyers.customer_id = versions.customer_id
    where versions.version_rank = 1
        and (
            versions.created_at is null
            or versions.created_at < night.ends_at
            or buyers.customer_id is not null
        )
),

cleaned as (
    select
        *,
        nullif(upper(trim(country_code)), '') as country,
        nullif(upper(replace(replace(replace(replace(tax_id, ' ', ''), '.', ''), '-', ''), '/', '')), '') as tax_text
    from known
),

keyed as (
    select
        *,
        substr(tax_text, 1, 2) as tax_prefix
    from cleaned
)

select
    source_system,
    customer_id as source_customer_id,
    nullif(trim(code), '') as code,
    name,
    kind,
    nullif(trim(parent_customer_id), '') as source_parent_id,
    nullif(trim(merged_into_id), '') as merged_into_id,
    nullif(trim(tax_id), '') as tax_id,
    case
        when tax_prefix between 'AA' and 'ZZ'
            and substr(tax_prefix, 2) >= 'A'
            and (
                country is null
                or country = tax_prefix
                or (country = 'GR' and tax_prefix = 'EL')
            )
            then nullif(substr(tax_text, 3), '')
        else tax_text
    end as tax_id_key,
    nullif(upper(replace(replace(postal_code, ' ', ''), '-', '')), '') as postal_key,
    industry,
    size_class,
    employees,
    territory,
    city,
    country as country_code,
    customer_group,
    price_list_id,
    account_manager_id,
    channel_id,
    nullif(trim(agent_id), '') as agent_id,
    credit_limit,
    payment_term_days,
    business_day(created_at, business_time_zone) as created_on,
    is_active
from keyed

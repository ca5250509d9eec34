-- Who are our customers, each once, whatever system knows them?
-- Each attribute comes from the book of record, and from the next system where that is silent.
with

source_customers as (
    select * from staged.source_customers
),

survivors as (
    select * from staged.customer_survivors
),

identities as (
    select * from staged.customer_identities
),

parents as (
    select * from staged.customer_parents
),

orders as (
    select * from staged.orders
),

sources as (
    select * from run.sources
),

records as (
    select
        identities.customer_id,
        source_customers.*,
        row_number() over (
            partition by identities.customer_id
            order by
                sources.precedence asc nulls last,
                source_customers.source_system asc nulls last,
                source_customers.source_customer_id asc nulls last
        ) as record_rank
    from source_customers
    inner join survivors
        on survivors.source_system = source_customers.source_system
        and survivors.source_customer_id = source_customers.source_customer_id
        and survivors.survivor_id = source_customers.source_customer_id
    inner join identities
        on identities.source_system = source_customers.source_system
        and identities.source_customer_id = source_customers.source_customer_id
    left join sources
        on sources.source_system = source_customers.source_system
),

customers as (
    select
        customer_id,
        min_by(source_system, record_rank) as source_system,
        min_by(code, record_rank) filter (where code is not null) as code,
        min_by(name, record_rank) filter (where name is not null) as name,
        min_by(kind, record_rank) filter (where kind is not null) as kind,
        min_by(tax_id, record_rank) filter (where tax_id is not null) as tax_id,
        min_by(industry, record_rank) filter (where industry is not null) as industry,
        min_by(size_class, record_rank) filter (where size_class is not null) as size_class,
        min_by(employees, record_rank) filter (where employees is not null) as employees,
        min_by(territory, record_rank) filter (where territory is not null) as territory,
        min_by(city, record_rank) filter (where city is not null) as city,
        min_by(country_code, record_rank) filter (where country_code is not null) as country_code,
        min_by(customer_group, record_rank) filter (where customer_group is not null) as customer_group,
        min_by(price_list_id, record_rank) filter (where price_list_id is not null) as price_list_id,
        min_by(account_manager_id, record_rank) filter (where account_manager_id is not null) as account_manager_id,
        min_by(channel_id, record_rank) filter (where channel_id is not null) as channel_id,
        min_by(agent_id, record_rank) filter (where agent_id is not null) as agent_id,
        min_by(credit_limit, record_rank) filter (where credit_limit is not null) as credit_limit,
        min_by(payment_term_days, record_rank) filter (where payment_term_days is not null) as payment_term_days,
        min(created_on) as created_on,
        min_by(is_active, record_rank) as is_active
    from records
    group by customer_id
),

order_ranks as (
    select
        customer_id,
        currency_code,
        row_number() over (
            partition by customer_id
            order by ordered_on desc nulls last, order_id desc nulls last
        ) as order_rank
    from orders
),

newest_orders as (
    select
        customer_id,
        currency_code
    from order_ranks
    where order_rank = 1
)

select
    customers.customer_id,
    customers.source_system,
    customers.code,
    customers.name,
    coalesce(customers.kind, 'company') as kind,
    parents.parent_id,
    parents.parent_customer_id,
    customers.tax_id,
    customers.industry,
    customers.size_class,
    customers.employees,
    customers.territory,
    customers.city,
    customers.country_code,
    customers.customer_group,
    customers.price_list_id,
    customers.account_manager_id,
    case
        when customers.agent_id is not null or customers.channel_id = 'agent' then 'agent'
        else 'direct'
    end as channel,
    customers.agent_id,
    newest_orders.currency_code,
    customers.credit_limit,
    customers.payment_term_days,
    customers.created_on,
    customers.is_active
from customers
inner join parents
    on parents.customer_id = customers.customer_id
left join newest_orders
    on newest_orders.customer_id = customers.customer_id

-- Which customer does a record of a system stand for, and how do we know?
-- A key that two customers of the book of record share recognises neither.
with

source_customers as (
    select * from staged.source_customers
),

survivors as (
    select * from staged.customer_survivors
),

sources as (
    select * from run.sources
),

policy as (
    select * from config.identity
),

records as (
    select
        source_customers.source_system,
        source_customers.source_customer_id,
        source_customers.code,
        source_customers.tax_id_key,
        survivors.survivor_id,
        coalesce(sources.precedence = 1, false) as is_book_of_record
    from source_customers
    inner join survivors
        on survivors.source_system = source_customers.source_system
        and survivors.source_customer_id = source_customers.source_customer_id
    left join sources
        on sources.source_system = source_customers.source_system
),

book_numbers as (
    select
        source_customer_id as declared_key,
        survivor_id as customer_id
    from records
    where is_book_of_record
),

book_codes as (
    select
        code as declared_key,
        min(survivor_id) as customer_id
    from records
    where is_book_of_record
        and code is not null
    group by code
    having count(distinct survivor_id) = 1
),

book_tax_ids as (
    select
        records.tax_id_key,
        min(records.survivor_id) as customer_id
    from records
    cross join policy
    where records.is_book_of_record
        and length(records.tax_id_key) >= policy.tax_id_min_length
    group by records.tax_id_key
    having count(distinct records.survivor_id) = 1
),

-- Survivors are matched; merged records follow them.
matches as (
    select
        records.source_system,
        records.source_customer_id,
        case when records.is_book_of_record then records.source_customer_id end as book_id,
        coalesce(book_numbers.customer_id, book_codes.customer_id) as declared_id,
        book_tax_ids.customer_id as tax_id_match
    from records
    left join book_numbers
        on book_numbers.declared_key = records.code
    left join book_codes
        on book_codes.declared_key = records.code
    left join book_tax_ids
        on book_tax_ids.tax_id_key = records.tax_id_key
    where records.source_customer_id = records.survivor_id
)

select
    records.source_system,
    records.source_customer_id,
    coalesce(
        matches.book_id,
        matches.declared_id,
        matches.tax_id_match,
        matches.source_system || ':' || matches.source_customer_id
    ) as customer_id,
    case
        when matches.book_id is not null then 'book_of_record'
        when matches.declared_id is not null then 'declared_key'
        when matches.tax_id_match is not null then 'tax_id'
        else 'unmatched'
    end as method,
    cast(
        case
            when matches.book_id is not null then 1
            when matches.declared_id is not null then policy.declared_key_score
            when matches.tax_id_match is not null then policy.tax_id_score
            else 0
        end as decimal(9, 6)
    ) as score
from records
inner join matches
    on matches.source_system = records.source_system
    and matches.source_customer_id = records.survivor_id
cross join policy

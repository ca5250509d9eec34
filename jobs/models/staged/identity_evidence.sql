-- What speaks for a record of another system being a customer of the book of record, and what against it?
-- Only pairs that share a key are compared, and keys that too many customers share tell nobody apart.
with

source_customers as (
    select * from staged.source_customers
),

survivors as (
    select * from staged.customer_survivors
),

names as (
    select * from staged.customer_names
),

domains as (
    select * from staged.customer_domains
),

decisions as (
    select * from staged.identity_decisions
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
        survivors.survivor_id,
        source_customers.code,
        case when length(source_customers.tax_id_key) >= policy.tax_id_min_length then source_customers.tax_id_key end
            as tax_id_key,
        names.name_key,
        substr(names.name_key, 1, 1) as name_initial,
        source_customers.postal_key,
        case when length(source_customers.country_code) = 2 then source_customers.country_code end as country_code,
        coalesce(sources.precedence = 1, false) as is_book_of_record
    from source_customers
    inner join survivors
        on survivors.source_system = source_customers.source_system
        and survivors.source_customer_id = source_customers.source_customer_id
    left join names
        on names.source_system = source_customers.source_system
        and names.source_customer_id = source_customers.source_customer_id
    left join sources
        on sources.source_system = source_customers.source_system
    cross join policy
),

-- What its merged records are known by stands for a customer too.
book as (
    select
        *,
        survivor_id as customer_id
    from records
    where is_book_of_record
),

-- Survivors are recognised; merged records follow them.
seekers as (
    select *
    from records
    where not is_book_of_record
        and source_customer_id = survivor_id
),

book_keys as (
    select 'tax_id' as evidence, tax_id_key as key_text, customer_id
    from book
    where tax_id_key is not null
    union
    select 'name' as evidence, name_key as key_text, customer_id
    from book
    where name_key is not null
    union
    select 'domain' as evidence, domains.domain as key_text, book.customer_id
    from book
    inner join domains
        on domains.source_system = book.source_system
        and domains.source_customer_id = book.source_customer_id
),

seeker_keys as (
    select 'tax_id' as evidence, tax_id_key as key_text, source_system, source_customer_id
    from seekers
    where tax_id_key is not null
    union all
    select 'name' as evidence, name_key as key_text, source_system, source_customer_id
    from seekers
    where name_key is not null
    union all
    select 'domain' as evidence, domains.domain as key_text, seekers.source_system, seekers.source_customer_id
    from seekers
    inner join domains
        on domains.source_system = seekers.source_system
        and domains.source_customer_id = seekers.source_customer_id
),

telling_keys as (
    select
        book_keys.evidence,
        book_keys.key_text
    from book_keys
    cross join policy
    group by book_keys.evidence, book_keys.key_text, policy.block_customer_limit
    having count(*) <= policy.block_customer_limit
),

telling_neighbourhoods as (
    select
        book.postal_key,
        book.name_initial
    from book
    cross join policy
    where book.postal_key is not null
    group by book.postal_key, book.name_initial, policy.block_customer_limit
    having count(distinct book.customer_id) <= policy.block_customer_limit
),

numbers_declared as (
    select
        seekers.source_system,
        seekers.source_customer_id,
        book.customer_id
    from seekers
    inner join book
        on book.source_customer_id = seekers.code
),

-- A code is asked where it is nobody's number.
codes_declared as (
    select
        seekers.source_system,
        seekers.source_customer_id,
        book.customer_id
    from seekers
    inner join book
        on book.code = seekers.code
    left join numbers_declared
        on numbers_declared.source_system = seekers.source_system
        and numbers_declared.source_customer_id = seekers.source_customer_id
    where numbers_declared.customer_id is null
),

found as (
    select source_system, source_customer_id, customer_id, 'declared_key' as evidence
    from numbers_declared
    union all
    select source_system, source_customer_id, customer_id, 'declared_key' as evidence
    from codes_declared
    union all
    select
        seeker_keys.source_system,
        seeker_keys.source_customer_id,
        book_keys.customer_id,
        seeker_keys.evidence
    from seeker_keys
    inner join telling_keys
        on telling_keys.evidence = seeker_keys.evidence
        and telling_keys.key_text = seeker_keys.key_text
    inner join book_keys
        on book_keys.evidence = seeker_keys.evidence
        and book_keys.key_text = seeker_keys.key_text
    union all
    select
        seekers.source_system,
        seekers.source_customer_id,
        book.customer_id,
        'similar_name' as evidence
    from seekers
    inner join telling_neighbourhoods
        on telling_neighbourhoods.postal_key = seekers.postal_key
        and telling_neighbourhoods.name_initial = seekers.name_initial
    inner join book
        on book.postal_key = seekers.postal_key
        and book.name_initial = seekers.name_initial
    cross join policy
    where book.name_key <> seekers.name_key
        and levenshtein(book.name_key, seekers.name_key)
        <= policy.similar_name_distance * greatest(length(book.name_key), length(seekers.name_key))
    union all
    select source_system, source_customer_id, customer_id, 'decision' as evidence
    from decisions
    where is_in_book
),

pairs as (
    select
        source_system,
        source_customer_id,
        customer_id,
        bool_or(evidence = 'declared_key') as has_declared_key,
        bool_or(evidence = 'tax_id') as has_tax_id,
        bool_or(evidence = 'domain') as has_domain,
        bool_or(evidence = 'name') as has_name,
        bool_or(evidence = 'similar_name') and not bool_or(evidence = 'name') as has_similar_name
    from found
    group by source_system, source_customer_id, customer_id
)

select
    pairs.source_system,
    pairs.source_customer_id,
    pairs.customer_id,
    pairs.has_declared_key,
    pairs.has_tax_id,
    pairs.has_domain,
    pairs.has_name,
    pairs.has_similar_name,
    coalesce(
        bool_or(
            seekers.postal_key = book.postal_key
            and coalesce(seekers.country_code = book.country_code, true)
        ),
        false
    ) as has_postcode,
    coalesce(not bool_or(seekers.tax_id_key = book.tax_id_key), false) as has_other_tax_id,
    coalesce(not bool_or(seekers.country_code = book.country_code), false) as has_other_country
from pairs
inner join seekers
    on seekers.source_system = pairs.source_system
    and seekers.source_customer_id = pairs.source_customer_id
inner join book
    on book.customer_id = pairs.customer_id
group by
    pairs.source_system,
    pairs.source_customer_id,
    pairs.customer_id,
    pairs.has_declared_key,
    pairs.has_tax_id,
    pairs.has_domain,
    pairs.has_name,
    pairs.has_similar_name

-- Whom does a system mean when it names a customer?
-- A system's own number goes first; a number that it does not have itself is read as the book of record's.
with

identities as (
    select * from staged.customer_identities
),

sources as (
    select * from run.sources
),

book_numbers as (
    select
        identities.source_customer_id,
        identities.customer_id
    from identities
    inner join sources
        on sources.source_system = identities.source_system
    where sources.precedence = 1
),

borrowed as (
    select
        sources.source_system,
        book_numbers.source_customer_id,
        book_numbers.customer_id
    from book_numbers
    cross join sources
    left join identities
        on identities.source_system = sources.source_system
        and identities.source_customer_id = book_numbers.source_customer_id
    where identities.customer_id is null
)

select
    source_system,
    source_customer_id,
    customer_id
from identities
union all
select
    source_system,
    source_customer_id,
    customer_id
from borrowed

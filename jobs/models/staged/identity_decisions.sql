-- What did people decide about pairs of a record and a customer?
-- A decision names a number of the book of record; where that record has been merged, it means the survivor.
with

decisions as (
    select * from config.identity_decisions
),

survivors as (
    select * from staged.customer_survivors
),

sources as (
    select * from run.sources
),

book as (
    select
        survivors.source_customer_id,
        survivors.survivor_id
    from survivors
    inner join sources
        on sources.source_system = survivors.source_system
    where sources.precedence = 1
),

others as (
    select survivors.source_system || ':' || survivors.source_customer_id as customer_id
    from survivors
    inner join sources
        on sources.source_system = survivors.source_system
    where sources.precedence > 1
)

select
    decisions.source_system,
    decisions.source_customer_id,
    decisions.customer_id as stated_customer_id,
    coalesce(book.survivor_id, others.customer_id) as customer_id,
    decisions.decision,
    book.survivor_id is not null as is_in_book,
    survivors.survivor_id is not null as is_record_known,
    decisions.because
from decisions
left join book
    on book.source_customer_id = decisions.customer_id
left join others
    on others.customer_id = decisions.customer_id
left join survivors
    on survivors.source_system = decisions.source_system
    and survivors.source_customer_id = decisions.source_customer_id

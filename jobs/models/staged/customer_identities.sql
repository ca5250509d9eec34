-- Which customer does a record of a system stand for, and how do we know?
-- What is not sure enough to merge stays a customer of its own until people decide.
with

survivors as (
    select * from staged.customer_survivors
),

candidates as (
    select * from staged.identity_candidates
),

sources as (
    select * from run.sources
),

records as (
    select
        survivors.source_system,
        survivors.source_customer_id,
        survivors.survivor_id,
        coalesce(sources.precedence = 1, false) as is_book_of_record
    from survivors
    left join sources
        on sources.source_system = survivors.source_system
),

recognised as (
    select
        source_system,
        source_customer_id,
        customer_id,
        case when verdict = 'decided_same' then 'decision' else method end as method,
        case when verdict = 'decided_same' then cast(1 as decimal(9, 6)) else score end as score
    from candidates
    where verdict in ('merged', 'decided_same')
)

-- Survivors are recognised; merged records follow them.
select
    records.source_system,
    records.source_customer_id,
    case
        when records.is_book_of_record then records.survivor_id
        else coalesce(recognised.customer_id, records.source_system || ':' || records.survivor_id)
    end as customer_id,
    case
        when records.is_book_of_record then 'book_of_record'
        else coalesce(recognised.method, 'unmatched')
    end as method,
    case
        when records.is_book_of_record then cast(1 as decimal(9, 6))
        else coalesce(recognised.score, cast(0 as decimal(9, 6)))
    end as score
from records
left join recognised
    on recognised.source_system = records.source_system
    and recognised.source_customer_id = records.survivor_id

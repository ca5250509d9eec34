-- From how many records of which systems do we know an account, and how sure is the weakest match?
-- Records that were merged away count too: they are why the survivor is known by several numbers.
with

accounts as (
    select * from staged.accounts
),

identities as (
    select * from staged.customer_identities
),

sources as (
    select * from run.sources
),

records as (
    select
        accounts.level,
        accounts.account_id,
        identities.method,
        identities.score,
        sources.kind,
        row_number() over (
            partition by accounts.level, accounts.account_id
            order by
                identities.score asc nulls first,
                identities.method asc nulls first,
                identities.source_system asc nulls first,
                identities.source_customer_id asc nulls first
        ) as weakness_rank
    from identities
    inner join accounts
        on accounts.customer_id = identities.customer_id
    left join sources
        on sources.source_system = identities.source_system
)

select
    level,
    account_id,
    count(*) as record_count,
    coalesce(bool_or(kind = 'erp'), false) as is_in_erp,
    coalesce(bool_or(kind = 'crm'), false) as is_in_crm,
    min_by(method, weakness_rank) as weakest_method,
    min(score) as lowest_score
from records
group by level, account_id

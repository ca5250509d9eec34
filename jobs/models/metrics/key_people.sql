-- Who of us spoke with an account in the last twelve months, with whom there, and how often?
-- What is a talk says policy activity_kinds. What names nobody of a side says nothing about that side.
with

accounts as (
    select * from staged.accounts
),

activities as (
    select * from staged.activities
),

kinds as (
    select * from config.activity_kinds where is_contact
),

windows as (
    select * from metrics.value_windows where window_name = '12m'
),

talks as (
    select
        activities.customer_id,
        activities.account_manager_id,
        activities.contact_id,
        activities.happened_on
    from activities
    inner join kinds on kinds.kind = activities.kind
    inner join windows on activities.happened_on between windows.from_on and windows.to_on
),

sides as (
    select
        customer_id,
        'OURS' as side,
        account_manager_id as person_id,
        count(*) as talk_count,
        max(happened_on) as last_talk_on
    from talks
    where account_manager_id is not null
    group by customer_id, account_manager_id
    union all
    select
        customer_id,
        'THEIRS' as side,
        contact_id as person_id,
        count(*) as talk_count,
        max(happened_on) as last_talk_on
    from talks
    where contact_id is not null
    group by customer_id, contact_id
),

summed as (
    select
        accounts.level,
        accounts.account_id,
        sides.side,
        sides.person_id,
        cast(sum(sides.talk_count) as bigint) as talk_count,
        max(sides.last_talk_on) as last_talk_on
    from sides
    inner join accounts on accounts.customer_id = sides.customer_id
    group by accounts.level, accounts.account_id, sides.side, sides.person_id
)

select
    level,
    account_id,
    side,
    person_id,
    talk_count,
    last_talk_on,
    safe_div(talk_count, sum(talk_count) over (partition by level, account_id, side)) as talk_share,
    cast(
        row_number() over (
            partition by level, account_id, side
            order by talk_count desc nulls last, last_talk_on desc nulls last, person_id asc nulls last
        ) as bigint
    ) as person_rank
from summed

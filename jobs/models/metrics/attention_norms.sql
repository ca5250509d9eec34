-- What share of deals is won, and what share of contacts do customers begin, over all accounts?
with

accounts as (
    select * from staged.accounts
),

opportunities as (
    select * from staged.opportunities where status in ('won', 'lost')
),

activities as (
    select * from staged.activities where is_initiated_by_us is not null
),

kinds as (
    select * from config.activity_kinds where is_contact
),

policy as (
    select * from config.attention
),

night as (
    select * from run.current
),

levels as (
    select distinct level from accounts
),

deals as (
    select
        accounts.level,
        count(*) as decided_count,
        count(*) filter (where opportunities.status = 'won') as won_count
    from opportunities
    inner join accounts on accounts.customer_id = opportunities.customer_id
    cross join policy
    cross join night
    where opportunities.closed_on > months_before(night.as_of, policy.window_months)
    group by accounts.level
),

contacts as (
    select
        accounts.level,
        count(*) as contact_count,
        count(*) filter (where not activities.is_initiated_by_us) as own_contact_count
    from activities
    inner join kinds on kinds.kind = activities.kind
    inner join accounts on accounts.customer_id = activities.customer_id
    cross join policy
    cross join night
    where activities.happened_on > months_before(night.as_of, policy.contact_window_months)
    group by accounts.level
)

select
    levels.level,
    coalesce(deals.decided_count, 0) as decided_count,
    safe_div(deals.won_count, deals.decided_count) as win_rate,
    coalesce(contacts.contact_count, 0) as contact_count,
    safe_div(contacts.own_contact_count, contacts.contact_count) as own_contact_share
from levels
left join deals on deals.level = levels.level
left join contacts on contacts.level = levels.level

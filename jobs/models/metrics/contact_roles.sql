-- Which parts in the decision to buy do we know somebody for, and with whom of them did we speak?
-- Only people who are still there; a role of which nobody is known has no row.
with

touches as (
    select * from metrics.contact_touches
),

accounts as (
    select * from staged.accounts
)

select
    accounts.level,
    accounts.account_id,
    touches.role,
    count(*) as known_count,
    count(*) filter (where touches.is_contacted) as contacted_count,
    max(touches.last_contacted_on) as last_contacted_on
from touches
inner join accounts on accounts.customer_id = touches.customer_id
where touches.is_active
    and touches.role is not null
group by accounts.level, accounts.account_id, touches.role

-- On which days did an account buy, and how long after the time before?
-- Two daughters that buy on one day are one occasion of the group.
with

accounts as (
    select * from staged.accounts
),

occasions as (
    select * from staged.purchase_occasions
),

account_days as (
    select
        accounts.level,
        accounts.account_id,
        occasions.ordered_on,
        cast(sum(occasions.order_count) as bigint) as order_count
    from occasions
    inner join accounts on accounts.customer_id = occasions.customer_id
    group by accounts.level, accounts.account_id, occasions.ordered_on
)

select
    level,
    account_id,
    ordered_on,
    cast(row_number() over by_day as bigint) as occasion_number,
    days_between(lag(ordered_on) over by_day, ordered_on) as gap_days,
    order_count
from account_days
window by_day as (partition by level, account_id order by ordered_on asc nulls last)

-- On which days did an account buy, and how long after the time before?
-- At the parent level a day on which two children bought is one occasion.
with

occasions as (
    select * from staged.purchase_occasions
),

accounts as (
    select * from staged.accounts
),

account_days as (
    select
        accounts.level,
        accounts.account_id as customer_id,
        occasions.ordered_on,
        cast(sum(occasions.order_count) as bigint) as order_count,
        cast(sum(occasions.gross_amount) as decimal(18,4)) as gross_amount
    from occasions
    inner join accounts on accounts.customer_id = occasions.customer_id
    group by accounts.level, accounts.account_id, occasions.ordered_on
)

select
    level,
    customer_id,
    ordered_on,
    cast(row_number() over by_day as bigint) as occasion_number,
    days_between(lag(ordered_on) over by_day, ordered_on) as gap_days,
    order_count,
    gross_amount
from account_days
window by_day as (partition by level, customer_id order by ordered_on asc nulls last)

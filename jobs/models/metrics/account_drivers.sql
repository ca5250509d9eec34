-- What kind of company is an account, and how large is it?
-- A group is of the kind of its head, and has the employees of all its customers; one unknown number makes the sum unknown.
with

accounts as (
    select * from staged.accounts
),

customers as (
    select * from staged.customers
),

account_value as (
    select * from metrics.account_value
),

sums as (
    select
        accounts.level,
        accounts.account_id,
        count(*) as customer_count,
        count(*) filter (where customers.employees > 0) as known_count,
        cast(sum(customers.employees) filter (where customers.employees > 0) as bigint) as employees
    from accounts
    inner join customers on customers.customer_id = accounts.customer_id
    group by accounts.level, accounts.account_id
)

select
    sums.level,
    sums.account_id,
    nullif(trim(heads.industry), '') as industry,
    nullif(trim(heads.size_class), '') as size_class,
    case when sums.known_count = sums.customer_count then sums.employees end as employees,
    coalesce(account_value.revenue_amount_12m, cast(0 as decimal(18, 4))) as revenue_amount_12m
from sums
left join customers as heads on heads.customer_id = sums.account_id
left join account_value
    on account_value.level = sums.level
    and account_value.account_id = sums.account_id

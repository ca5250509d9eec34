-- What did the customers of an account say last that they spend, with us and with others?
-- Of the newest complete year only. Where a customer declares everything at once, its categories are not added to it.
with

accounts as (
    select * from staged.accounts
),

declared as (
    select * from staged.declared_spend
    where own_amount is not null and total_amount > 0 and not is_without_rate
),

value_entries as (
    select * from metrics.value_entries
),

category_revenues as (
    select * from metrics.category_revenues
),

policy as (
    select * from config.wallet
),

night as (
    select * from run.current
),

customer_years as (
    select
        declared.customer_id,
        declared.year,
        bool_or(declared.category_id = '') as has_everything
    from declared
    cross join policy
    cross join night
    where declared.year >= year(night.as_of) - policy.declared_max_age_years
    group by declared.customer_id, declared.year
),

account_years as (
    select
        accounts.level,
        accounts.account_id,
        max(customer_years.year) as year
    from accounts
    inner join customer_years on customer_years.customer_id = accounts.customer_id
    group by accounts.level, accounts.account_id
),

group_sizes as (
    select level, account_id, count(*) as customer_count
    from accounts
    group by level, account_id
),

bookings as (
    select
        customer_id,
        '' as category_id,
        cast(year(booked_on) as bigint) as year,
        sum(revenue_amount) as revenue_amount
    from value_entries
    group by customer_id, year(booked_on)
    union all
    select
        customer_id,
        category_id,
        cast(year(ordered_on) as bigint) as year,
        sum(revenue_amount) as revenue_amount
    from category_revenues
    group by customer_id, category_id, year(ordered_on)
)

select
    account_years.level,
    account_years.account_id,
    account_years.year,
    count(*) as declaration_count,
    count(distinct declared.customer_id) as declared_customer_count,
    max(group_sizes.customer_count) as customer_count,
    cast(sum(declared.own_amount) as decimal(18, 4)) as own_amount,
    cast(sum(declared.total_amount) as decimal(18, 4)) as total_amount,
    cast(coalesce(sum(bookings.revenue_amount), 0) as decimal(18, 4)) as booked_amount
from account_years
inner join group_sizes
    on group_sizes.level = account_years.level
    and group_sizes.account_id = account_years.account_id
inner join accounts
    on accounts.level = account_years.level
    and accounts.account_id = account_years.account_id
inner join customer_years
    on customer_years.customer_id = accounts.customer_id
    and customer_years.year = account_years.year
inner join declared
    on declared.customer_id = customer_years.customer_id
    and declared.year = customer_years.year
    and (declared.category_id = '' or not customer_years.has_everything)
left join bookings
    on bookings.customer_id = declared.customer_id
    and bookings.category_id = declared.category_id
    and bookings.year = declared.year
group by account_years.level, account_years.account_id, account_years.year

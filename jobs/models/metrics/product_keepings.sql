-- Of the products that an account used to buy, how many does it still buy, after a rise of the list price and without one?
-- Used to: in as many quarters of the year before as the policy asks for. Who bought nothing at all in the last year left for more than a price, and is not asked.
with

prices as (
    select customer_id, product_id, quarters_ago from metrics.quarter_prices where line_count > 0
),

rises as (
    select * from metrics.product_price_rises
),

accounts as (
    select * from staged.accounts
),

policy as (
    select * from config.price_discipline
),

habits as (
    select
        accounts.level,
        accounts.account_id,
        prices.product_id,
        count(distinct case when prices.quarters_ago >= 4 then prices.quarters_ago end) as prior_quarter_count,
        count(case when prices.quarters_ago < 4 then 1 end) > 0 as is_kept
    from prices
    inner join accounts on accounts.customer_id = prices.customer_id
    group by accounts.level, accounts.account_id, prices.product_id
),

active as (
    select level, account_id
    from habits
    group by level, account_id
    having bool_or(is_kept)
),

pairs as (
    select
        habits.level,
        habits.account_id,
        habits.is_kept,
        rises.rise_rate >= policy.rise_threshold as has_risen
    from habits
    cross join policy
    inner join active on active.level = habits.level and active.account_id = habits.account_id
    inner join rises on rises.product_id = habits.product_id
    where habits.prior_quarter_count >= policy.habit_quarters
)

select
    level,
    account_id,
    count(*) filter (where has_risen) as risen_count,
    count(*) filter (where has_risen and is_kept) as risen_kept_count,
    count(*) filter (where not has_risen) as steady_count,
    count(*) filter (where not has_risen and is_kept) as steady_kept_count
from pairs
group by level, account_id

-- Up to which discount may each person sell each category without asking?
-- The row of the policy that names more counts: person and category, then person, then category, then everybody.
with

order_lines as (
    select * from staged.order_lines
),

rules as (
    select * from config.discount_authorities
),

sellers as (
    select distinct
        coalesce(account_manager_id, 'UNKNOWN') as account_manager_id,
        coalesce(category_id, 'UNKNOWN') as category_id
    from order_lines
    where product_id is not null
),

ranked as (
    select
        sellers.account_manager_id,
        sellers.category_id,
        rules.max_discount,
        row_number() over (
            partition by sellers.account_manager_id, sellers.category_id
            order by
                case when rules.account_manager_id = 'ALL' then 1 else 0 end asc nulls last,
                case when rules.category_id = 'ALL' then 1 else 0 end asc nulls last
        ) as rule_rank
    from sellers
    inner join rules
        on (rules.account_manager_id = 'ALL' or rules.account_manager_id = sellers.account_manager_id)
        and (rules.category_id = 'ALL' or rules.category_id = sellers.category_id)
)

select
    account_manager_id,
    category_id,
    max_discount
from ranked
where rule_rank = 1

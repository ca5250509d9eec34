-- How much does each part of the key-account score weigh?
with

policy as (
    select * from config.key_account
)

select 'PRESENT_VALUE' as part, cast(present_value_weight as decimal(9, 6)) as weight from policy
union all
select 'FUTURE_VALUE', cast(future_value_weight as decimal(9, 6)) from policy
union all
select 'POTENTIAL', cast(potential_weight as decimal(9, 6)) from policy
union all
select 'GROWTH', cast(growth_weight as decimal(9, 6)) from policy
union all
select 'BREADTH', cast(breadth_weight as decimal(9, 6)) from policy

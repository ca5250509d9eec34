-- Who bought in each group, and when for the first, second and third time?
-- In a category only that category's purchases count: the second occasion there may be the customer's tenth.
with

activity as (
    select * from metrics.account_activity
),

account_windows as (
    select * from metrics.account_windows
),

memberships as (
    select * from metrics.repurchase_groups
),

windows as (
    select
        min(from_on) filter (where window_name = 'retention') as from_on,
        min(from_on) filter (where window_name = 'prior_retention') as previous_from_on
    from metrics.value_windows
),

category_occasions as (
    select
        level,
        account_id,
        item_id as category_id,
        ordered_on,
        occasion_number,
        order_count
    from metrics.item_occasions
    where item_kind = 'category'
),

category_members as (
    select
        category_occasions.level,
        category_occasions.account_id,
        category_occasions.category_id,
        min(category_occasions.ordered_on) as first_ordered_on,
        min(category_occasions.ordered_on) filter (where category_occasions.occasion_number = 2) as second_ordered_on,
        min(category_occasions.ordered_on) filter (where category_occasions.occasion_number = 3) as third_ordered_on,
        count(*) as occasion_count,
        cast(sum(category_occasions.order_count) as bigint) as order_count,
        count(*) filter (where category_occasions.ordered_on >= windows.from_on) as window_occasion_count,
        count(*) filter (
            where category_occasions.ordered_on >= windows.previous_from_on
                and category_occasions.ordered_on < windows.from_on
        ) as previous_window_occasion_count
    from category_occasions
    cross join windows
    group by category_occasions.level, category_occasions.account_id, category_occasions.category_id
),

window_occasions as (
    select
        level,
        account_id,
        max(occasion_count) filter (where window_name = 'retention') as window_occasion_count,
        max(occasion_count) filter (where window_name = 'prior_retention') as previous_window_occasion_count
    from account_windows
    group by level, account_id
)

select
    memberships.level,
    memberships.group_kind,
    memberships.group_value,
    memberships.account_id,
    activity.first_ordered_on,
    activity.second_ordered_on,
    activity.third_ordered_on,
    activity.occasion_count,
    activity.order_count,
    window_occasions.window_occasion_count,
    window_occasions.previous_window_occasion_count
from memberships
inner join activity on activity.level = memberships.level and activity.account_id = memberships.account_id
inner join window_occasions
    on window_occasions.level = memberships.level and window_occasions.account_id = memberships.account_id
where activity.occasion_count > 0
union all
select
    level,
    'category' as group_kind,
    category_id as group_value,
    account_id,
    first_ordered_on,
    second_ordered_on,
    third_ordered_on,
    occasion_count,
    order_count,
    window_occasion_count,
    previous_window_occasion_count
from category_members

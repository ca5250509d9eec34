-- What does a person want to see when the night is over?
-- One row a line; the figure is text, as it is shown.
with

accounts as (
    select * from marts.customer_profile_v1 where level = 'customer'
),

pyramid as (
    select * from marts.customer_pyramid_v1 where level = 'customer' and scheme = 'CURRY'
),

repurchase as (
    select * from marts.repurchase_curve_v1
    where level = 'customer' and group_kind = 'all' and event_number = 2 and day = 0
),

quality as (
    select * from marts.data_quality_v1
),

lines as (
    select 1 as place, 'customers' as section, 'known' as label, cast(count(*) as varchar) as figure
    from accounts

    union all

    select 2, 'customers', 'who have bought', cast(count(first_ordered_on) as varchar)
    from accounts

    union all

    select 3, 'customers', 'purchase occasions', cast(cast(sum(occasion_count) as bigint) as varchar)
    from accounts

    union all

    select 4, 'customers', 'repurchase rate',
        cast(cast(100 * repurchase_rate as decimal(9, 1)) as varchar) || ' %'
    from repurchase

    union all

    select
        10 + tier_order,
        'pyramid',
        tier || ', ' || cast(customer_count as varchar) || ' customers',
        coalesce(cast(cast(100 * revenue_share as decimal(9, 1)) as varchar) || ' % of revenue', '')
    from pyramid

    union all

    select 30, 'deliveries', 'rows delivered', cast(cast(sum(figure) as bigint) as varchar)
    from quality
    where area = 'delivery' and measure = 'delivered'

    union all

    select 31, 'deliveries', 'rows quarantined', cast(cast(sum(figure) as bigint) as varchar)
    from quality
    where area = 'delivery' and measure = 'quarantined'
)

select
    section,
    label,
    figure
from lines
order by place nulls last

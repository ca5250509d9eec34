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

worths as (
    select * from marts.customer_value_v1 where level = 'customer'
),

key_accounts as (
    select
        count(*) as account_count,
        safe_div(sum(revenue_amount_12m), max(revenue_of_all)) as revenue_share
    from worths
    cross join (select sum(revenue_amount_12m) as revenue_of_all from worths) as totals
    where is_key_account
),

lifetime_values as (
    select
        currency_code,
        cast(sum(clv_net_amount_36m) as decimal(18, 2)) as clv_amount
    from worths
    where clv_net_amount_36m is not null
    group by currency_code
),

currencies as (
    select max(currency_code) as currency_code from worths
),

warnings as (
    select
        warning_level,
        count(*) as account_count,
        sum(value_at_risk_amount_36m) as value_at_risk_amount
    from marts.early_warning_v1
    where level = 'customer'
    group by warning_level
),

changes as (
    select
        previous_as_of,
        count(*) as change_count
    from marts.value_change_v1
    where level = 'customer'
    group by previous_as_of
),

lines as (
    select 1 as place, 'customers' as section, 'known' as label, cast(count(*) as string) as figure
    from accounts

    union all

    select 2, 'customers', 'who have bought', cast(count(first_ordered_on) as string)
    from accounts

    union all

    select 3, 'customers', 'purchase occasions', cast(cast(sum(occasion_count) as bigint) as string)
    from accounts

    union all

    select 4, 'customers', 'repurchase rate',
        cast(cast(100 * repurchase_rate as decimal(9, 1)) as string) || ' %'
    from repurchase

    union all

    select
        10 + tier_order,
        'pyramid',
        tier || ', ' || cast(customer_count as string) || ' customers',
        coalesce(cast(cast(100 * revenue_share as decimal(9, 1)) as string) || ' % of revenue', '')
    from pyramid

    union all

    select
        20,
        'value',
        'key accounts, ' || cast(account_count as string) || ' customers',
        cast(cast(100 * revenue_share as decimal(9, 1)) as string) || ' % of revenue'
    from key_accounts
    where account_count > 0

    union all

    select 21, 'value', 'lifetime value, 36 months', amount_text(clv_amount) || ' ' || currency_code
    from lifetime_values

    union all

    select 22, 'value', 'changed since ' || cast(previous_as_of as string), cast(change_count as string) || ' numbers'
    from changes

    union all

    select
        case warnings.warning_level when 'ALERT' then 25 when 'WARNING' then 26 else 27 end,
        'warnings',
        warnings.warning_level || ', ' || cast(warnings.account_count as string) || ' customers',
        coalesce(amount_text(warnings.value_at_risk_amount) || ' ' || currencies.currency_code || ' at risk', '')
    from warnings
    cross join currencies

    union all

    select 30, 'deliveries', 'rows delivered', cast(cast(sum(figure) as bigint) as string)
    from quality
    where area = 'delivery' and measure = 'delivered'

    union all

    select 31, 'deliveries', 'rows quarantined', cast(cast(sum(figure) as bigint) as string)
    from quality
    where area = 'delivery' and measure = 'quarantined'
)

select
    section,
    label,
    figure
from lines
order by place nulls last

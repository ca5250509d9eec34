-- What were the customers of a segment worth, and which customers made it more or less?
-- Each part is the difference of two rounded running sums, so that the rounded parts still add up to the rounded closing, to the cent.
with

this_night as (
    select * from run.current
),

basis as (
    select * from metrics.margin_basis
),

bridges as (
    select * from metrics.equity_bridges
),

running as (
    select
        bridges.*,
        opening_amount + new_amount as after_new,
        opening_amount + new_amount + grown_amount as after_grown,
        opening_amount + new_amount + grown_amount + shrunk_amount as after_shrunk,
        opening_amount + new_amount + grown_amount + shrunk_amount + lost_amount as after_lost,
        opening_amount + new_amount + grown_amount + shrunk_amount + lost_amount + reactivated_amount as after_reactivated
    from bridges
)

select
    this_night.as_of,
    running.level,
    running.segment_dimension,
    running.segment_value,
    running.measure,
    case when running.measure = 'clv_36m' then basis.margin_basis end as margin_basis,
    running.period_months,
    running.opening_on,
    running.is_opening_recorded,
    running.abstain_reason,
    running.opening_count,
    running.new_count,
    running.grown_count,
    running.shrunk_count,
    running.unchanged_count,
    running.lost_count,
    running.reactivated_count,
    running.closing_count,
    running.customer_retention_rate,
    running.customer_retention_rate_low,
    running.customer_retention_rate_high,
    money(running.opening_amount) as opening_amount,
    cast(money(running.after_new) - money(running.opening_amount) as decimal(18, 2)) as new_amount,
    cast(money(running.after_grown) - money(running.after_new) as decimal(18, 2)) as grown_amount,
    cast(money(running.after_shrunk) - money(running.after_grown) as decimal(18, 2)) as shrunk_amount,
    cast(money(running.after_lost) - money(running.after_shrunk) as decimal(18, 2)) as lost_amount,
    cast(money(running.after_reactivated) - money(running.after_lost) as decimal(18, 2)) as reactivated_amount,
    cast(money(running.closing_amount) - money(running.after_reactivated) as decimal(18, 2)) as dormant_amount,
    money(running.closing_amount) as closing_amount,
    running.amount_retention_rate
from running
cross join this_night
cross join basis

-- What was given after a customer's first complaint, and what margin did it bring in the half year before and after?
-- Only complaints of which both half years are in the records. Margin is what lines leave before costs to serve, so the gift itself is not in it.
with

complaints as (
    select * from staged.complaints
),

service_costs as (
    select * from staged.service_costs
    where kind in ('goodwill', 'warranty')
),

entries as (
    select * from metrics.value_entries
),

occasions as (
    select * from staged.purchase_occasions
),

attributes as (
    select account_id, industry from metrics.account_attributes where level = 'customer'
),

policy as (
    select * from config.economics
),

this_night as (
    select as_of from run.current
),

records as (
    select min(ordered_on) as first_ordered_on from occasions
),

ranked as (
    select
        complaints.*,
        row_number() over (
            partition by customer_id
            order by opened_on asc nulls last, complaint_id asc nulls last
        ) as complaint_rank
    from complaints
),

-- Of several complaints on one day any may be the incident.
firsts as (
    select
        ranked.complaint_id,
        ranked.customer_id,
        ranked.opened_on,
        coalesce(ranked.is_quality_incident, false) as is_quality_incident,
        cast(policy.goodwill_window_days as integer) as window_days,
        cast(policy.goodwill_days as integer) as answer_days,
        policy.goodwill_top_count
    from ranked
    cross join policy
    cross join this_night
    cross join records
    where ranked.complaint_rank = 1
        and ranked.opened_on - cast(policy.goodwill_window_days as integer) >= records.first_ordered_on
        and ranked.opened_on + cast(policy.goodwill_window_days as integer) <= this_night.as_of
),

gifts as (
    select
        firsts.complaint_id,
        sum(service_costs.service_cost_amount) as goodwill_amount
    from firsts
    inner join service_costs
        on service_costs.customer_id = firsts.customer_id
        and service_costs.incurred_on between firsts.opened_on and firsts.opened_on + firsts.answer_days
    group by firsts.complaint_id
),

margins as (
    select
        firsts.complaint_id,
        sum(case when entries.booked_on < firsts.opened_on then entries.revenue_amount - entries.cost_amount else 0 end) as before_amount,
        sum(case when entries.booked_on >= firsts.opened_on then entries.revenue_amount - entries.cost_amount else 0 end) as after_amount,
        sum(entries.cost_bearing_line_count) - sum(entries.costed_line_count) as uncosted_count
    from firsts
    inner join entries
        on entries.customer_id = firsts.customer_id
        and entries.booked_on >= firsts.opened_on - firsts.window_days
        and entries.booked_on < firsts.opened_on + firsts.window_days
    group by firsts.complaint_id
),

purchases as (
    select
        firsts.complaint_id,
        count(*) as occasion_count
    from firsts
    inner join occasions
        on occasions.customer_id = firsts.customer_id
        and occasions.ordered_on >= firsts.opened_on - firsts.window_days
        and occasions.ordered_on < firsts.opened_on
    group by firsts.complaint_id
)

select
    firsts.complaint_id,
    firsts.customer_id,
    coalesce(attributes.industry, 'UNKNOWN') as industry,
    firsts.opened_on,
    firsts.is_quality_incident,
    least(coalesce(purchases.occasion_count, 0), firsts.goodwill_top_count) as stratum,
    cast(coalesce(gifts.goodwill_amount, 0) as decimal(18, 4)) as goodwill_amount,
    cast(coalesce(margins.before_amount, 0) as decimal(18, 4)) as margin_before_amount,
    cast(coalesce(margins.after_amount, 0) as decimal(18, 4)) as margin_after_amount,
    coalesce(margins.uncosted_count, 0) = 0 as has_margin
from firsts
left join gifts on gifts.complaint_id = firsts.complaint_id
left join margins on margins.complaint_id = firsts.complaint_id
left join purchases on purchases.complaint_id = firsts.complaint_id
left join attributes on attributes.account_id = firsts.customer_id

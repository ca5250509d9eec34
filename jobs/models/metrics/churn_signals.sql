-- Which signals did an account give at each look, by what was known then?
-- A signal that cannot be known is null, also where no system delivers its table or none that does knows the account: it then says nothing, and is not zero.
with

looks as (
    select * from metrics.churn_looks
),

histories as (
    select * from metrics.churn_histories
),

outlooks as (
    select * from metrics.churn_outlooks
),

spends as (
    select * from metrics.churn_spends
),

relations as (
    select * from metrics.churn_relations
),

cycles as (
    select level, origin, m, sigma2, tau2
    from metrics.churn_cycles
    union all
    select origins.level, origins.origin, parameters.m, parameters.sigma2, parameters.tau2
    from metrics.cycle_parameters as parameters
    inner join metrics.churn_origins as origins on origins.level = parameters.level and origins.origin_number = 0
),

sources as (
    select * from metrics.relationship_sources
),

deliveries as (
    select
        coalesce(bool_or(is_delivered) filter (where table_name = 'invoices'), false)
            and coalesce(bool_or(is_delivered) filter (where table_name = 'payments'), false) as has_invoices
    from run.deliveries
),

weighed as (
    select
        looks.fit_number,
        looks.look_kind,
        looks.looked_on,
        looks.months_ago,
        looks.level,
        looks.origin,
        histories.account_id,
        histories.repeat_count,
        histories.recency_days,
        histories.age_days,
        histories.is_silent,
        ln(1e0 + histories.age_days - histories.recency_days) as log_silence,
        ln(1e0 + histories.repeat_count) as log_repeats,
        ln(1e0 + histories.age_days) as log_age,
        ln(greatest(cast(histories.age_days - histories.recency_days as double), 0.5e0)) - (
            cycles.m
            + safe_div(histories.repeat_count * cycles.tau2, histories.repeat_count * cycles.tau2 + cycles.sigma2)
                * (coalesce(safe_div(histories.sum_log_gap, histories.repeat_count), cycles.m) - cycles.m)
        ) as log_overdue,
        sqrt(cycles.sigma2 + safe_div(cycles.tau2 * cycles.sigma2, histories.repeat_count * cycles.tau2 + cycles.sigma2))
            as log_gap_deviation,
        outlooks.no_purchase_probability,
        case
            when outlooks.no_purchase_probability is not null
                then least(greatest(outlooks.no_purchase_probability, 1e-6), 0.999999e0)
        end as bounded_probability
    from looks
    inner join histories on histories.level = looks.level and histories.looked_on = looks.looked_on
    left join cycles on cycles.level = looks.level and cycles.origin = looks.origin
    left join outlooks
        on outlooks.level = looks.level
        and outlooks.origin = looks.origin
        and outlooks.repeat_count = histories.repeat_count
        and outlooks.recency_days = histories.recency_days
        and outlooks.age_days = histories.age_days
)

select
    weighed.fit_number,
    weighed.look_kind,
    weighed.looked_on,
    weighed.months_ago,
    weighed.level,
    weighed.account_id,
    weighed.repeat_count,
    weighed.recency_days,
    weighed.age_days,
    weighed.is_silent,
    weighed.no_purchase_probability,
    normal_cdf(safe_div(-weighed.log_overdue, weighed.log_gap_deviation)) as silence_so_far_probability,
    weighed.log_silence,
    weighed.log_repeats,
    weighed.log_age,
    ln(safe_div(weighed.bounded_probability, 1 - weighed.bounded_probability)) as silence_log_odds,
    weighed.log_overdue,
    spends.spend_trend,
    spends.spend_level,
    spends.return_share,
    case when sources.complaints_abstain_reason is null then ln(1e0 + coalesce(relations.open_complaint_count, 0)) end as open_complaints,
    case when relations.is_low_survey then 1e0 when not relations.is_low_survey then 0e0 end as low_survey,
    case when deliveries.has_invoices then ln(1e0 + coalesce(relations.overdue_invoice_count, 0)) end as overdue_invoices,
    case when sources.opportunities_abstain_reason is null then ln(1e0 + coalesce(relations.lost_opportunity_count, 0)) end
        as lost_opportunities,
    relations.visit_gap
from weighed
cross join deliveries
inner join sources on sources.level = weighed.level and sources.account_id = weighed.account_id
left join spends
    on spends.level = weighed.level
    and spends.looked_on = weighed.looked_on
    and spends.account_id = weighed.account_id
left join relations
    on relations.level = weighed.level
    and relations.looked_on = weighed.looked_on
    and relations.account_id = weighed.account_id

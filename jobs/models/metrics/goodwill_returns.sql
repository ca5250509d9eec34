-- Did margin come back where a complaint was answered with goodwill, beyond that of customers who complained and got none?
-- Expected is a customer's own margin before, times what like customers without goodwill kept of theirs. Like: as many purchase days before, and an incident or not. No experiment: who got goodwill was chosen.
with

cases as (
    select * from metrics.goodwill_cases where has_margin
),

policy as (
    select * from config.economics
),

sources as (
    select has_costs, has_service_costs from metrics.cost_sources
),

deliveries as (
    select coalesce(bool_or(is_delivered) filter (where table_name = 'complaints'), false) as has_complaints
    from run.deliveries
),

segments as (
    select distinct industry from metrics.account_attributes where level = 'customer'
),

scopes as (
    select 'COMPANY' as scope, 'ALL' as industry from deliveries
    union all
    select 'SEGMENT' as scope, industry from segments
),

-- Without a purchase before, the margin before is of corrections alone, and one that nearly cancels out is no measure of what is kept.
controls as (
    select
        stratum,
        is_quality_incident,
        count(*) as control_count,
        sum(margin_before_amount) as before_amount,
        greatest(least(safe_div(sum(margin_after_amount), sum(margin_before_amount)), policy.goodwill_kept_limit), -policy.goodwill_kept_limit) as kept_rate
    from cases
    cross join policy
    where goodwill_amount <= 0 and stratum > 0
    group by stratum, is_quality_incident, policy.goodwill_kept_limit
    having count(*) > 1
        and sum(margin_before_amount) > 0
        and 2 * sum(margin_before_amount) >= sum(abs(margin_before_amount))
),

control_errors as (
    select
        controls.stratum,
        controls.is_quality_incident,
        controls.control_count,
        controls.kept_rate,
        safe_div(
            cast(sum(fixed(least(
                (cast(cases.margin_after_amount as double) - controls.kept_rate * cast(cases.margin_before_amount as double)) / cast(controls.before_amount as double)
                    * ((cast(cases.margin_after_amount as double) - controls.kept_rate * cast(cases.margin_before_amount as double)) / cast(controls.before_amount as double)),
                1e9
            ))) as double) * controls.control_count,
            controls.control_count - 1
        ) as kept_variance
    from controls
    inner join cases
        on cases.stratum = controls.stratum
        and cases.is_quality_incident = controls.is_quality_incident
        and cases.goodwill_amount <= 0
    group by controls.stratum, controls.is_quality_incident, controls.control_count, controls.kept_rate, controls.before_amount
),

answered as (
    select
        scopes.scope,
        scopes.industry,
        cases.stratum,
        cases.is_quality_incident,
        control_errors.control_count,
        control_errors.kept_variance,
        cases.goodwill_amount,
        cases.margin_before_amount,
        cast(cases.margin_after_amount as decimal(18, 4))
            - cast(cast(control_errors.kept_rate * cast(cases.margin_before_amount as double) as decimal(28, 8)) as decimal(18, 4)) as returned_amount
    from cases
    inner join control_errors
        on control_errors.stratum = cases.stratum
        and control_errors.is_quality_incident = cases.is_quality_incident
    inner join scopes on scopes.industry in ('ALL', cases.industry)
    where cases.goodwill_amount > 0
),

strata as (
    select
        scope,
        industry,
        stratum,
        is_quality_incident,
        count(*) as case_count,
        max(control_count) as control_count,
        sum(goodwill_amount) as goodwill_amount,
        sum(returned_amount) as returned_amount,
        max(kept_variance) * cast(sum(margin_before_amount) as double) * cast(sum(margin_before_amount) as double) as expected_variance
    from answered
    group by scope, industry, stratum, is_quality_incident
),

-- What the single cases scatter by comes on top of what is not known of the expectation.
totals as (
    select
        strata.scope,
        strata.industry,
        cast(sum(strata.case_count) as bigint) as case_count,
        cast(sum(strata.control_count) as bigint) as control_count,
        sum(strata.goodwill_amount) as goodwill_amount,
        sum(strata.returned_amount) as returned_amount,
        sum(fixed(least(strata.expected_variance / 1e12, 1e9))) as expected_variance
    from strata
    group by strata.scope, strata.industry
),

scatter as (
    select
        answered.scope,
        answered.industry,
        sum(fixed(least(
            (cast(answered.returned_amount as double) - safe_div(totals.returned_amount, totals.case_count)) / 1e6
                * ((cast(answered.returned_amount as double) - safe_div(totals.returned_amount, totals.case_count)) / 1e6),
            1e9
        ))) as squares
    from answered
    inner join totals on totals.scope = answered.scope and totals.industry = answered.industry
    group by answered.scope, answered.industry
),

errors as (
    select
        scopes.scope,
        scopes.industry,
        coalesce(totals.case_count, 0) as case_count,
        coalesce(totals.control_count, 0) as control_count,
        totals.goodwill_amount,
        totals.returned_amount,
        1e6 * sqrt(
            cast(totals.expected_variance as double)
                + coalesce(safe_div(cast(scatter.squares as double) * totals.case_count, nullif(totals.case_count - 1, 0)), 0e0)
        ) as returned_error,
        case
            when not (deliveries.has_complaints and sources.has_costs and sources.has_service_costs) then 'SOURCE_MISSING'
            when coalesce(totals.case_count, 0) < policy.goodwill_min_cases or totals.control_count < policy.goodwill_min_cases
                then 'TOO_FEW_OBSERVATIONS'
        end as goodwill_abstain_reason
    from scopes
    cross join policy
    cross join sources
    cross join deliveries
    left join totals on totals.scope = scopes.scope and totals.industry = scopes.industry
    left join scatter on scatter.scope = scopes.scope and scatter.industry = scopes.industry
)

select
    scope,
    industry,
    case_count,
    control_count,
    case when goodwill_abstain_reason is null then cast(goodwill_amount as decimal(18, 4)) end as goodwill_amount,
    case when goodwill_abstain_reason is null then cast(returned_amount as decimal(18, 4)) end as goodwill_return_amount,
    case
        when goodwill_abstain_reason is null
            then cast(cast(cast(returned_amount as double) - z_90() * returned_error as decimal(28, 8)) as decimal(18, 4))
    end as goodwill_return_amount_low,
    case
        when goodwill_abstain_reason is null
            then cast(cast(cast(returned_amount as double) + z_90() * returned_error as decimal(28, 8)) as decimal(18, 4))
    end as goodwill_return_amount_high,
    goodwill_abstain_reason
from errors

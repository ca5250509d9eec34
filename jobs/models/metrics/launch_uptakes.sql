-- Does an account take to new products, against what its industry does?
-- Beta-binomial: the industry's rate of tonight counts as uptake_prior_launches of policy loyalty.
with

accounts as (
    select * from metrics.account_activity
),

offers as (
    select * from metrics.launch_offers
),

attributes as (
    select * from metrics.account_attributes
),

norms as (
    select * from metrics.launch_norms
),

looks as (
    select months_ago from metrics.pyramid_snapshots where months_ago in (0, 3)
),

products as (
    select coalesce(bool_or(launched_on is not null), false) as has_launches from staged.products
),

policy as (
    select * from config.loyalty
),

counts as (
    select
        accounts.level,
        accounts.account_id,
        accounts.occasion_count,
        attributes.industry,
        looks.months_ago,
        products.has_launches,
        coalesce(offers.eligible_count, 0) as eligible_count,
        coalesce(offers.taken_count, 0) as taken_count,
        coalesce(offers.open_count, 0) as open_count
    from accounts
    cross join looks
    cross join products
    inner join attributes on attributes.level = accounts.level and attributes.account_id = accounts.account_id
    left join offers
        on offers.level = accounts.level
        and offers.account_id = accounts.account_id
        and offers.months_ago = looks.months_ago
),

rates as (
    select
        counts.*,
        norms.usual_uptake_rate,
        case
            when counts.eligible_count > 0
                then safe_div(
                    counts.taken_count + policy.uptake_prior_launches * norms.usual_uptake_rate,
                    counts.eligible_count + policy.uptake_prior_launches
                )
        end as uptake_rate,
        counts.eligible_count + policy.uptake_prior_launches as evidence
    from counts
    cross join policy
    left join norms on norms.level = counts.level and norms.industry = counts.industry
)

select
    level,
    account_id,
    months_ago,
    case when has_launches then eligible_count end as eligible_count,
    case when has_launches then taken_count end as taken_count,
    case when has_launches then open_count end as open_count,
    usual_uptake_rate,
    uptake_rate,
    wilson_low(evidence * uptake_rate, evidence) as uptake_rate_low,
    wilson_high(evidence * uptake_rate, evidence) as uptake_rate_high,
    case
        when uptake_rate is not null then null
        when not has_launches then 'SOURCE_MISSING'
        when occasion_count = 0 then 'NEVER_BOUGHT'
        when open_count > 0 then 'WINDOW_OPEN'
        else 'NO_LAUNCH'
    end as uptake_abstain_reason
from rates

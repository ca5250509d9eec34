-- How often do the accounts of an industry take to a new product?
-- The industry counts as far as it was offered launches, all accounts for the rest.
with

offers as (
    select * from metrics.launch_offers where months_ago = 0 and eligible_count > 0
),

attributes as (
    select * from metrics.account_attributes
),

policy as (
    select * from config.loyalty
),

industries as (
    select
        offers.level,
        attributes.industry,
        cast(sum(offers.eligible_count) as bigint) as eligible_count,
        cast(sum(offers.taken_count) as bigint) as taken_count
    from offers
    inner join attributes on attributes.level = offers.level and attributes.account_id = offers.account_id
    group by offers.level, attributes.industry
),

all_of_them as (
    select
        level,
        safe_div(sum(taken_count), sum(eligible_count)) as uptake_rate
    from industries
    group by level
)

select
    industries.level,
    industries.industry,
    industries.eligible_count,
    industries.taken_count,
    safe_div(
        industries.taken_count + policy.uptake_prior_launches * all_of_them.uptake_rate,
        industries.eligible_count + policy.uptake_prior_launches
    ) as usual_uptake_rate
from industries
cross join policy
inner join all_of_them on all_of_them.level = industries.level

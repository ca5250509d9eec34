-- How does an account's quantity answer its price, and how sure is that?
-- Its own slope, drawn towards that of its kind by how little it tells (empirical Bayes, Morris 1983). A group has the observations of its members, each around its own means.
with

accounts as (
    select * from metrics.price_accounts
),

members as (
    select * from staged.accounts
),

slopes as (
    select * from metrics.price_slopes
),

priors as (
    select * from metrics.price_priors
),

policy as (
    select * from config.price
),

customer_slopes as (
    select
        accounts.account_id as customer_id,
        slopes.*
    from slopes
    inner join accounts on accounts.level = 'customer' and accounts.customer_number = slopes.customer_number
),

sums as (
    select
        members.level,
        members.account_id,
        customer_slopes.effects,
        count(*) as member_count,
        cast(sum(customer_slopes.observation_count) as bigint) as observation_count,
        cast(sum(fixed(customer_slopes.lost_observations)) as double) as lost_observations,
        cast(sum(fixed(customer_slopes.price_squares)) as double) as price_squares,
        cast(sum(fixed(customer_slopes.price_quantity_products)) as double) as products,
        cast(sum(fixed(customer_slopes.quantity_squares)) as double) as quantity_squares,
        cast(sum(customer_slopes.price_point_count) as bigint) as price_point_count,
        cast(sum(customer_slopes.tested_product_count) as bigint) as tested_product_count,
        cast(sum(customer_slopes.volume_break_product_count) as bigint) as volume_break_product_count
    from members
    inner join customer_slopes on customer_slopes.customer_id = members.customer_id
    group by members.level, members.account_id, customer_slopes.effects
),

kinds (effects) as (
    values ('CELLS'), ('ADDITIVE')
),

known as (
    select
        accounts.level,
        accounts.account_id,
        kinds.effects,
        coalesce(sums.observation_count, 0) as observation_count,
        coalesce(sums.price_point_count, 0) as price_point_count,
        coalesce(sums.tested_product_count, 0) as tested_product_count,
        coalesce(sums.volume_break_product_count, 0) as volume_break_product_count,
        sums.observation_count - sums.lost_observations - sums.member_count - 1 as freedom,
        sums.price_squares,
        sums.quantity_squares,
        safe_div(sums.products, sums.price_squares) as slope,
        sums.products,
        priors.prior_elasticity,
        priors.prior_variance,
        priors.tau2,
        priors.d0,
        priors.s0_squared,
        case
            when sums.observation_count is null then 'NO_PRICE_OBSERVATIONS'
            when sums.observation_count - sums.lost_observations - sums.member_count - 1 < 1 then 'TOO_FEW_OBSERVATIONS'
            when sums.price_squares < priors.least_price_squares then 'NO_PRICE_VARIATION'
            when priors.status = 'NOTHING_APART' then 'NO_PRICE_VARIATION'
            when priors.prior_elasticity is null then 'TOO_FEW_CUSTOMERS'
        end as elasticity_abstain_reason
    from accounts
    cross join kinds
    left join sums
        on sums.level = accounts.level
        and sums.account_id = accounts.account_id
        and sums.effects = kinds.effects
    left join priors
        on priors.effects = kinds.effects
        and priors.industry_number = accounts.industry_number
        and priors.size_number = accounts.size_number
        and priors.channel_number = accounts.channel_number
),

scattered as (
    select
        known.*,
        case
            when d0 is null then s0_squared
            else safe_div(d0 * s0_squared + greatest(quantity_squares - products * slope, 0e0), d0 + freedom)
        end as scatter
    from known
),

weighed as (
    select
        scattered.*,
        case
            when elasticity_abstain_reason is null and tau2 = 0 then 0e0
            when elasticity_abstain_reason is null then safe_div(tau2, tau2 + safe_div(scatter, price_squares))
        end as evidence_weight
    from scattered
),

estimated as (
    select
        weighed.*,
        prior_elasticity + evidence_weight * (slope - prior_elasticity) as elasticity,
        sqrt(tau2 * (1 - evidence_weight) + (1 - evidence_weight) * (1 - evidence_weight) * prior_variance) as elasticity_error,
        sqrt(tau2 + prior_variance) as prior_error
    from weighed
)

select
    estimated.level,
    estimated.account_id,
    estimated.effects,
    estimated.observation_count,
    estimated.price_point_count,
    estimated.tested_product_count,
    estimated.volume_break_product_count,
    estimated.elasticity,
    estimated.elasticity - z_90() * estimated.elasticity_error as elasticity_low,
    estimated.elasticity + z_90() * estimated.elasticity_error as elasticity_high,
    estimated.elasticity_error,
    (1 - estimated.evidence_weight) * sqrt(estimated.prior_variance) as kind_error,
    estimated.evidence_weight,
    normal_cdf(safe_div(policy.pivot_elasticity - estimated.elasticity, estimated.elasticity_error)) as sensitive_probability,
    estimated.elasticity_abstain_reason,
    estimated.prior_elasticity,
    estimated.prior_elasticity - z_90() * estimated.prior_error as prior_elasticity_low,
    estimated.prior_elasticity + z_90() * estimated.prior_error as prior_elasticity_high
from estimated
cross join policy

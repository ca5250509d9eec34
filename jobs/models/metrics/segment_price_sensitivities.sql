-- How do the accounts of a segment answer prices, and how many of them surely do, or surely do not?
-- The mean of the accounts' elasticities, each as good as another. Their own errors even out; what is not known of a kind's mean does not, so that part counts in full, as if all kinds erred together.
with

attributes as (
    select * from metrics.account_attributes
),

elasticities as (
    select * from metrics.price_elasticities where effects = 'CELLS' and elasticity is not null
),

classes as (
    select * from metrics.sensitivity_classes
),

policy as (
    select * from config.market_segment
),

accounts as (
    select
        attributes.level,
        attributes.industry,
        attributes.size_class,
        attributes.territory,
        attributes.channel,
        elasticities.elasticity,
        elasticities.kind_error,
        elasticities.elasticity_error * elasticities.elasticity_error - elasticities.kind_error * elasticities.kind_error as own_variance,
        classes.price_class
    from attributes
    left join elasticities
        on elasticities.level = attributes.level and elasticities.account_id = attributes.account_id
    left join classes
        on classes.level = attributes.level and classes.account_id = attributes.account_id
),

sums as (
    select
        level,
        case when grouping(industry) = 1 then 'ALL' else industry end as industry,
        case when grouping(size_class) = 1 then 'ALL' else size_class end as size_class,
        case when grouping(territory) = 1 then 'ALL' else territory end as territory,
        case when grouping(channel) = 1 then 'ALL' else channel end as channel,
        count(elasticity) as elasticity_account_count,
        count(case when price_class = 'SENSITIVE' then 1 end) as sensitive_account_count,
        count(case when price_class = 'INSENSITIVE' then 1 end) as insensitive_account_count,
        cast(sum(fixed(elasticity)) as double) as total,
        cast(sum(fixed(kind_error)) as double) as total_kind_error,
        cast(sum(fixed(own_variance)) as double) as total_own_variance
    from accounts
    group by level, cube (industry, size_class, territory, channel)
),

means as (
    select
        sums.*,
        safe_div(total, elasticity_account_count) as mean_elasticity,
        safe_div(sqrt(greatest(total_own_variance, 0e0) + total_kind_error * total_kind_error), elasticity_account_count) as mean_elasticity_error,
        case when elasticity_account_count < policy.min_accounts then 'TOO_FEW_OBSERVATIONS' end as elasticity_abstain_reason
    from sums
    cross join policy
)

select
    level,
    industry,
    size_class,
    territory,
    channel,
    elasticity_account_count,
    sensitive_account_count,
    insensitive_account_count,
    case when elasticity_abstain_reason is null then mean_elasticity end as mean_elasticity,
    case when elasticity_abstain_reason is null then mean_elasticity - z_90() * mean_elasticity_error end as mean_elasticity_low,
    case when elasticity_abstain_reason is null then mean_elasticity + z_90() * mean_elasticity_error end as mean_elasticity_high,
    elasticity_abstain_reason
from means

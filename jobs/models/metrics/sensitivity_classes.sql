-- Does an account buy on price: surely, surely not, or is that not settled?
with

elasticities as (
    select * from metrics.price_elasticities where effects = 'CELLS'
),

policy as (
    select * from config.price
)

select
    elasticities.level,
    elasticities.account_id,
    case
        when elasticities.elasticity is null then 'INSUFFICIENT'
        when elasticities.sensitive_probability >= policy.class_probability then 'SENSITIVE'
        when elasticities.sensitive_probability <= 1 - policy.class_probability then 'INSENSITIVE'
        else 'UNDETERMINED'
    end as price_class
from elasticities
cross join policy

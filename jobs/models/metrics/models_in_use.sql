-- Which fits are behind tonight's numbers?
-- A fit that no account's number is made with is not in use, however good it is.
with

choices as (
    select * from metrics.purchase_model_choice
),

order_amounts as (
    select * from metrics.expected_order_amounts
),

margin_rates as (
    select * from metrics.margin_rates
),

margin_segments as (
    select * from metrics.margin_segments
),

customers as (
    select * from staged.customers
),

cycles as (
    select * from metrics.cycle_parameters
),

priors as (
    select * from metrics.item_priors
),

churn_choices as (
    select * from metrics.churn_choices
),

elasticities as (
    select * from metrics.price_elasticities
)

select level, 'purchase-models' as estimator, model
from choices
where model is not null
union all
select distinct
    level,
    case expected_order_method
        when 'GAMMA_GAMMA' then 'gamma-gamma'
        when 'LOG_NORMAL' then 'log-normal-amount'
        else 'pooled-amount'
    end as estimator,
    spend_stratum as model
from order_amounts
where expected_order_amount is not null
union all
select distinct
    margin_rates.level,
    'pooled-margin' as estimator,
    margin_segments.segment_name as model
from margin_rates
left join customers on customers.customer_id = margin_rates.account_id
inner join margin_segments
    on margin_segments.level = margin_rates.level
    and margin_segments.segment_kind = margin_rates.margin_segment_kind
    and (margin_segments.industry is null or margin_segments.industry = customers.industry)
    and (margin_segments.size_class is null or margin_segments.size_class = customers.size_class)
where margin_rates.margin_rate is not null
union all
select level, 'log-normal-cycle' as estimator, 'LOG_NORMAL_POOLED' as model
from cycles
where status in ('FITTED', 'NO_BETWEEN_VARIANCE')
union all
select level, 'beta-binomial' as estimator, item_kind as model
from priors
where status in ('FITTED', 'NO_BETWEEN_VARIANCE')
union all
select distinct
    'customer' as level,
    'price-slopes' as estimator,
    effects as model
from elasticities
where elasticity is not null
union all
select level, 'logistic' as estimator, 'CHURN' as model
from churn_choices
where churn_method = 'LOGISTIC'

-- How does an account stand by each of the ten indicators, and how did it three months ago?
-- One row an indicator and part, also where nothing is known: then the reason. Each is computed in its own relation and only brought together here.
with

accounts as (
    select * from metrics.account_activity
),

satisfaction as (
    select * from metrics.account_satisfaction
),

loyalty as (
    select * from metrics.account_loyalty
),

windows as (
    select * from metrics.account_windows where window_name = '12m'
),

earlier_windows as (
    select * from metrics.account_windows where window_name = '12m_before_3m'
),

dependences as (
    select * from metrics.account_dependences
),

chances as (
    select * from metrics.repurchase_chances
),

needs as (
    select * from metrics.need_fulfilments
),

own as (
    select * from metrics.own_attention
),

competitors as (
    select * from metrics.competitor_attention
),

elasticities as (
    select * from metrics.price_elasticities where effects = 'CELLS'
),

classes as (
    select * from metrics.sensitivity_classes
),

tolerance as (
    select * from metrics.incident_tolerance
),

lookbacks as (
    select * from metrics.scorecard_lookbacks
),

night as (
    select * from run.current
),

values_of_all as (
    select
        accounts.level,
        accounts.account_id,
        'SATISFACTION' as indicator,
        'ALL' as part,
        satisfaction.satisfaction as value,
        satisfaction.satisfaction_low as value_low,
        satisfaction.satisfaction_high as value_high,
        satisfaction.survey_count as n,
        satisfaction.last_survey_age_days as age_days,
        'DECAYED_MEAN' as method,
        cast(null as varchar) as indicator_class,
        satisfaction.satisfaction_abstain_reason as abstain_reason,
        satisfaction.satisfaction_3m_ago as value_3m_ago,
        true as is_computed_back
    from accounts
    left join satisfaction on satisfaction.level = accounts.level and satisfaction.account_id = accounts.account_id
    union all
    select
        accounts.level,
        accounts.account_id,
        'LOYALTY' as indicator,
        'TRANSACTIONAL' as part,
        loyalty.transactional_loyalty as value,
        loyalty.transactional_loyalty_low as value_low,
        loyalty.transactional_loyalty_high as value_high,
        loyalty.transactional_n as n,
        accounts.days_since_last_occasion as age_days,
        'MEAN_OF_STANDARDISED_PARTS' as method,
        loyalty.loyalty_type as indicator_class,
        loyalty.transactional_abstain_reason as abstain_reason,
        loyalty.transactional_loyalty_3m_ago as value_3m_ago,
        true as is_computed_back
    from accounts
    left join loyalty on loyalty.level = accounts.level and loyalty.account_id = accounts.account_id
    union all
    select
        accounts.level,
        accounts.account_id,
        'LOYALTY' as indicator,
        'EMOTIONAL' as part,
        loyalty.emotional_loyalty as value,
        loyalty.emotional_loyalty_low as value_low,
        loyalty.emotional_loyalty_high as value_high,
        loyalty.emotional_n as n,
        case when satisfaction.recommendation is null then accounts.days_since_last_occasion else satisfaction.recommendation_age_days end as age_days,
        'MEAN_OF_STANDARDISED_PARTS' as method,
        loyalty.loyalty_type as indicator_class,
        loyalty.emotional_abstain_reason as abstain_reason,
        loyalty.emotional_loyalty_3m_ago as value_3m_ago,
        true as is_computed_back
    from accounts
    left join loyalty on loyalty.level = accounts.level and loyalty.account_id = accounts.account_id
    left join satisfaction on satisfaction.level = accounts.level and satisfaction.account_id = accounts.account_id
    union all
    select
        accounts.level,
        accounts.account_id,
        'CONTRIBUTION' as indicator,
        'ALL' as part,
        cast(windows.contribution_margin_amount as double) as value,
        cast(null as double) as value_low,
        cast(null as double) as value_high,
        windows.order_count as n,
        accounts.days_since_last_occasion as age_days,
        'SUM_OF_12_MONTHS' as method,
        cast(null as varchar) as indicator_class,
        windows.contribution_abstain_reason as abstain_reason,
        cast(earlier_windows.contribution_margin_amount as double) as value_3m_ago,
        true as is_computed_back
    from accounts
    left join windows on windows.level = accounts.level and windows.account_id = accounts.account_id
    left join earlier_windows on earlier_windows.level = accounts.level and earlier_windows.account_id = accounts.account_id
    union all
    select
        accounts.level,
        accounts.account_id,
        'DEPENDENCY' as indicator,
        'OURS_ON_THEM' as part,
        dependences.dependence_on_them as value,
        cast(null as double) as value_low,
        cast(null as double) as value_high,
        cast(null as bigint) as n,
        accounts.days_since_last_occasion as age_days,
        'SHARE_OF_REVENUE' as method,
        cast(null as varchar) as indicator_class,
        dependences.dependence_on_them_abstain_reason as abstain_reason,
        lookbacks.value_3m_ago,
        true as is_computed_back
    from accounts
    left join dependences on dependences.level = accounts.level and dependences.account_id = accounts.account_id
    left join lookbacks
        on lookbacks.level = accounts.level
        and lookbacks.account_id = accounts.account_id
        and lookbacks.indicator = 'DEPENDENCY'
        and lookbacks.part = 'OURS_ON_THEM'
    union all
    select
        accounts.level,
        accounts.account_id,
        'DEPENDENCY' as indicator,
        'THEIRS_ON_US' as part,
        dependences.dependence_on_us as value,
        dependences.dependence_on_us_low as value_low,
        dependences.dependence_on_us_high as value_high,
        dependences.declared_category_count as n,
        days_between(make_date(cast(dependences.declared_year as integer), 12, 31), night.as_of) as age_days,
        'WALLET_BY_SINGLE_SOURCES' as method,
        cast(null as varchar) as indicator_class,
        dependences.dependence_on_us_abstain_reason as abstain_reason,
        dependences.dependence_on_us_3m_ago as value_3m_ago,
        true as is_computed_back
    from accounts
    left join dependences on dependences.level = accounts.level and dependences.account_id = accounts.account_id
    cross join night
    union all
    select
        accounts.level,
        accounts.account_id,
        'REPURCHASE_RATE' as indicator,
        'ALL' as part,
        chances.repurchase_chance as value,
        chances.repurchase_chance_low as value_low,
        chances.repurchase_chance_high as value_high,
        chances.repurchase_chance_n as n,
        accounts.days_since_last_occasion as age_days,
        chances.repurchase_chance_method as method,
        cast(null as varchar) as indicator_class,
        chances.repurchase_chance_abstain_reason as abstain_reason,
        chances.repurchase_chance_3m_ago as value_3m_ago,
        true as is_computed_back
    from accounts
    left join chances on chances.level = accounts.level and chances.account_id = accounts.account_id
    union all
    select
        accounts.level,
        accounts.account_id,
        'NEED_FULFILMENT' as indicator,
        'ALL' as part,
        needs.need_fulfilment as value,
        needs.need_fulfilment_low as value_low,
        needs.need_fulfilment_high as value_high,
        needs.bought_category_count + needs.missing_category_count as n,
        accounts.days_since_last_occasion as age_days,
        'PEERS_' || needs.need_cell as method,
        cast(null as varchar) as indicator_class,
        needs.need_fulfilment_abstain_reason as abstain_reason,
        lookbacks.value_3m_ago,
        true as is_computed_back
    from accounts
    left join needs on needs.level = accounts.level and needs.account_id = accounts.account_id
    left join lookbacks
        on lookbacks.level = accounts.level
        and lookbacks.account_id = accounts.account_id
        and lookbacks.indicator = 'NEED_FULFILMENT'
        and lookbacks.part = 'ALL'
    union all
    select
        accounts.level,
        accounts.account_id,
        'OWN_BRAND_ATTENTION' as indicator,
        'ALL' as part,
        own.own_attention as value,
        own.own_attention_low as value_low,
        own.own_attention_high as value_high,
        own.contact_count as n,
        days_between(own.last_contact_on, night.as_of) as age_days,
        'SHRUNK_SHARE_OF_CONTACTS' as method,
        cast(null as varchar) as indicator_class,
        own.own_attention_abstain_reason as abstain_reason,
        own.own_attention_3m_ago as value_3m_ago,
        true as is_computed_back
    from accounts
    left join own on own.level = accounts.level and own.account_id = accounts.account_id
    cross join night
    union all
    select
        accounts.level,
        accounts.account_id,
        'COMPETITOR_ATTENTION' as indicator,
        'ALL' as part,
        competitors.competitor_attention as value,
        cast(null as double) as value_low,
        cast(null as double) as value_high,
        competitors.decided_deal_count as n,
        days_between(competitors.last_decided_on, night.as_of) as age_days,
        'DECAYED_COUNT' as method,
        competitors.top_competitor as indicator_class,
        competitors.competitor_attention_abstain_reason as abstain_reason,
        competitors.competitor_attention_3m_ago as value_3m_ago,
        true as is_computed_back
    from accounts
    left join competitors on competitors.level = accounts.level and competitors.account_id = accounts.account_id
    cross join night
    union all
    select
        accounts.level,
        accounts.account_id,
        'PRICE_SENSITIVITY' as indicator,
        'ALL' as part,
        elasticities.elasticity as value,
        elasticities.elasticity_low as value_low,
        elasticities.elasticity_high as value_high,
        elasticities.observation_count as n,
        accounts.days_since_last_occasion as age_days,
        'PRODUCT_MONTH_EFFECTS_EMPIRICAL_BAYES' as method,
        classes.price_class as indicator_class,
        case when elasticities.account_id is null then 'NO_PRICE_OBSERVATIONS' else elasticities.elasticity_abstain_reason end as abstain_reason,
        cast(null as double) as value_3m_ago,
        false as is_computed_back
    from accounts
    left join elasticities on elasticities.level = accounts.level and elasticities.account_id = accounts.account_id
    left join classes on classes.level = accounts.level and classes.account_id = accounts.account_id
    union all
    select
        accounts.level,
        accounts.account_id,
        'INCIDENT_TOLERANCE' as indicator,
        'ALL' as part,
        tolerance.incident_tolerance as value,
        tolerance.incident_tolerance_low as value_low,
        tolerance.incident_tolerance_high as value_high,
        tolerance.post_count as n,
        tolerance.incident_age_days as age_days,
        'LINEAR_NBD_BASELINE' as method,
        tolerance.severity as indicator_class,
        tolerance.tolerance_abstain_reason as abstain_reason,
        tolerance.incident_tolerance_3m_ago as value_3m_ago,
        true as is_computed_back
    from accounts
    left join tolerance on tolerance.level = accounts.level and tolerance.account_id = accounts.account_id
)

select
    level,
    account_id,
    indicator,
    part,
    value,
    value_low,
    value_high,
    n,
    case when value is not null then age_days end as age_days,
    case when value is not null then method end as method,
    indicator_class,
    abstain_reason,
    value_3m_ago,
    is_computed_back
from values_of_all

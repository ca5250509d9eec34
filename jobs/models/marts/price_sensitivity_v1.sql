-- Who buys on price, and who pays for more than the price?
-- An association, not a cause. Most customers are UNDETERMINED: too little happened to their prices, and that is the answer.
with

this_night as (
    select * from run.current
),

accounts as (
    select distinct level, account_id from staged.accounts
),

by_cells as (
    select * from metrics.price_elasticities where effects = 'CELLS'
),

by_products_and_months as (
    select * from metrics.price_elasticities where effects = 'ADDITIVE'
),

methods as (
    select * from metrics.price_methods
),

policy as (
    select * from config.price
),

classes as (
    select * from metrics.sensitivity_classes
),

dependencies as (
    select * from metrics.discount_dependencies
),

trends as (
    select
        case scope when 'CUSTOMER' then 'customer' else 'parent' end as level,
        account_id,
        quarter_count,
        slope,
        slope_low,
        slope_high
    from metrics.discount_trends
    where scope in ('CUSTOMER', 'PARENT')
),

premiums as (
    select * from metrics.price_premiums
),

drifts as (
    select * from metrics.price_drifts
),

extensive_margins as (
    select * from metrics.extensive_margins
),

selling_modes as (
    select * from metrics.selling_modes
),

classed as (
    select
        accounts.level,
        accounts.account_id,
        by_cells.observation_count,
        by_cells.price_point_count,
        by_cells.elasticity,
        by_cells.elasticity_low,
        by_cells.elasticity_high,
        by_cells.elasticity_error,
        by_cells.evidence_weight,
        by_cells.evidence_weight < policy.mostly_segment_weight as is_mostly_segment_average,
        by_cells.sensitive_probability,
        by_cells.elasticity_abstain_reason,
        by_cells.prior_elasticity,
        by_cells.prior_elasticity_low,
        by_cells.prior_elasticity_high,
        classes.price_class,
        by_products_and_months.elasticity as additive_elasticity,
        abs(by_products_and_months.elasticity - by_cells.elasticity)
            > policy.effects_errors * by_cells.elasticity_error as is_fe_sensitive,
        case
            when by_cells.tested_product_count >= policy.volume_break_products
                then by_cells.volume_break_product_count >= policy.volume_break_share * by_cells.tested_product_count
        end as has_volume_breaks,
        by_cells.elasticity > 0 as is_positive,
        methods.reference_price_method,
        policy.window_months,
        policy.pivot_elasticity,
        policy.rule_version
    from accounts
    cross join policy
    left join classes on classes.level = accounts.level and classes.account_id = accounts.account_id
    left join by_cells on by_cells.level = accounts.level and by_cells.account_id = accounts.account_id
    left join by_products_and_months
        on by_products_and_months.level = accounts.level and by_products_and_months.account_id = accounts.account_id
    left join methods on methods.level = accounts.level and methods.account_id = accounts.account_id
),

told as (
    select
        classed.*,
        cast(cast(round(cast(abs(elasticity) as decimal(38, 8)), 1) as decimal(18, 1)) as string) as size_text,
        cast(cast(round(cast(elasticity_low as decimal(38, 8)), 1) as decimal(18, 1)) as string) as low_text,
        cast(cast(round(cast(elasticity_high as decimal(38, 8)), 1) as decimal(18, 1)) as string) as high_text,
        cast(cast(round(cast(prior_elasticity as decimal(38, 8)), 1) as decimal(18, 1)) as string) as prior_text,
        cast(cast(round(cast(100 * evidence_weight as decimal(38, 8)), 0) as decimal(18, 0)) as string) as weight_text,
        cast(cast(round(cast(100 * sensitive_probability as decimal(38, 8)), 0) as decimal(18, 0)) as string) as probability_text,
        cast(cast(pivot_elasticity as decimal(18, 1)) as string) as pivot_text,
        cast(observation_count as string) as count_text,
        cast(price_point_count as string) as points_text,
        cast(window_months as string) as months_text
    from classed
),

sentences as (
    select
        told.*,
        case price_class
            when 'SENSITIVE' then 'Buys on price: '
            when 'INSENSITIVE' then 'Pays for more than the price: '
            when 'UNDETERMINED' then 'Not settled whether it buys on price: '
            else 'Cannot say whether it buys on price: '
        end as opening_en,
        case price_class
            when 'SENSITIVE' then '对价格敏感：'
            when 'INSENSITIVE' then '看重的不只是价格：'
            when 'UNDETERMINED' then '是否对价格敏感尚无定论：'
            else '无法判断是否对价格敏感：'
        end as opening_zh,
        case
            when is_positive then '1 % more price went with ' || size_text || ' % more quantity'
            when elasticity is not null then '1 % more price goes with ' || size_text || ' % less quantity'
        end as effect_en,
        case
            when is_positive then '价格上涨1%时，数量反而增加' || size_text || '%'
            when elasticity is not null then '价格上涨1%，数量约减少' || size_text || '%'
        end as effect_zh,
        case elasticity_abstain_reason
            when 'NO_PRICE_OBSERVATIONS' then 'no purchase at a price in ' || months_text || ' months'
            when 'TOO_FEW_OBSERVATIONS' then 'only ' || count_text || ' observations'
            when 'NO_PRICE_VARIATION' then 'its prices hardly ever moved'
            when 'TOO_FEW_CUSTOMERS' then 'too few customers to compare it with'
        end as reason_en,
        case elasticity_abstain_reason
            when 'NO_PRICE_OBSERVATIONS' then '近' || months_text || '个月没有有价格的购买'
            when 'TOO_FEW_OBSERVATIONS' then '仅有' || count_text || '个观测值'
            when 'NO_PRICE_VARIATION' then '其价格几乎没有变化'
            when 'TOO_FEW_CUSTOMERS' then '可比较的客户太少'
        end as reason_zh
    from told
)

select
    this_night.as_of,
    sentences.level,
    sentences.account_id as customer_id,
    sentences.price_class,
    sentences.elasticity,
    sentences.elasticity_low,
    sentences.elasticity_high,
    sentences.elasticity_error,
    sentences.evidence_weight,
    sentences.is_mostly_segment_average,
    sentences.sensitive_probability,
    case when sentences.elasticity is not null then 'PRODUCT_MONTH_EFFECTS_EMPIRICAL_BAYES' end as elasticity_method,
    sentences.elasticity_abstain_reason,
    sentences.prior_elasticity as segment_elasticity,
    sentences.prior_elasticity_low as segment_elasticity_low,
    sentences.prior_elasticity_high as segment_elasticity_high,
    sentences.observation_count,
    sentences.price_point_count,
    sentences.additive_elasticity,
    sentences.is_fe_sensitive,
    sentences.has_volume_breaks,
    sentences.is_positive as is_elasticity_positive,
    sentences.reference_price_method,
    coalesce(dependencies.purchase_count, 0) as discount_n,
    dependencies.discounted_share,
    dependencies.exposed_share,
    dependencies.discount_dependency,
    dependencies.discount_dependency_low,
    dependencies.discount_dependency_high,
    case
        when dependencies.account_id is null then 'NO_PRICE_OBSERVATIONS'
        else dependencies.dependency_abstain_reason
    end as discount_dependency_abstain_reason,
    trends.slope as discount_creep,
    trends.slope_low as discount_creep_low,
    trends.slope_high as discount_creep_high,
    coalesce(trends.quarter_count, 0) as discount_creep_n,
    case
        when trends.account_id is null then 'NO_PRICE_OBSERVATIONS'
        when trends.slope is null then 'TOO_FEW_OBSERVATIONS'
    end as discount_creep_abstain_reason,
    coalesce(premiums.purchase_count, 0) as price_premium_n,
    premiums.price_premium_index,
    premiums.price_premium_index_low,
    premiums.price_premium_index_high,
    case when premiums.account_id is null then 'NO_PRICE_OBSERVATIONS' else premiums.premium_abstain_reason end
        as price_premium_abstain_reason,
    drifts.mean_unit_price,
    drifts.prior_mean_unit_price,
    drifts.price_drift,
    drifts.mix_drift,
    drifts.joint_drift,
    drifts.mix_index,
    case when drifts.account_id is null then 'NO_PRICE_OBSERVATIONS' else drifts.drift_abstain_reason end as drift_abstain_reason,
    coalesce(extensive_margins.risen_count, 0) as risen_product_count,
    coalesce(extensive_margins.steady_count, 0) as steady_product_count,
    extensive_margins.risen_kept_rate,
    extensive_margins.steady_kept_rate,
    extensive_margins.extensive_effect,
    extensive_margins.extensive_effect_low,
    extensive_margins.extensive_effect_high,
    case when extensive_margins.account_id is null then 'TOO_FEW_OBSERVATIONS' else extensive_margins.extensive_abstain_reason end
        as extensive_abstain_reason,
    selling_modes.selling_mode,
    selling_modes.selling_mode_reason,
    coalesce(selling_modes.selling_mode_abstain_reason, case when selling_modes.account_id is null then 'NO_PURCHASE' end)
        as selling_mode_abstain_reason,
    sentences.opening_en
        || case
            when sentences.elasticity is null then sentences.reason_en || '.'
            else sentences.effect_en || ' (90 %: ' || sentences.low_text || ' to ' || sentences.high_text || '), '
                || sentences.probability_text || ' % chance of an elasticity below ' || sentences.pivot_text || '. '
                || sentences.count_text || ' observations at ' || sentences.points_text || ' prices; '
                || case
                    when sentences.is_mostly_segment_average
                        then 'mostly segment average (' || sentences.prior_text || '), ' || sentences.weight_text || ' % own evidence.'
                    else sentences.weight_text || ' % own evidence.'
                end
        end
        || case when coalesce(sentences.is_fe_sensitive, false) then ' It looks different with promotions left in.' else '' end
        || case when coalesce(sentences.has_volume_breaks, false) then ' Its prices look like volume breaks: quantity may have made the price.' else '' end
        as sentence_en,
    sentences.opening_zh
        || case
            when sentences.elasticity is null then sentences.reason_zh || '。'
            else sentences.effect_zh || '（90%区间：' || sentences.low_text || ' 至 ' || sentences.high_text || '），弹性低于'
                || sentences.pivot_text || '的概率为' || sentences.probability_text || '%。依据' || sentences.points_text || '个价格下的'
                || sentences.count_text || '个观测值；'
                || case
                    when sentences.is_mostly_segment_average
                        then '主要为同类客户平均值（' || sentences.prior_text || '），自身证据占' || sentences.weight_text || '%。'
                    else '自身证据占' || sentences.weight_text || '%。'
                end
        end
        || case when coalesce(sentences.is_fe_sensitive, false) then '若保留促销的影响，结果不同。' else '' end
        || case when coalesce(sentences.has_volume_breaks, false) then '其价格像是批量折扣：可能是数量决定了价格。' else '' end
        as sentence_zh,
    sentences.rule_version
from sentences
cross join this_night
left join dependencies on dependencies.level = sentences.level and dependencies.account_id = sentences.account_id
left join trends on trends.level = sentences.level and trends.account_id = sentences.account_id
left join premiums on premiums.level = sentences.level and premiums.account_id = sentences.account_id
left join drifts on drifts.level = sentences.level and drifts.account_id = sentences.account_id
left join extensive_margins on extensive_margins.level = sentences.level and extensive_margins.account_id = sentences.account_id
left join selling_modes on selling_modes.level = sentences.level and selling_modes.account_id = sentences.account_id

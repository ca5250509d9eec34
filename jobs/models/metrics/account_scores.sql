-- Is an account a key account, by how much, and why?
-- The score is the sum of the points of its parts; the trace says the same in words.
with

activity as (
    select * from metrics.account_activity
),

score_points as (
    select * from metrics.score_points
),

basis as (
    select * from metrics.margin_basis
),

policy as (
    select * from config.key_account
),

sums as (
    select
        level,
        account_id,
        min(known_weight) as known_weight,
        cast(sum(points) as decimal(9, 4)) as score,
        min(percentile) filter (where part = 'PRESENT_VALUE') as present_value_percentile,
        min(points) filter (where part = 'PRESENT_VALUE') as present_value_points,
        min(part_abstain_reason) filter (where part = 'PRESENT_VALUE') as present_value_reason,
        min(percentile) filter (where part = 'FUTURE_VALUE') as future_value_percentile,
        min(points) filter (where part = 'FUTURE_VALUE') as future_value_points,
        min(part_abstain_reason) filter (where part = 'FUTURE_VALUE') as future_value_reason,
        min(percentile) filter (where part = 'POTENTIAL') as potential_percentile,
        min(points) filter (where part = 'POTENTIAL') as potential_points,
        min(part_abstain_reason) filter (where part = 'POTENTIAL') as potential_reason,
        min(percentile) filter (where part = 'GROWTH') as growth_percentile,
        min(points) filter (where part = 'GROWTH') as growth_points,
        min(part_abstain_reason) filter (where part = 'GROWTH') as growth_reason,
        min(percentile) filter (where part = 'BREADTH') as breadth_percentile,
        min(points) filter (where part = 'BREADTH') as breadth_points
    from score_points
    group by level, account_id
),

judged as (
    select
        activity.level,
        activity.account_id,
        policy.rule_version,
        case when basis.margin_basis = 'GROSS_MARGIN' then ' of gross margin ' else ' ' end as basis_en,
        case when basis.margin_basis = 'GROSS_MARGIN' then '（毛利口径）' else '' end as basis_zh,
        cast(policy.threshold as decimal(9, 4)) as threshold,
        case
            when sums.account_id is null then 'NO_PURCHASE_IN_WINDOW'
            when sums.known_weight < policy.min_known_weight then 'TOO_FEW_PARTS'
        end as score_abstain_reason,
        sums.known_weight,
        sums.score,
        sums.present_value_percentile,
        sums.present_value_points,
        sums.present_value_reason,
        sums.future_value_percentile,
        sums.future_value_points,
        sums.future_value_reason,
        sums.potential_percentile,
        sums.potential_points,
        sums.potential_reason,
        sums.growth_percentile,
        sums.growth_points,
        sums.growth_reason,
        sums.breadth_percentile,
        sums.breadth_points
    from activity
    cross join policy
    cross join basis
    left join sums
        on sums.level = activity.level
        and sums.account_id = activity.account_id
),

worded as (
    select
        judged.*,
        'present value' || basis_en || coalesce(
            cast(cast(present_value_points as decimal(9, 2)) as string) || ' (place ' || cast(present_value_percentile as string) || ' of 100)',
            'left out (' || present_value_reason || ')'
        ) || '; future value' || basis_en || coalesce(
            cast(cast(future_value_points as decimal(9, 2)) as string) || ' (place ' || cast(future_value_percentile as string) || ')',
            'left out (' || future_value_reason || ')'
        ) || '; potential ' || coalesce(
            cast(cast(potential_points as decimal(9, 2)) as string) || ' (place ' || cast(potential_percentile as string) || ')',
            'left out (' || potential_reason || ')'
        ) || '; growth ' || coalesce(
            cast(cast(growth_points as decimal(9, 2)) as string) || ' (place ' || cast(growth_percentile as string) || ')',
            'left out (' || growth_reason || ')'
        ) || '; breadth ' || cast(cast(breadth_points as decimal(9, 2)) as string)
        || ' (place ' || cast(breadth_percentile as string) || ')' as parts_en,
        '现值' || basis_zh || coalesce(
            cast(cast(present_value_points as decimal(9, 2)) as string) || '分（百分位' || cast(present_value_percentile as string) || '）',
            '未计（' || present_value_reason || '）'
        ) || '；未来价值' || basis_zh || coalesce(
            cast(cast(future_value_points as decimal(9, 2)) as string) || '分（百分位' || cast(future_value_percentile as string) || '）',
            '未计（' || future_value_reason || '）'
        ) || '；潜力' || coalesce(
            cast(cast(potential_points as decimal(9, 2)) as string) || '分（百分位' || cast(potential_percentile as string) || '）',
            '未计（' || potential_reason || '）'
        ) || '；增长' || coalesce(
            cast(cast(growth_points as decimal(9, 2)) as string) || '分（百分位' || cast(growth_percentile as string) || '）',
            '未计（' || growth_reason || '）'
        ) || '；广度' || cast(cast(breadth_points as decimal(9, 2)) as string)
        || '分（百分位' || cast(breadth_percentile as string) || '）' as parts_zh,
        case
            when known_weight < 1 then '; the rest of the weight is shared by what is known'
            else ''
        end as rescaled_en,
        case when known_weight < 1 then '；缺失部分的权重按比例分给已知部分' else '' end as rescaled_zh,
        cast(cast(score as decimal(9, 2)) as string) as score_words,
        cast(abs(cast(score as decimal(9, 2)) - cast(threshold as decimal(9, 2))) as string) as distance_words,
        cast(cast(threshold as decimal(9, 2)) as string) as threshold_words
    from judged
)

select
    level,
    account_id,
    rule_version as score_rule_version,
    case when score_abstain_reason is null then score end as key_account_score,
    score_abstain_reason,
    threshold as key_account_threshold,
    case when score_abstain_reason is null then cast(score - threshold as decimal(9, 4)) end as distance_to_threshold,
    case when score_abstain_reason is null then score >= threshold end as is_key_account,
    case when score_abstain_reason is null then known_weight end as known_weight,
    case when score_abstain_reason is null then present_value_percentile end as present_value_percentile,
    case when score_abstain_reason is null then present_value_points end as present_value_points,
    case when score_abstain_reason is null then future_value_percentile end as future_value_percentile,
    case when score_abstain_reason is null then future_value_points end as future_value_points,
    case when score_abstain_reason is null then potential_percentile end as potential_percentile,
    case when score_abstain_reason is null then potential_points end as potential_points,
    case when score_abstain_reason is null then growth_percentile end as growth_percentile,
    case when score_abstain_reason is null then growth_points end as growth_points,
    case when score_abstain_reason is null then breadth_percentile end as breadth_percentile,
    case when score_abstain_reason is null then breadth_points end as breadth_points,
    case
        when score_abstain_reason = 'NO_PURCHASE_IN_WINDOW' then 'No score: no purchase in twelve months.'
        when score_abstain_reason is not null then 'No score: too little is known; ' || parts_en || '.'
        when score >= threshold
            then 'Key account: ' || score_words || ' of 100 points, ' || distance_words || ' above the ' || threshold_words
                || ' that it takes: ' || parts_en || rescaled_en || '.'
        else 'No key account: ' || score_words || ' of 100 points, ' || distance_words || ' below the ' || threshold_words
            || ' that it takes: ' || parts_en || rescaled_en || '.'
    end as rule_trace_en,
    case
        when score_abstain_reason = 'NO_PURCHASE_IN_WINDOW' then '无评分：近12个月没有采购。'
        when score_abstain_reason is not null then '无评分：已知信息不足；' || parts_zh || '。'
        when score >= threshold
            then '重点客户：' || score_words || '分（满分100），比门槛' || threshold_words || '分高' || distance_words || '分：'
                || parts_zh || rescaled_zh || '。'
        else '非重点客户：' || score_words || '分（满分100），比门槛' || threshold_words || '分低' || distance_words || '分：'
            || parts_zh || rescaled_zh || '。'
    end as rule_trace_zh
from worded

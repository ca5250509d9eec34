-- Why does an account stand in its stable tier, in a sentence with its own figures?
-- In English and Chinese; reason in metrics.tier_accounts says the same in a code.
with

standings as (
    select * from metrics.tier_accounts
),

ladder as (
    select * from metrics.tier_ladder
),

thresholds as (
    select * from metrics.tier_thresholds where cut_rank is not null
),

-- Where a tier itself does not end at a rank, the last border above it is told.
last_borders as (
    select scheme, max(tier_order) filter (where cut_share is not null) as tier_order
    from ladder
    group by scheme
),

counts as (
    select distinct scheme, level, ranked_customer_count from metrics.pyramid_cuts where months_ago = 0
),

activity as (
    select * from metrics.account_activity
),

account_windows as (
    select * from metrics.account_windows where window_name = 'pyramid'
),

credit_losses as (
    select * from metrics.credit_losses
),

basis as (
    select * from metrics.margin_basis
),

snapshots as (
    select * from metrics.pyramid_snapshots where months_ago = 0
),

told as (
    select
        standings.*,
        own_tiers.tier_zh,
        border_tiers.tier as border_tier,
        border_tiers.tier_zh as border_tier_zh,
        thresholds.cut_rank,
        thresholds.promotion_rank,
        thresholds.demotion_rank,
        case
            when standings.scheme = 'CURRY' then 'net revenue ' || amount_text(standings.ranking_amount)
            else 'present and future value ' || case when basis.margin_basis = 'GROSS_MARGIN' then 'of gross margin ' else '' end
                || amount_text(standings.ranking_amount) || ' (' || amount_text(standings.present_value_amount)
                || ' and ' || amount_text(standings.future_value_amount) || ')'
        end as value_en,
        case
            when standings.scheme = 'CURRY' then '净收入' || amount_text(standings.ranking_amount)
            else case when basis.margin_basis = 'GROSS_MARGIN' then '毛利口径的' else '' end || '现值与未来价值' || amount_text(standings.ranking_amount) || '（' || amount_text(standings.present_value_amount)
                || '与' || amount_text(standings.future_value_amount) || '）'
        end as value_zh,
        counts.ranked_customer_count,
        floor(standings.share_of_wallet * 1000 + 0.5e0) as wallet_thousandths,
        next_tiers.tier as wallet_tier,
        next_tiers.tier_zh as wallet_tier_zh,
        coalesce(own_tiers.least_wallet_share, next_tiers.least_wallet_share) as least_wallet_share,
        activity.last_ordered_on,
        snapshots.window_starts_on,
        account_windows.basis_margin_amount,
        case when basis.margin_basis = 'GROSS_MARGIN' then 'gross margin' else 'margin after cost to serve' end as margin_en,
        case when basis.margin_basis = 'GROSS_MARGIN' then '毛利' else '扣除服务成本后的毛利' end as margin_zh,
        credit_losses.overdue_90d_amount
    from standings
    cross join snapshots
    cross join basis
    inner join ladder as own_tiers on own_tiers.scheme = standings.scheme and own_tiers.tier = standings.stable_tier
    inner join last_borders on last_borders.scheme = standings.scheme
    left join ladder as next_tiers on next_tiers.scheme = standings.scheme and next_tiers.tier = standings.next_tier
    left join ladder as border_tiers
        on border_tiers.scheme = standings.scheme
        and border_tiers.tier_order = case
            when standings.reason = 'BELOW_PROMOTION_MARGIN' then next_tiers.tier_order
            when own_tiers.cut_share is not null then own_tiers.tier_order
            else last_borders.tier_order
        end
    left join thresholds
        on thresholds.scheme = standings.scheme
        and thresholds.level = standings.level
        and thresholds.tier = border_tiers.tier
    left join counts on counts.scheme = standings.scheme and counts.level = standings.level
    left join activity on activity.level = standings.level and activity.account_id = standings.account_id
    left join account_windows on account_windows.level = standings.level and account_windows.account_id = standings.account_id
    left join credit_losses on credit_losses.level = standings.level and credit_losses.account_id = standings.account_id
),

figures as (
    select
        told.*,
        'Rank ' || value_rank || ' of ' || ranked_customer_count || ' by ' || value_en as rank_en,
        '按' || value_zh || '在' || ranked_customer_count || '个客户中排名第' || value_rank as rank_zh,
        cast(cast(wallet_thousandths as decimal(9, 0)) * 0.1 as decimal(9, 1)) || ' %' as wallet_percent,
        cast(least_wallet_share * 100 as decimal(9, 1)) || ' %' as least_wallet_percent
    from told
)

select
    scheme,
    level,
    account_id,
    case reason
        when 'RANK' then rank_en || '; ' || border_tier || ' reaches to rank ' || cut_rank || '.'
        when 'RANK_AND_WALLET' then rank_en || '; ' || border_tier || ' reaches to rank ' || cut_rank
            || ', and a declared share of wallet of ' || wallet_percent || ' is at least ' || least_wallet_percent || '.'
        when 'WALLET_BELOW_SHARE' then rank_en || '; ' || border_tier || ' reaches to rank ' || cut_rank
            || '. ' || wallet_tier || ' asks for a declared share of wallet of ' || least_wallet_percent || ', and it is ' || wallet_percent || '.'
        when 'WALLET_UNKNOWN' then rank_en || '; ' || border_tier || ' reaches to rank ' || cut_rank
            || '. ' || wallet_tier || ' asks for a declared share of wallet of ' || least_wallet_percent || ', and none is known.'
        when 'KEPT_WITHIN_TOLERANCE' then rank_en || ': ' || border_tier || ' reaches to rank ' || cut_rank
            || ' and is kept for now; it is lost from rank ' || demotion_rank || ' on' || case when scheme = 'CURRY' then ', one tier a month.' else '.' end
        when 'BELOW_PROMOTION_MARGIN' then rank_en || ' lies within rank ' || cut_rank || ', to which ' || border_tier
            || ' reaches, but not within rank ' || promotion_rank || ', up to which it is entered.'
        when 'NEGATIVE_VALUE' then rank_en || ': not above 0, so that the rank does not count.'
        when 'OVERDUE_WITHOUT_MARGIN' then 'The ' || margin_en || ' is ' || amount_text(basis_margin_amount) || ' while '
            || amount_text(overdue_90d_amount) || ' are overdue for more than 90 days.'
        when 'NO_PURCHASE_IN_WINDOW' then 'No purchase since ' || window_starts_on || '; the last one was on ' || last_ordered_on || '.'
        when 'NEVER_BOUGHT' then 'Has never bought.'
        when 'RETURN_ONLY' then 'Has never bought; only returns are on record.'
        when 'TARGET_LIST_ONLY' then 'Has never bought, and is known from a target list only.'
        when 'SOURCE_MISSING' then 'Not rated: no system delivers the costs of lines, or the receivables, that present value needs.'
        when 'COST_INCOMPLETE' then 'Not rated: a line of the window lacks its cost.'
        when 'TOO_FEW_OBSERVATIONS' then 'Not rated: there are too few observations for a lifetime value.'
        when 'OUT_OF_RANGE' then 'Not rated: its lifetime value is more than an amount can hold.'
        else 'Not rated: no model of future purchases could be fitted.'
    end || coalesce(
        ' ' || stable_tier || ' since ' || tier_since_on || case when is_since_history_start then ' or longer.' else '.' end, ''
    ) as reason_en,
    case reason
        when 'RANK' then rank_zh || '；' || border_tier_zh || '截至第' || cut_rank || '名。'
        when 'RANK_AND_WALLET' then rank_zh || '；' || border_tier_zh || '截至第' || cut_rank || '名，且申报的钱包份额' || wallet_percent
            || '不低于' || least_wallet_percent || '。'
        when 'WALLET_BELOW_SHARE' then rank_zh || '；' || border_tier_zh || '截至第' || cut_rank || '名。' || wallet_tier_zh
            || '要求申报的钱包份额' || least_wallet_percent || '，实际为' || wallet_percent || '。'
        when 'WALLET_UNKNOWN' then rank_zh || '；' || border_tier_zh || '截至第' || cut_rank || '名。' || wallet_tier_zh
            || '要求申报的钱包份额' || least_wallet_percent || '，该份额未知。'
        when 'KEPT_WITHIN_TOLERANCE' then rank_zh || '：' || border_tier_zh || '截至第' || cut_rank || '名，暂时保留；从第' || demotion_rank
            || case when scheme = 'CURRY' then '名起每月降一级。' else '名起降级。' end
        when 'BELOW_PROMOTION_MARGIN' then rank_zh || '，在' || border_tier_zh || '截至的第' || cut_rank || '名之内，但未进入可升级的前'
            || promotion_rank || '名。'
        when 'NEGATIVE_VALUE' then rank_zh || '：不大于0，排名不计。'
        when 'OVERDUE_WITHOUT_MARGIN' then margin_zh || '为' || amount_text(basis_margin_amount) || '，而逾期90天以上的欠款为'
            || amount_text(overdue_90d_amount) || '。'
        when 'NO_PURCHASE_IN_WINDOW' then '自' || window_starts_on || '起没有购买；最近一次购买在' || last_ordered_on || '。'
        when 'NEVER_BOUGHT' then '从未购买。'
        when 'RETURN_ONLY' then '从未购买，只有退货记录。'
        when 'TARGET_LIST_ONLY' then '从未购买，仅见于目标名单。'
        when 'SOURCE_MISSING' then '未评级：没有系统提供计算现值所需的行成本或应收账款。'
        when 'COST_INCOMPLETE' then '未评级：窗口内有一行缺少成本。'
        when 'TOO_FEW_OBSERVATIONS' then '未评级：观测值太少，无法估计生命周期价值。'
        when 'OUT_OF_RANGE' then '未评级：生命周期价值超出金额可表示的范围。'
        else '未评级：无法拟合未来购买的模型。'
    end || coalesce(
        case when is_since_history_start then '至少自' else '自' end || tier_since_on || '起为' || tier_zh || '。', ''
    ) as reason_zh
from figures

-- Why did this number change since the last published night?
-- Only numbers that changed. Causes are changed one after the other in a fixed order, so what two of them do only together belongs to the later one.
with

this_night as (
    select * from run.current
),

changes as (
    select * from metrics.value_changes
),

names as (
    select * from metrics.explained_names
),

ladder as (
    select * from metrics.tier_ladder
),

causes (cause, cause_en, cause_zh) as (
    values
        ('LATE_CORRECTION', 'late correction', '迟到更正'),
        ('TIME_PASSING', 'time passing', '时间推移'),
        ('NEW_TRANSACTION', 'new transaction', '新交易'),
        ('PEERS_MOVING', 'peers moving', '其他客户变动'),
        ('POLICY_CHANGED', 'policy changed', '政策调整'),
        ('MODEL_CHANGED', 'model changed', '模型变更'),
        ('PARAMETERS_REFITTED', 'parameters refitted', '模型参数重新拟合')
),

named as (
    select
        changes.*,
        names.scheme,
        names.unit,
        names.label_en,
        names.label_zh,
        causes.cause_en,
        causes.cause_zh,
        coalesce(changes.from_words, cast(money(changes.from_value) as string)) as from_shown,
        coalesce(changes.to_words, cast(money(changes.to_value) as string)) as to_shown,
        coalesce(from_tiers.tier_zh, changes.from_words, cast(money(changes.from_value) as string)) as from_shown_zh,
        coalesce(to_tiers.tier_zh, changes.to_words, cast(money(changes.to_value) as string)) as to_shown_zh,
        case when names.unit = 'tier' then changes.change_amount < 0 else changes.change_amount > 0 end as is_rise
    from changes
    left join names on names.measure = changes.measure
    inner join causes on causes.cause = changes.main_cause
    left join ladder as from_tiers on from_tiers.scheme = names.scheme and from_tiers.tier = changes.from_words
    left join ladder as to_tiers on to_tiers.scheme = names.scheme and to_tiers.tier = changes.to_words
)

select
    this_night.as_of,
    named.level,
    named.account_id as customer_id,
    named.measure,
    named.scheme,
    named.previous_as_of,
    named.from_value,
    named.to_value,
    named.from_words,
    named.to_words,
    named.was_known,
    named.is_known,
    named.change_amount,
    named.late_correction_amount,
    named.time_passing_amount,
    named.new_transaction_amount,
    named.peers_moving_amount,
    named.policy_changed_amount,
    named.model_changed_amount,
    named.parameters_refitted_amount,
    named.main_cause,
    named.change_abstain_reason,
    case
        when not named.was_known then named.label_en || ' is ' || coalesce(named.to_shown, 'not known') || ': the account is new.'
        when not named.is_known then named.label_en || ' was ' || coalesce(named.from_shown, 'not known') || ': the account is gone.'
        when named.to_shown is null then named.label_en || ' was ' || named.from_shown || ' and is not known now: ' || named.cause_en || '.'
        when named.from_shown is null then named.label_en || ' is ' || named.to_shown || ' and was not known before: ' || named.cause_en || '.'
        else named.label_en
            || case when named.is_rise then ' rose from ' else ' fell from ' end
            || named.from_shown || ' to ' || named.to_shown || ', mainly: ' || named.cause_en || '.'
    end as words_en,
    case
        when not named.was_known then named.label_zh || '为' || coalesce(named.to_shown_zh, '未知') || '：新客户。'
        when not named.is_known then named.label_zh || '原为' || coalesce(named.from_shown_zh, '未知') || '：客户已不存在。'
        when named.to_shown_zh is null then named.label_zh || '原为' || named.from_shown_zh || '，现在未知：' || named.cause_zh || '。'
        when named.from_shown_zh is null then named.label_zh || '为' || named.to_shown_zh || '，此前未知：' || named.cause_zh || '。'
        else named.label_zh || '从' || named.from_shown_zh
            || case when named.is_rise then '上升到' else '下降到' end
            || named.to_shown_zh || '，主要原因：' || named.cause_zh || '。'
    end as words_zh
from named
cross join this_night

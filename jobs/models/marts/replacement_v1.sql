-- Which customers will buy durable things next, when, and what triggers it?
-- A rule with its evidence, not a forecast: what is due may be bought elsewhere, or last longer.
with

triggers as (
    select * from metrics.replacement_triggers
),

categories as (
    select * from staged.product_categories
),

night as (
    select * from run.current
),

told as (
    select
        triggers.*,
        coalesce(categories.name, triggers.category_id) as category_name,
        cast(triggers.installed_on as string) as installed_text,
        cast(triggers.due_on as string) as due_text,
        cast(triggers.due_from_on as string) as from_text,
        cast(triggers.due_to_on as string) as to_text,
        cast(triggers.complaint_on as string) as complaint_text,
        cast(triggers.unit_count as string) as units_text,
        cast(triggers.peer_count as string) as peers_text,
        cast(cast(round(cast(100 * triggers.peer_owner_share as decimal(38, 8)), 0) as decimal(18, 0)) as string) as share_text
    from triggers
    left join categories on categories.category_id = triggers.category_id
)

select
    night.as_of,
    told.level,
    told.account_id as customer_id,
    told.category_id,
    told.category_name,
    told.trigger_class,
    told.installed_basis,
    told.unit_count,
    told.installed_on,
    told.installed_age_days,
    told.cycle_days,
    told.cycle_days_low,
    told.cycle_days_high,
    told.cycle_n,
    told.cycle_method,
    told.cycle_abstain_reason,
    told.due_from_on,
    told.due_on,
    told.due_to_on,
    told.due_abstain_reason,
    days_between(night.as_of, told.due_on) as days_until_due,
    told.complaint_id,
    told.complaint_on,
    told.peer_owner_share,
    told.peer_count,
    told.due_unit_count,
    money(told.value_amount) as value_at_stake_amount,
    told.value_method,
    told.value_abstain_reason,
    night.reporting_currency as currency_code,
    case
        when told.trigger_class = 'CATCHING_UP'
            then 'Has none from us, though ' || told.share_text || ' % of ' || told.peers_text || ' others of its industry have.'
        else case told.installed_basis
                when 'ASSETS' then told.units_text || ' in use, the oldest since ' || told.installed_text || '.'
                else 'Bought on ' || told.installed_text || '; no asset is recorded.'
            end
            || coalesce(' Next due on ' || told.due_text || ' (' || told.from_text || ' to ' || told.to_text || ').', '')
            || coalesce(' Complaint ' || told.complaint_id || ' of ' || told.complaint_text || '.', '')
            || case
                when told.trigger_class = 'LEADING' then ' Only ' || told.share_text || ' % of ' || told.peers_text || ' others of its industry have any.'
                else ''
            end
    end as evidence_en,
    case
        when told.trigger_class = 'CATCHING_UP'
            then '同行业' || told.peers_text || '家其他客户中有' || told.share_text || '%已拥有，该客户尚未从我方购买。'
        else case told.installed_basis
                when 'ASSETS' then '在用' || told.units_text || '台，最早安装于' || told.installed_text || '。'
                else '于' || told.installed_text || '购买，无设备记录。'
            end
            || coalesce('下一台预计于' || told.due_text || '更换（' || told.from_text || ' 至 ' || told.to_text || '）。', '')
            || coalesce(told.complaint_text || '有投诉' || told.complaint_id || '。', '')
            || case
                when told.trigger_class = 'LEADING' then '同行业' || told.peers_text || '家其他客户中仅' || told.share_text || '%拥有。'
                else ''
            end
    end as evidence_zh,
    told.rule_version
from told
cross join night

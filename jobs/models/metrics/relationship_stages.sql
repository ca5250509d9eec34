-- How do we stand with an account: strangers, acquainted, established, partners, or fading, and what is missing to the next stage?
-- The first rule that holds, read from above. Silence is long by the account's own habit, and a year is long for everybody.
with

power_maps as (
    select * from metrics.power_maps
),

sources as (
    select * from metrics.relationship_sources
),

account_contacts as (
    select * from metrics.account_contacts
),

policy as (
    select * from config.contact_coverage
),

this_night as (
    select * from run.current
),

measured as (
    select
        power_maps.level,
        power_maps.account_id,
        coalesce(sources.activities_abstain_reason, power_maps.role_abstain_reason) as abstain_reason,
        coalesce(account_contacts.talk_count_12m, 0) as talk_count_12m,
        power_maps.covered_role_count,
        power_maps.executive_contact_days,
        days_between(account_contacts.last_contacted_on, this_night.as_of) as days_since_last_contact,
        case
            when account_contacts.contact_day_count - 1 >= policy.fewest_visit_gaps
                then safe_div(
                    days_between(account_contacts.first_contacted_on, account_contacts.last_contacted_on),
                    account_contacts.contact_day_count - 1
                )
        end as mean_contact_gap_days
    from power_maps
    cross join policy
    cross join this_night
    inner join sources
        on sources.level = power_maps.level
        and sources.account_id = power_maps.account_id
    left join account_contacts
        on account_contacts.level = power_maps.level
        and account_contacts.account_id = power_maps.account_id
),

limits as (
    select
        measured.*,
        case
            when mean_contact_gap_days is null then policy.fading_max_days
            else cast(
                floor(greatest(
                    cast(policy.fading_min_days as double),
                    least(policy.fading_gap_ratio * mean_contact_gap_days, cast(policy.fading_max_days as double))
                )) as bigint
            )
        end as fading_after_days
    from measured
    cross join policy
),

staged_accounts as (
    select
        limits.*,
        case
            when abstain_reason is not null then null
            when days_since_last_contact is null then 'STRANGER'
            when days_since_last_contact > fading_after_days then 'FADING'
            when talk_count_12m >= policy.partner_contact_count
                and covered_role_count >= policy.partner_role_count
                and executive_contact_days <= policy.partner_executive_days then 'PARTNER'
            when talk_count_12m >= policy.established_contact_count
                and covered_role_count >= policy.established_role_count then 'ESTABLISHED'
            else 'ACQUAINTED'
        end as relationship_stage
    from limits
    cross join policy
),

steps as (
    select
        staged_accounts.*,
        policy.rule_version,
        case relationship_stage
            when 'STRANGER' then 'ACQUAINTED'
            when 'FADING' then 'ACQUAINTED'
            when 'ACQUAINTED' then 'ESTABLISHED'
            when 'ESTABLISHED' then 'PARTNER'
        end as next_stage,
        case relationship_stage
            when 'STRANGER' then 1
            when 'FADING' then 1
            when 'ACQUAINTED' then greatest(policy.established_contact_count - talk_count_12m, 0)
            when 'ESTABLISHED' then greatest(policy.partner_contact_count - talk_count_12m, 0)
        end as missing_talk_count,
        case relationship_stage
            when 'ACQUAINTED' then greatest(policy.established_role_count - covered_role_count, 0)
            when 'ESTABLISHED' then greatest(policy.partner_role_count - covered_role_count, 0)
            when 'STRANGER' then 0
            when 'FADING' then 0
        end as missing_role_count,
        case
            when relationship_stage is null or relationship_stage = 'PARTNER' then null
            when relationship_stage = 'ESTABLISHED' then coalesce(executive_contact_days > policy.partner_executive_days, true)
            else false
        end as is_executive_contact_missing,
        case
            when relationship_stage in ('ACQUAINTED', 'ESTABLISHED', 'PARTNER') then fading_after_days + 1 - days_since_last_contact
        end as days_to_fading
    from staged_accounts
    cross join policy
)

select
    level,
    account_id,
    relationship_stage,
    case relationship_stage
        when 'STRANGER' then 'nobody there was ever spoken with'
        when 'FADING' then 'silent for ' || cast(days_since_last_contact as string) || ' days, where more than '
            || cast(fading_after_days as string) || ' are too many'
        else 'talks of twelve months: ' || cast(talk_count_12m as string) || ', ' || cast(covered_role_count as string)
            || ' of 5 roles spoken with, top management ' || case
                when executive_contact_days is null then 'never spoken with'
                else cast(executive_contact_days as string) || ' days ago'
            end
    end as relationship_rule_en,
    case relationship_stage
        when 'STRANGER' then '从未联系过任何人'
        when 'FADING' then '已 ' || cast(days_since_last_contact as string) || ' 天没有联系，超过 '
            || cast(fading_after_days as string) || ' 天即为疏远'
        else '近12个月联系 ' || cast(talk_count_12m as string) || ' 次，5 种角色中已联系 ' || cast(covered_role_count as string)
            || ' 种，高层联系' || case
                when executive_contact_days is null then '从未有过'
                else '在 ' || cast(executive_contact_days as string) || ' 天前'
            end
    end as relationship_rule_zh,
    next_stage,
    missing_talk_count,
    missing_role_count,
    is_executive_contact_missing,
    fading_after_days,
    days_to_fading,
    abstain_reason as relationship_abstain_reason,
    rule_version
from steps

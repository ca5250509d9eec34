-- On how few people does an account hang, of ours and of the customer's, and what is lost when ours leaves?
-- HHI is the sum of the squared shares of the talks, 1 over it the number of people that would be as many at equal shares (Herfindahl 1950).
with

accounts as (
    select distinct level, account_id from staged.accounts
),

members as (
    select * from staged.accounts
),

people as (
    select * from metrics.key_people
),

managers as (
    select * from staged.account_managers
),

contacts as (
    select * from staged.contacts
),

departed as (
    select * from metrics.departed_accounts
),

losses as (
    select * from metrics.handover_losses
),

account_values as (
    select * from metrics.net_values
),

policy as (
    select * from config.account_risk
),

night as (
    select * from run.current
),

sources as (
    select * from metrics.relationship_sources
),

sums as (
    select
        level,
        account_id,
        side,
        count(*) as person_count,
        cast(sum(talk_count) as bigint) as talk_count,
        safe_div(sum(talk_count * talk_count), sum(talk_count) * sum(talk_count)) as hhi,
        max(case when person_rank = 1 then person_id end) as main_person_id,
        cast(max(case when person_rank = 1 then talk_count end) as bigint) as main_talk_count
    from people
    group by level, account_id, side
),

ours as (
    select
        sums.*,
        managers.is_active as is_main_active
    from sums
    left join managers on managers.account_manager_id = sums.main_person_id
    where sums.side = 'OURS'
),

theirs as (
    select
        sums.*,
        contacts.is_active as is_main_active,
        contacts.left_on
    from sums
    left join contacts on contacts.contact_id = sums.main_person_id
    where sums.side = 'THEIRS'
),

-- The latest departure of the last year that any customer of the account lived through.
departures as (
    select
        members.level,
        members.account_id,
        departed.account_manager_id,
        departed.departed_on,
        departed.handover_state,
        row_number() over (
            partition by members.level, members.account_id
            order by
                departed.departed_on desc nulls last,
                case departed.handover_state when 'WAITING' then 1 when 'NOBODY' then 2 else 3 end asc nulls last,
                departed.account_manager_id asc nulls last,
                departed.customer_id asc nulls last
        ) as departure_rank
    from departed
    cross join policy
    cross join night
    inner join members on members.customer_id = departed.customer_id
    where departed.departed_on > months_before(night.as_of, cast(policy.departure_months as integer))
        or departed.handover_state = 'WAITING'
),

joined as (
    select
        accounts.level,
        accounts.account_id,
        sources.activities_abstain_reason,
        sources.contacts_abstain_reason,
        coalesce(sources.unlisted_customer_count, 0) as unlisted_customer_count,
        policy.key_person_min_activities as min_talks,
        policy.dominant_person_share,
        coalesce(ours.talk_count, 0) as manager_talk_count,
        coalesce(ours.person_count, 0) as talking_manager_count,
        ours.hhi as manager_hhi,
        ours.main_person_id as main_manager_id,
        ours.main_talk_count as main_manager_talks,
        ours.is_main_active as is_main_manager_active,
        coalesce(theirs.talk_count, 0) as contact_talk_count,
        coalesce(theirs.person_count, 0) as talking_contact_count,
        theirs.hhi as contact_hhi,
        theirs.main_person_id as main_contact_id,
        theirs.main_talk_count as main_contact_talks,
        not theirs.is_main_active as has_main_contact_left,
        theirs.left_on as main_contact_left_on,
        departures.account_manager_id as departed_manager_id,
        departures.departed_on,
        departures.handover_state,
        losses.excess_loss_rate,
        losses.excess_loss_rate_low,
        losses.excess_loss_rate_high,
        losses.departed_count as handover_n,
        losses.handover_loss_abstain_reason,
        account_values.clv_net_amount_36m,
        account_values.clv_net_abstain_reason
    from accounts
    cross join policy
    cross join losses
    left join sources on sources.level = accounts.level and sources.account_id = accounts.account_id
    left join ours on ours.level = accounts.level and ours.account_id = accounts.account_id
    left join theirs on theirs.level = accounts.level and theirs.account_id = accounts.account_id
    left join departures on departures.level = accounts.level and departures.account_id = accounts.account_id and departures.departure_rank = 1
    left join account_values on account_values.level = accounts.level and account_values.account_id = accounts.account_id
),

reasoned as (
    select
        joined.*,
        safe_div(main_manager_talks, manager_talk_count) as main_manager_share,
        safe_div(main_contact_talks, contact_talk_count) as main_contact_share,
        case
            when activities_abstain_reason is not null then activities_abstain_reason
            when manager_talk_count = 0 then 'NO_ACTIVITIES'
        end as manager_abstain_reason,
        case
            when activities_abstain_reason is not null then activities_abstain_reason
            when manager_talk_count = 0 then 'NO_ACTIVITIES'
            when manager_talk_count < min_talks then 'TOO_FEW_OBSERVATIONS'
        end as dominant_manager_abstain_reason,
        case
            when activities_abstain_reason is not null then activities_abstain_reason
            when contact_talk_count = 0 then 'NO_ACTIVITIES'
        end as contact_abstain_reason
    from joined
),

valued as (
    select
        reasoned.*,
        coalesce(
            dominant_manager_abstain_reason,
            case when not is_main_manager_active then 'ALREADY_LEFT' end,
            handover_loss_abstain_reason,
            case when clv_net_amount_36m is null then coalesce(clv_net_abstain_reason, 'NEVER_BOUGHT') end
        ) as departure_loss_abstain_reason,
        main_manager_share * cast(greatest(coalesce(clv_net_amount_36m, 0), 0) as double) as hanging_value
    from reasoned
)

select
    level,
    account_id,
    unlisted_customer_count,
    case when activities_abstain_reason is null then manager_talk_count end as manager_talk_count,
    case when activities_abstain_reason is null then talking_manager_count end as talking_manager_count,
    manager_hhi,
    safe_div(1, manager_hhi) as effective_manager_count,
    main_manager_id,
    is_main_manager_active,
    wilson_low(main_manager_talks, manager_talk_count) as main_manager_share_low,
    main_manager_share,
    wilson_high(main_manager_talks, manager_talk_count) as main_manager_share_high,
    manager_abstain_reason,
    case when dominant_manager_abstain_reason is null then main_manager_share > dominant_person_share end as has_dominant_manager,
    dominant_manager_abstain_reason,
    case when activities_abstain_reason is null then contact_talk_count end as contact_talk_count,
    case when activities_abstain_reason is null then talking_contact_count end as talking_contact_count,
    contact_hhi,
    safe_div(1, contact_hhi) as effective_contact_count,
    main_contact_id,
    wilson_low(main_contact_talks, contact_talk_count) as main_contact_share_low,
    main_contact_share,
    wilson_high(main_contact_talks, contact_talk_count) as main_contact_share_high,
    contact_abstain_reason,
    has_main_contact_left,
    main_contact_left_on,
    case
        when contact_abstain_reason is not null then contact_abstain_reason
        when has_main_contact_left is null and contacts_abstain_reason is not null then contacts_abstain_reason
        when has_main_contact_left is null then 'CONTACT_UNKNOWN'
    end as main_contact_left_abstain_reason,
    departed_manager_id,
    departed_on,
    handover_state,
    handover_n,
    excess_loss_rate_low as handover_excess_loss_rate_low,
    excess_loss_rate as handover_excess_loss_rate,
    excess_loss_rate_high as handover_excess_loss_rate_high,
    handover_loss_abstain_reason,
    case
        when departure_loss_abstain_reason is null
            then cast(cast(hanging_value * greatest(excess_loss_rate_low, 0e0) as decimal(38, 8)) as decimal(18, 4))
    end as departure_loss_amount_low,
    case
        when departure_loss_abstain_reason is null
            then cast(cast(hanging_value * greatest(excess_loss_rate, 0e0) as decimal(38, 8)) as decimal(18, 4))
    end as departure_loss_amount,
    case
        when departure_loss_abstain_reason is null
            then cast(cast(hanging_value * greatest(excess_loss_rate_high, 0e0) as decimal(38, 8)) as decimal(18, 4))
    end as departure_loss_amount_high,
    departure_loss_abstain_reason
from valued

-- In which tier does every account stand tonight, since when, and how far is it from the next?
-- An account that never bought is a PROSPECT; one known only from a source that is neither ERP nor CRM, without a single line, is on a target list: SUSPECT.
with

accounts as (
    select * from staged.accounts
),

identities as (
    select * from staged.customer_identities
),

sources as (
    select * from run.sources
),

ladder as (
    select * from metrics.tier_ladder
),

schemes as (
    select distinct scheme from metrics.tier_ladder
),

thresholds as (
    select * from metrics.tier_thresholds
),

ranks as (
    select * from metrics.pyramid_ranks where months_ago = 0
),

snapshots as (
    select * from metrics.pyramid_snapshots
),

policy as (
    select * from config.pyramid
),

history as (
    select * from metrics.tier_history
),

ranking_values as (
    select * from metrics.ranking_values where months_ago = 0
),

lines as (
    select distinct customer_id
    from metrics.value_entries
    where entry_kind not in ('rebate', 'service_cost')
),

identified_customers as (
    select distinct customer_id from identities
),

known_customers as (
    select distinct identities.customer_id
    from identities
    inner join sources on sources.source_system = identities.source_system
    where sources.kind in ('erp', 'crm')
),

account_windows as (
    select * from metrics.account_windows where window_name = 'pyramid'
),

all_accounts as (
    select
        accounts.level,
        accounts.account_id,
        max(case when lines.customer_id is null then 0 else 1 end) as has_lines,
        max(case when identified_customers.customer_id is not null and known_customers.customer_id is null then 0 else 1 end) as is_known
    from accounts
    left join lines on lines.customer_id = accounts.customer_id
    left join identified_customers on identified_customers.customer_id = accounts.customer_id
    left join known_customers on known_customers.customer_id = accounts.customer_id
    group by accounts.level, accounts.account_id
),

tonight as (
    select * from history where months_ago = 0
),

changes as (
    select
        history.scheme,
        history.level,
        history.account_id,
        max(history.months_ago) as first_months_ago,
        min(history.months_ago) filter (where history.stable_tier_order <> tonight.stable_tier_order) as changed_months_ago
    from history
    inner join tonight
        on tonight.scheme = history.scheme
        and tonight.level = history.level
        and tonight.account_id = history.account_id
    group by history.scheme, history.level, history.account_id
),

spells as (
    select
        changes.scheme,
        changes.level,
        changes.account_id,
        previous.stable_tier_order as previous_tier_order,
        coalesce(changes.changed_months_ago - 1, changes.first_months_ago) as since_months_ago
    from changes
    left join history as previous
        on previous.scheme = changes.scheme
        and previous.level = changes.level
        and previous.account_id = changes.account_id
        and previous.months_ago = changes.changed_months_ago
),

standings as (
    select
        schemes.scheme,
        all_accounts.level,
        all_accounts.account_id,
        all_accounts.has_lines,
        all_accounts.is_known,
        ranks.value_rank,
        tonight.ranking_amount,
        tonight.ranking_abstain_reason,
        tonight.floor_reason,
        ranking_values.present_value_amount,
        ranking_values.future_value_amount,
        ranking_values.share_of_wallet,
        account_windows.revenue_amount,
        coalesce(tonight.ranking_amount <= 0, false) as has_negative_value,
        coalesce(tonight.raw_tier_order, never_bought.tier_order) as raw_tier_order,
        coalesce(tonight.stable_tier_order, never_bought.tier_order) as stable_tier_order,
        spells.previous_tier_order,
        spells.since_months_ago,
        since.snapshot_on as tier_since_on,
        spells.since_months_ago = policy.history_months as is_since_history_start,
        -- Whom overdue debts hold in LEAD, no amount of value moves.
        coalesce(tonight.floor_reason <> 'OVERDUE_WITHOUT_MARGIN', true) as is_moved_by_amount
    from all_accounts
    cross join schemes
    inner join account_windows
        on account_windows.level = all_accounts.level and account_windows.account_id = all_accounts.account_id
    left join tonight
        on tonight.scheme = schemes.scheme
        and tonight.level = all_accounts.level
        and tonight.account_id = all_accounts.account_id
    left join ranking_values
        on ranking_values.scheme = schemes.scheme
        and ranking_values.level = all_accounts.level
        and ranking_values.account_id = all_accounts.account_id
    left join ladder as never_bought
        on never_bought.scheme = schemes.scheme
        and never_bought.tier = case
            when schemes.scheme = 'ZEITHAML' then 'UNRATED'
            when has_lines = 0 and is_known = 0 then 'SUSPECT'
            else 'PROSPECT'
        end
    left join ranks
        on ranks.scheme = schemes.scheme
        and ranks.level = all_accounts.level
        and ranks.account_id = all_accounts.account_id
    left join spells
        on spells.scheme = schemes.scheme
        and spells.level = all_accounts.level
        and spells.account_id = all_accounts.account_id
    left join snapshots as since on since.months_ago = spells.since_months_ago
    cross join policy
),

next_steps as (
    select
        standings.*,
        next_tiers.tier as next_tier,
        next_tiers.least_wallet_share as next_wallet_share,
        -- Between tiers with one border, as GOLD and PLATINUM, value is missing only to who is held above it.
        case
            when standings.is_moved_by_amount
                and (next_tiers.least_wallet_share is null or next_thresholds.promotion_amount > standings.ranking_amount)
                then next_thresholds.promotion_amount
        end as next_threshold_amount
    from standings
    inner join ladder as stable_tiers
        on stable_tiers.scheme = standings.scheme and stable_tiers.tier_order = standings.stable_tier_order
    left join ladder as next_tiers
        on next_tiers.scheme = standings.scheme
        and next_tiers.tier_order = standings.stable_tier_order - 1
        and stable_tiers.is_ranked
    left join thresholds as next_thresholds
        on next_thresholds.scheme = standings.scheme
        and next_thresholds.level = standings.level
        and next_thresholds.tier = next_tiers.tier
)

select
    standings.scheme,
    standings.level,
    standings.account_id,
    cast(standings.raw_tier_order as integer) as raw_tier_order,
    cast(standings.stable_tier_order as integer) as stable_tier_order,
    raw_tiers.tier as raw_tier,
    stable_tiers.tier as stable_tier,
    standings.tier_since_on,
    coalesce(standings.is_since_history_start, false) as is_since_history_start,
    previous_tiers.tier as previous_tier,
    case
        when standings.previous_tier_order > standings.stable_tier_order then 'UP'
        when standings.previous_tier_order < standings.stable_tier_order then 'DOWN'
    end as direction,
    standings.value_rank,
    standings.ranking_amount,
    standings.present_value_amount,
    standings.future_value_amount,
    standings.share_of_wallet,
    standings.revenue_amount,
    standings.has_negative_value,
    standings.next_tier,
    standings.next_threshold_amount,
    cast(standings.next_threshold_amount - standings.ranking_amount as decimal(18,4)) as distance_to_next_amount,
    standings.next_wallet_share,
    cast(standings.next_wallet_share as double) - standings.share_of_wallet as distance_to_next_wallet_share,
    own_thresholds.demotion_amount as lower_threshold_amount,
    cast(standings.ranking_amount - own_thresholds.demotion_amount as decimal(18,4)) as distance_to_lower_amount,
    case
        when standings.ranking_amount is null and standings.ranking_abstain_reason is not null
            then standings.ranking_abstain_reason
        when standings.ranking_amount is null and standings.has_lines = 0 and standings.is_known = 0 then 'TARGET_LIST_ONLY'
        when standings.ranking_amount is null and standings.has_lines = 1 then 'RETURN_ONLY'
        when standings.ranking_amount is null then 'NEVER_BOUGHT'
        when standings.floor_reason is not null then standings.floor_reason
        when standings.stable_tier_order < standings.raw_tier_order then 'KEPT_WITHIN_TOLERANCE'
        when standings.stable_tier_order > standings.raw_tier_order then 'BELOW_PROMOTION_MARGIN'
        when stable_tiers.least_wallet_share is not null then 'RANK_AND_WALLET'
        when standings.next_wallet_share is not null and standings.share_of_wallet is null then 'WALLET_UNKNOWN'
        when standings.next_wallet_share is not null then 'WALLET_BELOW_SHARE'
        else 'RANK'
    end as reason,
    stable_tiers.rule_version
from next_steps as standings
inner join ladder as raw_tiers
    on raw_tiers.scheme = standings.scheme and raw_tiers.tier_order = standings.raw_tier_order
inner join ladder as stable_tiers
    on stable_tiers.scheme = standings.scheme and stable_tiers.tier_order = standings.stable_tier_order
left join ladder as previous_tiers
    on previous_tiers.scheme = standings.scheme and previous_tiers.tier_order = standings.previous_tier_order
left join thresholds as own_thresholds
    on own_thresholds.scheme = standings.scheme
    and own_thresholds.level = standings.level
    and own_thresholds.tier = stable_tiers.tier

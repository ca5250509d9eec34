-- By how much is service better or worse than for the base tier, than in the first year, than without a visit?
-- The interval of a difference is made of the intervals of its two sides (Newcombe 1998; Zou and Donner 2008), as if the two were independent.
with

rates as (
    select * from metrics.service_rates
),

policy as (
    select * from config.service_level
),

base as (
    select rates.*
    from rates
    inner join policy on policy.base_tier = rates.tier
    where rates.scope = 'TIER'
),

-- An empty base tier leaves the gaps unknown and every row where it is.
compared as (
    select
        rates.*,
        policy.base_tier,
        base.otif_share as base_otif_share,
        base.otif_share_low as base_otif_share_low,
        base.otif_share_high as base_otif_share_high,
        base.complaint_rate as base_complaint_rate,
        base.complaint_rate_low as base_complaint_rate_low,
        base.complaint_rate_high as base_complaint_rate_high,
        case
            when rates.otif_abstain_reason is not null then rates.otif_abstain_reason
            when rates.scope = 'TIER' and rates.tier = policy.base_tier then 'IS_BASE_TIER'
            when base.otif_share is null then 'BASE_UNKNOWN'
        end as otif_gap_abstain_reason,
        case
            when rates.complaint_rate_abstain_reason is not null then rates.complaint_rate_abstain_reason
            when rates.scope = 'TIER' and rates.tier = policy.base_tier then 'IS_BASE_TIER'
            when base.complaint_rate is null then 'BASE_UNKNOWN'
        end as complaint_rate_gap_abstain_reason
    from rates
    cross join policy
    left join base on base.tier = policy.base_tier
),

spans as (
    select
        compared.*,
        sqrt((otif_share - otif_share_low) * (otif_share - otif_share_low)
            + (base_otif_share_high - base_otif_share) * (base_otif_share_high - base_otif_share)) as otif_span_down,
        sqrt((otif_share_high - otif_share) * (otif_share_high - otif_share)
            + (base_otif_share - base_otif_share_low) * (base_otif_share - base_otif_share_low)) as otif_span_up,
        sqrt((complaint_rate - complaint_rate_low) * (complaint_rate - complaint_rate_low)
            + (base_complaint_rate_high - base_complaint_rate) * (base_complaint_rate_high - base_complaint_rate)) as complaint_span_down,
        sqrt((complaint_rate_high - complaint_rate) * (complaint_rate_high - complaint_rate)
            + (base_complaint_rate - base_complaint_rate_low) * (base_complaint_rate - base_complaint_rate_low)) as complaint_span_up,
        sqrt((tenured_rate - tenured_rate_low) * (tenured_rate - tenured_rate_low)
            + (first_year_rate_high - first_year_rate) * (first_year_rate_high - first_year_rate)) as tenure_span_down,
        sqrt((tenured_rate_high - tenured_rate) * (tenured_rate_high - tenured_rate)
            + (first_year_rate - first_year_rate_low) * (first_year_rate - first_year_rate_low)) as tenure_span_up,
        sqrt((visited_win_rate - visited_win_rate_low) * (visited_win_rate - visited_win_rate_low)
            + (unvisited_win_rate_high - unvisited_win_rate) * (unvisited_win_rate_high - unvisited_win_rate)) as win_span_down,
        sqrt((visited_win_rate_high - visited_win_rate) * (visited_win_rate_high - visited_win_rate)
            + (unvisited_win_rate - unvisited_win_rate_low) * (unvisited_win_rate - unvisited_win_rate_low)) as win_span_up
    from compared
)

select
    scope,
    account_id,
    tier,
    base_tier,
    case when otif_gap_abstain_reason is null then otif_share - base_otif_share end as otif_gap,
    case when otif_gap_abstain_reason is null then otif_share - base_otif_share - otif_span_down end as otif_gap_low,
    case when otif_gap_abstain_reason is null then otif_share - base_otif_share + otif_span_up end as otif_gap_high,
    otif_gap_abstain_reason,
    case when complaint_rate_gap_abstain_reason is null then complaint_rate - base_complaint_rate end as complaint_rate_gap,
    case when complaint_rate_gap_abstain_reason is null then complaint_rate - base_complaint_rate - complaint_span_down end
        as complaint_rate_gap_low,
    case when complaint_rate_gap_abstain_reason is null then complaint_rate - base_complaint_rate + complaint_span_up end
        as complaint_rate_gap_high,
    complaint_rate_gap_abstain_reason,
    tenured_rate - first_year_rate as promise_kept_change,
    tenured_rate - first_year_rate - tenure_span_down as promise_kept_change_low,
    tenured_rate - first_year_rate + tenure_span_up as promise_kept_change_high,
    promise_decay_abstain_reason as promise_kept_change_abstain_reason,
    visited_win_rate - unvisited_win_rate as win_rate_difference,
    visited_win_rate - unvisited_win_rate - win_span_down as win_rate_difference_low,
    visited_win_rate - unvisited_win_rate + win_span_up as win_rate_difference_high,
    deal_abstain_reason as win_rate_difference_abstain_reason
from spans

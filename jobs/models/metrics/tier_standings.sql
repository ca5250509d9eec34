-- Into which tier does an account's own value lead at each look, measured at the borders alone?
-- An account is at a border or above it by the total order of the ranks, written out; above a border at which nobody stands is everybody.
with

ranking_values as (
    select * from metrics.ranking_values
),

rules as (
    select * from metrics.tier_ladder
),

borders as (
    select borders.*, rules.least_wallet_share
    from metrics.pyramid_borders as borders
    left join rules on rules.scheme = borders.scheme and rules.tier = borders.tier
),

ladder as (
    select
        scheme,
        min(tier_order) filter (where is_ranked and cut_share is null) as open_order,
        max(tier_order) filter (where is_ranked) as floor_order,
        min(tier_order) filter (where not is_ranked) as unranked_order
    from rules
    group by scheme
),

candidates as (
    select
        scheme,
        level,
        account_id,
        months_ago,
        ranking_amount,
        gross_amount,
        coalesce(last_ordered_on, date '0001-01-01') as last_ordered_on,
        occasion_count,
        share_of_wallet
    from ranking_values
    where ranking_amount is not null
        and floor_reason is null
),

passed as (
    select
        candidates.scheme,
        candidates.level,
        candidates.account_id,
        candidates.months_ago,
        min(borders.tier_order) filter (where borders.border = 'CUT') as raw_tier_order,
        min(borders.tier_order) filter (where borders.border = 'PROMOTION') as promotion_tier_order,
        min(borders.tier_order) filter (where borders.border = 'DEMOTION') as tolerated_tier_order
    from candidates
    inner join borders
        on borders.scheme = candidates.scheme
        and borders.level = candidates.level
        and borders.months_ago = candidates.months_ago
        and (borders.least_wallet_share is null or candidates.share_of_wallet >= borders.least_wallet_share)
        and (
            borders.account_id is null
            or candidates.ranking_amount > borders.ranking_amount
            or (candidates.ranking_amount = borders.ranking_amount and (
                candidates.gross_amount > borders.gross_amount
                or (candidates.gross_amount = borders.gross_amount and (
                    candidates.last_ordered_on > coalesce(borders.last_ordered_on, date '0001-01-01')
                    or (candidates.last_ordered_on = coalesce(borders.last_ordered_on, date '0001-01-01') and (
                        candidates.occasion_count > borders.occasion_count
                        or (candidates.occasion_count = borders.occasion_count and (
                            candidates.account_id < borders.account_id
                            or (candidates.account_id = borders.account_id and borders.border <> 'DEMOTION')
                        ))
                    ))
                ))
            ))
        )
    group by candidates.scheme, candidates.level, candidates.account_id, candidates.months_ago
)

select
    ranking_values.scheme,
    ranking_values.level,
    ranking_values.account_id,
    ranking_values.months_ago,
    ranking_values.snapshot_on,
    ranking_values.revenue_amount,
    ranking_values.ranking_amount,
    ranking_values.ranking_abstain_reason,
    ranking_values.floor_reason,
    ranking_values.ranking_amount is not null as is_ranked,
    cast(case
        when ranking_values.ranking_amount is null then ladder.unranked_order
        when ranking_values.floor_reason is not null then ladder.floor_order
        else coalesce(passed.raw_tier_order, ladder.open_order)
    end as integer) as raw_tier_order,
    cast(case
        when ranking_values.ranking_amount is null then ladder.unranked_order
        when ranking_values.floor_reason is not null then ladder.floor_order
        else coalesce(passed.promotion_tier_order, ladder.open_order)
    end as integer) as promotion_tier_order,
    cast(case
        when ranking_values.ranking_amount is null then ladder.unranked_order
        when ranking_values.floor_reason is not null then ladder.floor_order
        else coalesce(passed.tolerated_tier_order, ladder.open_order)
    end as integer) as tolerated_tier_order
from ranking_values
inner join ladder on ladder.scheme = ranking_values.scheme
left join passed
    on passed.scheme = ranking_values.scheme
    and passed.level = ranking_values.level
    and passed.account_id = ranking_values.account_id
    and passed.months_ago = ranking_values.months_ago

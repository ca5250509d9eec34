-- How many buyers of an item bought it again, and how many days later?
-- The median is of complete gaps: who never came back has none, so a rarely bought item looks quicker than it is. Its interval is by ranks (order statistics of a sample median).
with

occasions as (
    select * from metrics.item_occasions
),

buyers as (
    select
        level,
        item_kind,
        item_id,
        account_id,
        min(ordered_on) as first_ordered_on,
        max(ordered_on) as last_ordered_on,
        count(*) as occasion_count
    from occasions
    group by level, item_kind, item_id, account_id
),

counts as (
    select
        level,
        item_kind,
        item_id,
        min(first_ordered_on) as first_ordered_on,
        max(last_ordered_on) as last_ordered_on,
        count(*) as buyer_count,
        count(*) filter (where occasion_count >= 2) as repeater_count,
        cast(sum(occasion_count) as bigint) as occasion_count
    from buyers
    group by level, item_kind, item_id
),

gaps as (
    select
        level,
        item_kind,
        item_id,
        gap_days,
        row_number() over (
            partition by level, item_kind, item_id
            order by gap_days asc nulls last, account_id asc nulls last, ordered_on asc nulls last
        ) as gap_rank,
        count(*) over (partition by level, item_kind, item_id) as gap_count
    from occasions
    where gap_days is not null
),

bounds as (
    select
        gaps.*,
        greatest(cast(floor((gap_count + 1 - z_90() * sqrt(gap_count)) / 2) as bigint), 1) as low_rank,
        least(cast(ceil((gap_count + 1 + z_90() * sqrt(gap_count)) / 2) as bigint), gap_count) as high_rank
    from gaps
),

cycles as (
    select
        level,
        item_kind,
        item_id,
        count(*) as gap_count,
        median(cast(gap_days as double)) as median_gap_days,
        min(gap_days) filter (where gap_rank = low_rank) as median_gap_days_low,
        min(gap_days) filter (where gap_rank = high_rank) as median_gap_days_high
    from bounds
    group by level, item_kind, item_id
)

select
    counts.level,
    counts.item_kind,
    counts.item_id,
    counts.first_ordered_on,
    counts.last_ordered_on,
    counts.buyer_count,
    counts.repeater_count,
    counts.occasion_count,
    coalesce(cycles.gap_count, 0) as gap_count,
    cycles.median_gap_days,
    cycles.median_gap_days_low,
    cycles.median_gap_days_high
from counts
left join cycles
    on cycles.level = counts.level
    and cycles.item_kind = counts.item_kind
    and cycles.item_id = counts.item_id

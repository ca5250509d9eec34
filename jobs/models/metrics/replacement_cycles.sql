-- After how long is a thing of a durable category replaced?
-- What retired assets show, where enough of them were; else what is written on them or what the operator says; else the usual gap between purchases.
with

categories as (
    select * from metrics.durable_categories
),

survivals as (
    select * from metrics.asset_survivals
),

assets as (
    select * from staged.installed_assets where category_id is not null and expected_life_days > 0
),

repurchases as (
    select * from metrics.item_repurchases where level = 'customer' and item_kind = 'category'
),

policy as (
    select * from config.replacement
),

medians as (
    select
        category_id,
        min(case when survival <= 5e-1 then age_days end) as cycle_days,
        min(case when survival_low <= 5e-1 then age_days end) as cycle_days_low,
        min(case when survival_high <= 5e-1 then age_days end) as cycle_days_high
    from survivals
    group by category_id
),

ranked as (
    select
        category_id,
        expected_life_days,
        row_number() over (
            partition by category_id
            order by expected_life_days asc nulls last, asset_id asc nulls last
        ) as place,
        count(*) over (partition by category_id) as life_count
    from assets
),

lives as (
    select
        category_id,
        max(life_count) as life_count,
        median(cast(expected_life_days as double)) as cycle_days,
        min(case when place >= 5e-2 * life_count then expected_life_days end) as cycle_days_low,
        min(case when place >= 95e-2 * life_count then expected_life_days end) as cycle_days_high
    from ranked
    group by category_id
),

joined as (
    select
        categories.category_id,
        categories.retired_count,
        categories.named_life_days,
        medians.cycle_days as seen_days,
        medians.cycle_days_low as seen_days_low,
        medians.cycle_days_high as seen_days_high,
        lives.life_count,
        lives.cycle_days as written_days,
        lives.cycle_days_low as written_days_low,
        lives.cycle_days_high as written_days_high,
        repurchases.gap_count,
        repurchases.median_gap_days,
        repurchases.median_gap_days_low,
        repurchases.median_gap_days_high,
        case
            when categories.retired_count >= policy.min_retired and medians.cycle_days_high is not null then 'KAPLAN_MEIER'
            when lives.life_count >= policy.min_lives then 'EXPECTED_LIFE'
            when categories.named_life_days is not null then 'NAMED_LIFE'
            when repurchases.gap_count >= policy.min_lives then 'REPURCHASE_GAPS'
        end as method
    from categories
    cross join policy
    left join medians on medians.category_id = categories.category_id
    left join lives on lives.category_id = categories.category_id
    left join repurchases on repurchases.item_id = categories.category_id
)

select
    category_id,
    case method
        when 'KAPLAN_MEIER' then cast(seen_days as double)
        when 'EXPECTED_LIFE' then written_days
        when 'NAMED_LIFE' then cast(named_life_days as double)
        when 'REPURCHASE_GAPS' then median_gap_days
    end as cycle_days,
    case method
        when 'KAPLAN_MEIER' then cast(seen_days_low as double)
        when 'EXPECTED_LIFE' then cast(written_days_low as double)
        when 'NAMED_LIFE' then cast(named_life_days as double)
        when 'REPURCHASE_GAPS' then cast(median_gap_days_low as double)
    end as cycle_days_low,
    case method
        when 'KAPLAN_MEIER' then cast(seen_days_high as double)
        when 'EXPECTED_LIFE' then cast(written_days_high as double)
        when 'NAMED_LIFE' then cast(named_life_days as double)
        when 'REPURCHASE_GAPS' then cast(median_gap_days_high as double)
    end as cycle_days_high,
    case method
        when 'KAPLAN_MEIER' then retired_count
        when 'EXPECTED_LIFE' then life_count
        when 'NAMED_LIFE' then cast(0 as bigint)
        when 'REPURCHASE_GAPS' then gap_count
    end as cycle_n,
    method as cycle_method,
    case when method is null then 'TOO_FEW_OBSERVATIONS' end as cycle_abstain_reason
from joined

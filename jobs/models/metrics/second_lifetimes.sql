-- What does an account bring in the year after it came back, beside the year before it fell silent?
-- As many months on both sides, each with the purchase at its end: a return of less than a year ago counts the months that it has had. Who bought before the counted months has a whole year before.
with

silences as (
    select * from metrics.account_silences where is_lapse and returned_on is not null
),

months as (
    select * from metrics.account_months
),

calendar as (
    select * from metrics.trailing_months
),

activity as (
    select level, account_id, first_ordered_on from metrics.account_activity
),

levels as (
    select distinct level from staged.accounts
),

policy as (
    select * from config.winback
),

dated as (
    select
        silences.level,
        silences.account_id,
        silences.last_ordered_on,
        silences.returned_on,
        before.months_ago as last_months_ago,
        after.months_ago as return_months_ago,
        least(
            coalesce(beginning.months_ago - before.months_ago + 1, policy.second_life_months),
            after.months_ago,
            policy.second_life_months
        ) as month_count
    from silences
    cross join policy
    inner join calendar as before on silences.last_ordered_on between before.from_on and before.to_on
    inner join calendar as after on silences.returned_on between after.from_on and after.to_on
    inner join activity on activity.level = silences.level and activity.account_id = silences.account_id
    left join calendar as beginning on activity.first_ordered_on >= beginning.from_on and activity.first_ordered_on <= beginning.to_on
    where after.months_ago >= policy.second_life_min_months
),

compared as (
    select
        dated.level,
        dated.account_id,
        dated.returned_on,
        dated.month_count,
        months.months_ago between dated.last_months_ago and dated.last_months_ago + dated.month_count - 1 as is_before,
        months.months_ago between dated.return_months_ago - dated.month_count + 1 and dated.return_months_ago as is_after,
        months.revenue_amount - months.cost_amount - months.rebate_amount - months.service_cost_amount as margin_amount,
        months.cost_bearing_line_count - months.costed_line_count as uncosted_count
    from dated
    inner join months on months.level = dated.level and months.account_id = dated.account_id
),

-- A line without a cost leaves its return out, where it lies in one of the months that are compared.
sums as (
    select
        level,
        account_id,
        returned_on,
        month_count,
        sum(case when is_before then margin_amount else 0 end) as before_amount,
        sum(case when is_after then margin_amount else 0 end) as after_amount,
        sum(uncosted_count) as uncosted_count
    from compared
    where is_before or is_after
    group by level, account_id, returned_on, month_count
),

monthly as (
    select
        sums.*,
        safe_div(before_amount, month_count) as before_rate,
        safe_div(after_amount, month_count) as after_rate
    from sums
    where uncosted_count = 0
),

totals as (
    select
        level,
        count(*) as return_count,
        sum(fixed(before_rate)) as before_rate,
        sum(fixed(after_rate)) as after_rate
    from monthly
    group by level
),

scatter as (
    select
        monthly.level,
        sum(fixed(
            (monthly.after_rate - safe_div(totals.after_rate, totals.before_rate) * monthly.before_rate) / cast(totals.before_rate as double)
                * ((monthly.after_rate - safe_div(totals.after_rate, totals.before_rate) * monthly.before_rate) / cast(totals.before_rate as double))
        )) as squares
    from monthly
    inner join totals on totals.level = monthly.level and totals.before_rate > 0
    group by monthly.level
),

shares as (
    select
        levels.level,
        coalesce(totals.return_count, 0) as return_count,
        case when totals.before_rate > 0 then safe_div(totals.after_rate, totals.before_rate) end as second_life_share,
        sqrt(safe_div(cast(scatter.squares as double) * totals.return_count, nullif(totals.return_count - 1, 0))) as share_error,
        case
            when coalesce(totals.return_count, 0) < policy.min_returns then 'TOO_FEW_OBSERVATIONS'
            when totals.before_rate <= 0 then 'NO_VALUE'
        end as second_life_abstain_reason
    from levels
    cross join policy
    left join totals on totals.level = levels.level
    left join scatter on scatter.level = levels.level
)

select
    level,
    return_count,
    case when second_life_abstain_reason is null then second_life_share end as second_life_share,
    case when second_life_abstain_reason is null then second_life_share - z_90() * share_error end as second_life_share_low,
    case when second_life_abstain_reason is null then second_life_share + z_90() * share_error end as second_life_share_high,
    second_life_abstain_reason
from shares

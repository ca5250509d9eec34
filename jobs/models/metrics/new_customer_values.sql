-- What is a new customer worth, and what share of the deals with those who never bought is won?
-- New: first purchase within twelve months. An industry with too few of them takes the company's.
with

values_now as (
    select * from metrics.net_values where level = 'customer'
),

accounts as (
    select account_id, new_customer_count from metrics.relationship_accounts where level = 'customer'
),

attributes as (
    select account_id, industry from metrics.account_attributes where level = 'customer'
),

activity as (
    select account_id, first_ordered_on from metrics.account_activity where level = 'customer'
),

opportunities as (
    select * from staged.opportunities where status in ('won', 'lost')
),

windows as (
    select from_on, to_on from metrics.value_windows where window_name = '12m'
),

policy as (
    select * from config.economics
),

deliveries as (
    select coalesce(bool_or(is_delivered) filter (where table_name = 'opportunities'), false) as has_opportunities
    from run.deliveries
),

decided as (
    select
        opportunities.customer_id,
        count(*) as decided_count,
        count(*) filter (where opportunities.status = 'won') as won_count
    from opportunities
    inner join windows on opportunities.closed_on between windows.from_on and windows.to_on
    left join activity on activity.account_id = opportunities.customer_id
    where activity.first_ordered_on is null or opportunities.created_on < activity.first_ordered_on
    group by opportunities.customer_id
),

rows_of_all as (
    select
        attributes.industry,
        case when accounts.new_customer_count > 0 then values_now.clv_net_amount_36m end as new_value,
        coalesce(decided.decided_count, 0) as decided_count,
        coalesce(decided.won_count, 0) as won_count
    from attributes
    inner join accounts on accounts.account_id = attributes.account_id
    left join values_now on values_now.account_id = attributes.account_id
    left join decided on decided.customer_id = attributes.account_id
    union all
    select
        'UNKNOWN' as industry,
        null as new_value,
        decided_count,
        won_count
    from decided
    where customer_id is null
),

scoped as (
    select 'COMPANY' as scope, 'ALL' as industry, new_value, decided_count, won_count from rows_of_all
    union all
    select 'SEGMENT' as scope, industry, new_value, decided_count, won_count from rows_of_all
),

sums as (
    select
        scope,
        industry,
        count(new_value) as new_count,
        safe_div(sum(new_value), count(new_value)) as mean_value,
        cast(sum(decided_count) as bigint) as decided_count,
        cast(sum(won_count) as bigint) as won_count
    from scoped
    group by scope, industry
),

spreads as (
    select
        scoped.scope,
        scoped.industry,
        sqrt(safe_div(
            cast(sum(fixed(
                (cast(scoped.new_value as double) - sums.mean_value) / 1e6 * ((cast(scoped.new_value as double) - sums.mean_value) / 1e6)
            )) as double),
            cast(sums.new_count as double) * nullif(sums.new_count - 1, 0)
        )) * 1e6 as mean_error
    from scoped
    inner join sums on sums.scope = scoped.scope and sums.industry = scoped.industry
    where scoped.new_value is not null
    group by scoped.scope, scoped.industry, sums.new_count
),

-- The industry's own mean and rate where it has enough, each by itself, else the company's.
chosen as (
    select
        sums.scope,
        sums.industry,
        case when sums.new_count >= policy.min_accounts then sums.scope else 'COMPANY' end as value_scope,
        case when sums.new_count >= policy.min_accounts then sums.industry else 'ALL' end as value_industry,
        case when sums.decided_count >= policy.min_accounts then sums.scope else 'COMPANY' end as rate_scope,
        case when sums.decided_count >= policy.min_accounts then sums.industry else 'ALL' end as rate_industry
    from sums
    cross join policy
)

select
    chosen.scope,
    chosen.industry,
    chosen.value_scope as new_value_scope,
    means.new_count as new_value_n,
    case when means.new_count >= policy.min_accounts then cast(cast(means.mean_value as decimal(28, 8)) as decimal(18, 4)) end as new_value_amount,
    case when means.new_count >= policy.min_accounts then spreads.mean_error end as new_value_error,
    case when means.new_count < policy.min_accounts then 'TOO_FEW_OBSERVATIONS' end as new_value_abstain_reason,
    chosen.rate_scope as new_win_rate_scope,
    rates.decided_count as new_win_rate_n,
    case when rates.decided_count >= policy.min_accounts then safe_div(rates.won_count, rates.decided_count) end as new_win_rate,
    case when rates.decided_count >= policy.min_accounts then wilson_low(rates.won_count, rates.decided_count) end as new_win_rate_low,
    case when rates.decided_count >= policy.min_accounts then wilson_high(rates.won_count, rates.decided_count) end as new_win_rate_high,
    case
        when not deliveries.has_opportunities then 'SOURCE_MISSING'
        when rates.decided_count < policy.min_accounts then 'TOO_FEW_OBSERVATIONS'
    end as new_win_rate_abstain_reason
from chosen
cross join policy
cross join deliveries
inner join sums as means on means.scope = chosen.value_scope and means.industry = chosen.value_industry
inner join sums as rates on rates.scope = chosen.rate_scope and rates.industry = chosen.rate_industry
left join spreads on spreads.scope = chosen.value_scope and spreads.industry = chosen.value_industry

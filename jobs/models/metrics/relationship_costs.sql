-- What does it cost to win a customer, to keep one for a year, and to win one back, and how many times the one is the other?
-- All that was spent over those who came: failures are inside, and whom no system of activities knows is left out of both. What is spent is known; how many it brings is chance (Poisson), and so is what keeping one of them costs.
with

accounts as (
    select * from metrics.relationship_accounts where level = 'customer'
),

attributes as (
    select account_id, industry from metrics.account_attributes where level = 'customer'
),

policy as (
    select * from config.economics
),

scoped as (
    select
        'COMPANY' as scope,
        'ALL' as industry,
        accounts.*,
        accounts.unlisted_customer_count > 0 as is_unlisted
    from accounts
    union all
    select
        'SEGMENT' as scope,
        attributes.industry,
        accounts.*,
        accounts.unlisted_customer_count > 0 as is_unlisted
    from accounts
    inner join attributes on attributes.account_id = accounts.account_id
),

sums as (
    select
        scope,
        industry,
        count(*) as account_count,
        count(*) filter (where is_unlisted) as unlisted_count,
        sum(acquisition_cost_amount) as acquired,
        coalesce(min(acquisition_cost_amount) < 0 and sum(acquisition_cost_amount) <= 0, false) as is_acquisition_credited,
        count(*) filter (where acquisition_cost_amount <> 0) as courted_count,
        coalesce(
            max(case when acquisition_abstain_reason <> 'NOT_IN_SOURCE' then acquisition_abstain_reason end),
            case when count(*) = count(acquisition_abstain_reason) then 'NOT_IN_SOURCE' end
        ) as acquisition_reason,
        sum(new_customer_count) as all_new_count,
        coalesce(sum(new_customer_count) filter (where not is_unlisted), 0) as new_count,
        sum(retention_cost_amount) as retained,
        coalesce(min(retention_cost_amount) < 0 and sum(retention_cost_amount) <= 0, false) as is_retention_credited,
        coalesce(
            max(case when retention_abstain_reason <> 'NOT_IN_SOURCE' then retention_abstain_reason end),
            case when count(*) = count(retention_abstain_reason) then 'NOT_IN_SOURCE' end
        ) as retention_reason,
        coalesce(sum(fixed(active_years)) filter (where not is_unlisted), 0) as active_years,
        count(*) filter (where active_days > 0 and not is_unlisted) as active_count,
        sum(winback_cost_amount) as won_back,
        coalesce(min(winback_cost_amount) < 0 and sum(winback_cost_amount) <= 0, false) as is_winback_credited,
        count(*) filter (where winback_cost_amount <> 0) as attempted_count,
        coalesce(
            max(case when winback_abstain_reason <> 'NOT_IN_SOURCE' then winback_abstain_reason end),
            case when count(*) = count(winback_abstain_reason) then 'NOT_IN_SOURCE' end
        ) as winback_reason,
        sum(return_count) as all_return_count,
        coalesce(sum(return_count) filter (where not is_unlisted), 0) as return_count
    from scoped
    group by scope, industry
),

means as (
    select
        sums.*,
        safe_div(sums.acquired, sums.new_count) as acquisition_cost,
        safe_div(sums.retained, sums.active_years) as retention_cost,
        safe_div(sums.won_back, sums.return_count) as winback_cost
    from sums
),

-- An account's share of the spending less its share of the years: small, however many accounts there are, unless credits leave next to nothing of the spending.
residuals as (
    select
        scoped.scope,
        scoped.industry,
        means.active_count,
        case
            when means.retained = 0 then 0e0
            else safe_div(scoped.retention_cost_amount, means.retained) - safe_div(scoped.active_years, means.active_years)
        end as residual
    from scoped
    inner join means on means.scope = scoped.scope and means.industry = scoped.industry
    where scoped.active_days > 0
        and not scoped.is_unlisted
),

mean_squares as (
    select
        scope,
        industry,
        sum(fixed(least(residual * residual * active_count, 1e9))) as squares
    from residuals
    group by scope, industry
),

-- Relative errors: of a count that Poisson's law gives, and of a ratio of two sums. From an error as large as the cost on, the interval would reach from a fifth of it to five times.
errors as (
    select
        means.*,
        policy.min_accounts,
        sqrt(safe_div(mean_squares.squares, means.active_count - 1)) as retention_error,
        case
            when means.acquisition_reason is not null then means.acquisition_reason
            when means.is_acquisition_credited then 'CREDITS_EXCEED_COSTS'
            when means.new_count = 0 then 'NO_NEW_CUSTOMER'
            when least(means.new_count, means.courted_count) < policy.min_accounts then 'TOO_FEW_OBSERVATIONS'
        end as acquisition_abstain_reason,
        case
            when means.retention_reason is not null then means.retention_reason
            when means.is_retention_credited then 'CREDITS_EXCEED_COSTS'
            when means.active_count = 0 then 'NO_ACTIVE_CUSTOMER'
            when means.active_count < policy.min_accounts then 'TOO_FEW_OBSERVATIONS'
            when safe_div(mean_squares.squares, means.active_count - 1) >= 1 then 'TOO_UNCERTAIN'
        end as retention_abstain_reason,
        case
            when means.winback_reason is not null then means.winback_reason
            when means.is_winback_credited then 'CREDITS_EXCEED_COSTS'
            when means.return_count = 0 then 'NO_RETURN'
            when least(means.return_count, means.attempted_count) < policy.min_accounts then 'TOO_FEW_OBSERVATIONS'
        end as winback_abstain_reason
    from means
    cross join policy
    left join mean_squares on mean_squares.scope = means.scope and mean_squares.industry = means.industry
),

limits as (
    select
        errors.*,
        byar_low(new_count) as new_low,
        byar_high(new_count) as new_high,
        byar_low(return_count) as return_low,
        byar_high(return_count) as return_high,
        case
            when acquisition_abstain_reason is not null then acquisition_abstain_reason
            when retention_abstain_reason is not null then retention_abstain_reason
            when retention_cost = 0 then 'NO_COST'
        end as acquisition_ratio_abstain_reason,
        case
            when winback_abstain_reason is not null then winback_abstain_reason
            when retention_abstain_reason is not null then retention_abstain_reason
            when retention_cost = 0 then 'NO_COST'
        end as winback_ratio_abstain_reason
    from errors
)

select
    scope,
    industry,
    account_count,
    unlisted_count as unlisted_customer_count,
    cast(all_new_count as bigint) as new_customer_count,
    cast(new_count as bigint) as acquisition_n,
    case when acquisition_reason is null then cast(acquired as decimal(18, 4)) end as acquisition_spend_amount,
    case when acquisition_abstain_reason is null then acquisition_cost end as acquisition_cost,
    case when acquisition_abstain_reason is null then safe_div(acquired, new_high) end as acquisition_cost_low,
    case when acquisition_abstain_reason is null then safe_div(acquired, new_low) end as acquisition_cost_high,
    acquisition_abstain_reason,
    active_count as active_customer_count,
    cast(active_years as double) as active_years,
    case when retention_reason is null then cast(retained as decimal(18, 4)) end as retention_spend_amount,
    case when retention_abstain_reason is null then retention_cost end as retention_cost,
    case when retention_abstain_reason is null then retention_cost * exp(-z_90() * retention_error) end as retention_cost_low,
    case when retention_abstain_reason is null then retention_cost * exp(z_90() * retention_error) end as retention_cost_high,
    retention_abstain_reason,
    cast(all_return_count as bigint) as return_count,
    cast(return_count as bigint) as winback_n,
    case when winback_reason is null then cast(won_back as decimal(18, 4)) end as winback_spend_amount,
    case when winback_abstain_reason is null then winback_cost end as winback_cost,
    case when winback_abstain_reason is null then safe_div(won_back, return_high) end as winback_cost_low,
    case when winback_abstain_reason is null then safe_div(won_back, return_low) end as winback_cost_high,
    winback_abstain_reason,
    case when acquisition_ratio_abstain_reason is null then acquisition_cost / retention_cost end as acquisition_ratio,
    case
        when acquisition_ratio_abstain_reason is null
            then acquisition_cost / retention_cost * exp(-z_90() * sqrt(1e0 / new_count + retention_error * retention_error))
    end as acquisition_ratio_low,
    case
        when acquisition_ratio_abstain_reason is null
            then acquisition_cost / retention_cost * exp(z_90() * sqrt(1e0 / new_count + retention_error * retention_error))
    end as acquisition_ratio_high,
    acquisition_ratio_abstain_reason,
    case when winback_ratio_abstain_reason is null then winback_cost / retention_cost end as winback_ratio,
    case
        when winback_ratio_abstain_reason is null
            then winback_cost / retention_cost * exp(-z_90() * sqrt(1e0 / return_count + retention_error * retention_error))
    end as winback_ratio_low,
    case
        when winback_ratio_abstain_reason is null
            then winback_cost / retention_cost * exp(z_90() * sqrt(1e0 / return_count + retention_error * retention_error))
    end as winback_ratio_high,
    winback_ratio_abstain_reason
from limits

-- How many new customers would replace this account, what would winning them cost, and what may winning a prospect cost at most?
-- Held against the new customers of its industry, or of the company where those are too few.
with

values_now as (
    select * from metrics.net_values
),

future_values as (
    select level, account_id, clv_error_36m from metrics.future_values where months_ago = 0
),

attributes as (
    select level, account_id, industry from metrics.account_attributes
),

activity as (
    select level, account_id, first_ordered_on from metrics.account_activity
),

new_values as (
    select * from metrics.new_customer_values where scope = 'SEGMENT'
),

costs as (
    select * from metrics.relationship_costs
),

joined as (
    select
        values_now.level,
        values_now.account_id,
        activity.first_ordered_on is null as is_prospect,
        values_now.clv_net_amount_36m,
        values_now.clv_net_abstain_reason,
        future_values.clv_error_36m,
        new_values.new_value_amount,
        new_values.new_value_n,
        new_values.new_value_error,
        new_values.new_value_abstain_reason,
        new_values.new_win_rate,
        new_values.new_win_rate_low,
        new_values.new_win_rate_high,
        new_values.new_win_rate_abstain_reason,
        coalesce(own_costs.acquisition_cost, all_costs.acquisition_cost) as acquisition_cost,
        all_costs.acquisition_abstain_reason
    from values_now
    inner join activity on activity.level = values_now.level and activity.account_id = values_now.account_id
    inner join attributes on attributes.level = values_now.level and attributes.account_id = values_now.account_id
    left join new_values on new_values.industry = attributes.industry
    left join future_values on future_values.level = values_now.level and future_values.account_id = values_now.account_id
    left join costs as own_costs on own_costs.scope = 'SEGMENT' and own_costs.industry = attributes.industry
    left join costs as all_costs on all_costs.scope = 'COMPANY'
),

counted as (
    select
        joined.*,
        safe_div(greatest(clv_net_amount_36m, 0), new_value_amount) as replacement_count,
        sqrt(clv_error_36m * clv_error_36m + safe_div(new_value_error, new_value_amount) * safe_div(new_value_error, new_value_amount)) as relative_error,
        case
            when clv_net_abstain_reason is not null then clv_net_abstain_reason
            when new_value_abstain_reason is not null then new_value_abstain_reason
            when new_value_amount is null then 'TOO_FEW_OBSERVATIONS'
            when new_value_amount <= 0 then 'NO_VALUE'
        end as replacement_abstain_reason,
        case
            when not is_prospect then 'NOT_A_PROSPECT'
            when new_value_abstain_reason is not null then new_value_abstain_reason
            when new_win_rate_abstain_reason is not null then new_win_rate_abstain_reason
            when new_value_amount is null then 'TOO_FEW_OBSERVATIONS'
        end as win_limit_abstain_reason
    from joined
)

select
    level,
    account_id,
    case when replacement_abstain_reason is null then replacement_count end as replacement_count,
    case when replacement_abstain_reason is null then replacement_count * exp(-z_90() * relative_error) end as replacement_count_low,
    case when replacement_abstain_reason is null then replacement_count * exp(z_90() * relative_error) end as replacement_count_high,
    coalesce(new_value_n, 0) as replacement_n,
    replacement_abstain_reason,
    case
        when replacement_abstain_reason is null and (replacement_count = 0 or acquisition_cost is not null)
            then cast(cast(replacement_count * coalesce(acquisition_cost, 0e0) as decimal(28, 8)) as decimal(18, 4))
    end as replacement_cost_amount,
    case
        when replacement_abstain_reason is not null then replacement_abstain_reason
        when replacement_count > 0 and acquisition_cost is null then acquisition_abstain_reason
    end as replacement_cost_abstain_reason,
    case
        when win_limit_abstain_reason is null
            then cast(cast(greatest(cast(new_value_amount as double), 0e0) * new_win_rate as decimal(28, 8)) as decimal(18, 4))
    end as win_limit_amount,
    case
        when win_limit_abstain_reason is null
            then cast(cast(greatest(cast(new_value_amount as double), 0e0) * new_win_rate_low as decimal(28, 8)) as decimal(18, 4))
    end as win_limit_amount_low,
    case
        when win_limit_abstain_reason is null
            then cast(cast(greatest(cast(new_value_amount as double), 0e0) * new_win_rate_high as decimal(28, 8)) as decimal(18, 4))
    end as win_limit_amount_high,
    win_limit_abstain_reason
from counted

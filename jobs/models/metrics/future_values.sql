-- What will an account still bring, as discounted margin of the kind on which values rest, and what would the same models have said at each earlier snapshot?
-- Purchases by the history until then; parameters, order amount and margin rate are tonight's. The interval joins the two errors of revenue and the margin's as independent parts (Zou and Donner 2008), so that a loss keeps its sign.
with

histories as (
    select * from metrics.purchase_histories
),

forecasts as (
    select * from metrics.purchase_forecasts
),

order_amounts as (
    select * from metrics.expected_order_amounts
),

margin_rates as (
    select * from metrics.margin_rates
),

parts as (
    select
        histories.level,
        histories.account_id,
        histories.months_ago,
        histories.repeat_count + 1 as occasion_count,
        forecasts.discounted_purchases_12m * order_amounts.expected_order_amount as revenue_12m,
        forecasts.discounted_purchases_36m * order_amounts.expected_order_amount as revenue_36m,
        least(
            sqrt(
                forecasts.discounted_purchases_error_12m * forecasts.discounted_purchases_error_12m
                    + order_amounts.expected_order_error * order_amounts.expected_order_error
            ),
            5e0
        ) as revenue_error_12m,
        least(
            sqrt(
                forecasts.discounted_purchases_error_36m * forecasts.discounted_purchases_error_36m
                    + order_amounts.expected_order_error * order_amounts.expected_order_error
            ),
            5e0
        ) as revenue_error_36m,
        coalesce(
            order_amounts.expected_order_error is not null and margin_rates.margin_rate_error is not null,
            false
        ) as has_error,
        margin_rates.margin_rate,
        margin_rates.margin_rate_error,
        forecasts.model || ' x ' || order_amounts.expected_order_method as method,
        case
            when forecasts.discounted_purchases_36m is null then forecasts.forecast_abstain_reason
            when order_amounts.expected_order_amount is null then order_amounts.expected_order_abstain_reason
            when margin_rates.margin_rate is null then margin_rates.margin_rate_abstain_reason
            when forecasts.discounted_purchases_36m * order_amounts.expected_order_amount >= 1e13 then 'OUT_OF_RANGE'
        end as clv_abstain_reason
    from histories
    inner join forecasts
        on forecasts.level = histories.level
        and forecasts.repeat_count = histories.repeat_count
        and forecasts.recency_days = histories.recency_days
        and forecasts.age_days = histories.age_days
    inner join order_amounts
        on order_amounts.level = histories.level
        and order_amounts.account_id = histories.account_id
    inner join margin_rates
        on margin_rates.level = histories.level
        and margin_rates.account_id = histories.account_id
),

deviations as (
    select
        level,
        account_id,
        months_ago,
        case when margin_rate < 0 then exp(z_90() * revenue_error_12m) - 1 else 1 - exp(-z_90() * revenue_error_12m) end
            as below_12m,
        case when margin_rate < 0 then 1 - exp(-z_90() * revenue_error_12m) else exp(z_90() * revenue_error_12m) - 1 end
            as above_12m,
        case when margin_rate < 0 then exp(z_90() * revenue_error_36m) - 1 else 1 - exp(-z_90() * revenue_error_36m) end
            as below_36m,
        case when margin_rate < 0 then 1 - exp(-z_90() * revenue_error_36m) else exp(z_90() * revenue_error_36m) - 1 end
            as above_36m,
        power(z_90() * margin_rate_error, 2) as squared_margin_deviation,
        margin_rate * margin_rate as squared_margin
    from parts
    where has_error
),

intervals as (
    select
        level,
        account_id,
        months_ago,
        sqrt(squared_margin * below_12m * below_12m + squared_margin_deviation) as below_12m,
        sqrt(squared_margin * above_12m * above_12m + squared_margin_deviation) as above_12m,
        sqrt(squared_margin * below_36m * below_36m + squared_margin_deviation) as below_36m,
        sqrt(squared_margin * above_36m * above_36m + squared_margin_deviation) as above_36m
    from deviations
)

select
    parts.level,
    parts.account_id,
    parts.months_ago,
    parts.occasion_count,
    case when parts.clv_abstain_reason is null then parts.method end as clv_method,
    parts.clv_abstain_reason,
    case when parts.clv_abstain_reason is null then cast(parts.revenue_12m as decimal(18, 4)) end as future_revenue_amount_12m,
    case when parts.clv_abstain_reason is null then cast(parts.revenue_36m as decimal(18, 4)) end as future_revenue_amount_36m,
    case when parts.clv_abstain_reason is null then parts.margin_rate end as margin_rate,
    case when parts.clv_abstain_reason is null then cast(parts.revenue_12m * parts.margin_rate as decimal(18, 4)) end
        as clv_amount_12m,
    case
        when parts.clv_abstain_reason is null and parts.has_error
            then cast(
                greatest(parts.revenue_12m * (parts.margin_rate - intervals.below_12m), -99999999999999e0) as decimal(18, 4)
            )
    end as clv_amount_12m_low,
    case
        when parts.clv_abstain_reason is null and parts.has_error
            then cast(
                least(parts.revenue_12m * (parts.margin_rate + intervals.above_12m), 99999999999999e0) as decimal(18, 4)
            )
    end as clv_amount_12m_high,
    case
        when parts.clv_abstain_reason is null and parts.has_error and parts.margin_rate <> 0
            then least(
                sqrt(
                    parts.revenue_error_12m * parts.revenue_error_12m
                        + power(safe_div(parts.margin_rate_error, parts.margin_rate), 2)
                ),
                5e0
            )
    end as clv_error_12m,
    case when parts.clv_abstain_reason is null then cast(parts.revenue_36m * parts.margin_rate as decimal(18, 4)) end
        as clv_amount_36m,
    case
        when parts.clv_abstain_reason is null and parts.has_error
            then cast(
                greatest(parts.revenue_36m * (parts.margin_rate - intervals.below_36m), -99999999999999e0) as decimal(18, 4)
            )
    end as clv_amount_36m_low,
    case
        when parts.clv_abstain_reason is null and parts.has_error
            then cast(
                least(parts.revenue_36m * (parts.margin_rate + intervals.above_36m), 99999999999999e0) as decimal(18, 4)
            )
    end as clv_amount_36m_high,
    case
        when parts.clv_abstain_reason is null and parts.has_error and parts.margin_rate <> 0
            then least(
                sqrt(
                    parts.revenue_error_36m * parts.revenue_error_36m
                        + power(safe_div(parts.margin_rate_error, parts.margin_rate), 2)
                ),
                5e0
            )
    end as clv_error_36m
from parts
left join intervals
    on intervals.level = parts.level
    and intervals.account_id = parts.account_id
    and intervals.months_ago = parts.months_ago

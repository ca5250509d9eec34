-- For how many days of sales does an account owe us, how late is it, is that more than a quarter ago, and how much of its limit is used?
-- What is owed and how old it is stands in credit_losses. Receivables and credit sales are both with tax; who owes nothing owes for 0 days.
with

accounts as (
    select * from staged.accounts
),

losses as (
    select * from metrics.credit_losses
),

snapshots as (
    select * from metrics.receivable_snapshots
),

delays as (
    select * from metrics.payment_delays
),

invoices as (
    select * from staged.invoices
),

customers as (
    select * from staged.customers
),

company_references as (
    select * from staged.company_references where company_id = ''
),

exchange_rates as (
    select * from staged.exchange_rates
),

policy as (
    select * from config.account_risk
),

deliveries as (
    select coalesce(bool_or(is_delivered) filter (where table_name = 'payments'), false) as has_payments
    from run.deliveries
),

night as (
    select * from run.current
),

records as (
    select min(invoiced_on) as recorded_from_on from invoices
),

now_sums as (
    select
        accounts.level,
        accounts.account_id,
        cast(sum(snapshots.open_invoice_count) as bigint) as open_invoice_count,
        sum(snapshots.open_invoice_amount) as open_invoice_amount,
        sum(snapshots.late_amount_days) as late_amount_days,
        sum(snapshots.credit_note_amount) as credit_note_amount,
        sum(snapshots.unapplied_cash_amount) as unapplied_cash_amount,
        sum(snapshots.awaiting_invoice_amount) as awaiting_invoice_amount,
        sum(snapshots.credit_sales_amount) as credit_sales_amount
    from accounts
    inner join snapshots on snapshots.customer_id = accounts.customer_id
    where snapshots.months_ago = 0
    group by accounts.level, accounts.account_id
),

before_sums as (
    select
        accounts.level,
        accounts.account_id,
        sum(snapshots.receivable_amount) as receivable_amount,
        sum(snapshots.not_due_amount) as not_due_amount,
        sum(snapshots.overdue_amount) as overdue_amount,
        sum(snapshots.open_invoice_amount) as open_invoice_amount,
        sum(snapshots.late_amount_days) as late_amount_days,
        sum(snapshots.credit_sales_amount) as credit_sales_amount
    from accounts
    inner join snapshots on snapshots.customer_id = accounts.customer_id
    where snapshots.months_ago > 0
    group by accounts.level, accounts.account_id
),

delay_sums as (
    select
        accounts.level,
        accounts.account_id,
        cast(sum(delays.payment_count) as bigint) as payment_count,
        sum(delays.paid_amount) as paid_amount,
        sum(delays.paid_amount_days) as paid_amount_days,
        sum(delays.late_paid_amount_days) as late_paid_amount_days,
        cast(sum(delays.prepayment_count) as bigint) as prepayment_count,
        sum(delays.prepayment_amount) as prepayment_amount
    from accounts
    inner join delays on delays.customer_id = accounts.customer_id
    group by accounts.level, accounts.account_id
),

-- Period 0 is the newest.
period_sales as (
    select
        accounts.level,
        accounts.account_id,
        floor(days_between(invoices.invoiced_on, night.as_of) / policy.count_back_period_days) as period_number,
        sum(invoices.gross_amount) as sales_amount
    from invoices
    cross join night
    cross join policy
    inner join accounts on accounts.customer_id = invoices.customer_id
    where days_between(invoices.invoiced_on, night.as_of) < policy.count_back_period_days * policy.count_back_periods
    group by accounts.level, accounts.account_id, floor(days_between(invoices.invoiced_on, night.as_of) / policy.count_back_period_days)
),

counted_sales as (
    select
        period_sales.level,
        period_sales.account_id,
        period_sales.period_number,
        greatest(period_sales.sales_amount, 0) as sales_amount,
        sum(greatest(period_sales.sales_amount, 0)) over (
            partition by period_sales.level, period_sales.account_id
            order by period_sales.period_number asc nulls last
            rows between unbounded preceding and current row
        ) as sales_until
    from period_sales
    where period_sales.sales_amount is not null
),

-- The period in which the receivables are used up.
last_periods as (
    select
        counted_sales.level,
        counted_sales.account_id,
        min(counted_sales.period_number) as period_number
    from counted_sales
    inner join losses on losses.level = counted_sales.level and losses.account_id = counted_sales.account_id
    where counted_sales.sales_until >= losses.receivable_amount
    group by counted_sales.level, counted_sales.account_id
),

counted_back as (
    select
        counted_sales.level,
        counted_sales.account_id,
        case
            when losses.receivable_amount <= 0 then 0e0
            else policy.count_back_period_days * (
                counted_sales.period_number
                + safe_div(losses.receivable_amount - (counted_sales.sales_until - counted_sales.sales_amount), counted_sales.sales_amount)
            )
        end as count_back_days
    from counted_sales
    cross join policy
    inner join last_periods
        on last_periods.level = counted_sales.level
        and last_periods.account_id = counted_sales.account_id
        and last_periods.period_number = counted_sales.period_number
    inner join losses on losses.level = counted_sales.level and losses.account_id = counted_sales.account_id
),

sold as (
    select level, account_id
    from counted_sales
    group by level, account_id
    having max(sales_until) > 0
),

limits as (
    select
        customers.customer_id,
        cast(
            case
                when company_references.currency_code = night.reporting_currency then customers.credit_limit
                else cast(customers.credit_limit as decimal(18, 4)) * exchange_rates.fx_to_reporting
            end as decimal(18, 4)
        ) as credit_limit_amount,
        customers.credit_limit is not null as has_limit
    from customers
    cross join night
    left join company_references on company_references.source_system = customers.source_system
    left join exchange_rates
        on exchange_rates.currency_code = company_references.currency_code
        and night.as_of >= exchange_rates.valid_from_on
        and night.as_of < exchange_rates.valid_before_on
),

-- A group has a limit when each of its customers that owes something has one.
limit_sums as (
    select
        accounts.level,
        accounts.account_id,
        sum(limits.credit_limit_amount) as credit_limit_amount,
        count(*) filter (where not limits.has_limit and (accounts.level = 'customer' or coalesce(snapshots.receivable_amount, 0) > 0)) as unlimited_count,
        count(*) filter (where limits.has_limit) as limited_count,
        count(*) filter (where limits.has_limit and limits.credit_limit_amount is null) as unconverted_count
    from accounts
    inner join limits on limits.customer_id = accounts.customer_id
    left join snapshots on snapshots.customer_id = accounts.customer_id and snapshots.months_ago = 0
    group by accounts.level, accounts.account_id
),

joined as (
    select
        losses.*,
        losses.overdue_to_30d_amount + losses.overdue_to_60d_amount + losses.overdue_to_90d_amount + losses.overdue_90d_amount as overdue_amount,
        coalesce(now_sums.open_invoice_count, 0) as open_invoice_count,
        coalesce(now_sums.open_invoice_amount, 0) as open_invoice_amount,
        coalesce(now_sums.late_amount_days, 0) as late_amount_days,
        coalesce(now_sums.credit_note_amount, 0) as credit_note_amount,
        coalesce(now_sums.unapplied_cash_amount, 0) as unapplied_cash_amount,
        coalesce(now_sums.awaiting_invoice_amount, 0) as awaiting_invoice_amount,
        coalesce(now_sums.credit_sales_amount, 0) as credit_sales_amount,
        coalesce(before_sums.receivable_amount, 0) as before_receivable_amount,
        coalesce(before_sums.not_due_amount, 0) as before_not_due_amount,
        coalesce(before_sums.overdue_amount, 0) as before_overdue_amount,
        coalesce(before_sums.open_invoice_amount, 0) as before_open_invoice_amount,
        coalesce(before_sums.late_amount_days, 0) as before_late_amount_days,
        coalesce(before_sums.credit_sales_amount, 0) as before_credit_sales_amount,
        coalesce(delay_sums.payment_count, 0) as payment_count,
        coalesce(delay_sums.paid_amount, 0) as paid_amount,
        delay_sums.paid_amount_days,
        delay_sums.late_paid_amount_days,
        coalesce(delay_sums.prepayment_count, 0) as prepayment_count,
        coalesce(delay_sums.prepayment_amount, 0) as prepayment_amount,
        counted_back.count_back_days,
        sold.account_id is not null as has_sold,
        coalesce(limit_sums.credit_limit_amount, 0) as credit_limit_amount,
        coalesce(limit_sums.limited_count, 0) as limited_count,
        coalesce(limit_sums.unlimited_count, 0) as unlimited_count,
        coalesce(limit_sums.unconverted_count, 0) as unconverted_count,
        deliveries.has_payments,
        policy.dso_days,
        policy.trend_share,
        coalesce(records.recorded_from_on <= cast(night.as_of - cast(policy.dso_days as integer) as date), false) as is_window_recorded,
        coalesce(records.recorded_from_on <= months_before(night.as_of, cast(policy.trend_months as integer)), false) as is_before_recorded,
        coalesce(
            records.recorded_from_on
                <= cast(months_before(night.as_of, cast(policy.trend_months as integer)) - cast(policy.dso_days as integer) as date),
            false
        ) as is_before_window_recorded
    from losses
    cross join policy
    cross join night
    cross join deliveries
    cross join records
    left join now_sums on now_sums.level = losses.level and now_sums.account_id = losses.account_id
    left join before_sums on before_sums.level = losses.level and before_sums.account_id = losses.account_id
    left join delay_sums on delay_sums.level = losses.level and delay_sums.account_id = losses.account_id
    left join counted_back on counted_back.level = losses.level and counted_back.account_id = losses.account_id
    left join sold on sold.level = losses.level and sold.account_id = losses.account_id
    left join limit_sums on limit_sums.level = losses.level and limit_sums.account_id = losses.account_id
),

reasoned as (
    select
        joined.*,
        receivable_not_due_amount + overdue_amount as owed_amount,
        before_not_due_amount + before_overdue_amount as before_owed_amount,
        case
            when receivable_abstain_reason is not null then receivable_abstain_reason
            when not is_window_recorded then 'WINDOW_NOT_RECORDED'
            when credit_sales_amount <= 0 then 'NO_CREDIT_SALES'
        end as dso_abstain_reason,
        case
            when receivable_abstain_reason is not null then receivable_abstain_reason
            when not has_sold then 'NO_CREDIT_SALES'
            when count_back_days is null then 'OLDER_THAN_WINDOW'
        end as count_back_abstain_reason,
        case
            when receivable_abstain_reason is not null then receivable_abstain_reason
            when open_invoice_amount = 0 then 'NOTHING_OPEN'
        end as days_late_abstain_reason,
        case
            when receivable_abstain_reason is not null then receivable_abstain_reason
            when receivable_not_due_amount + overdue_amount = 0 then 'NOTHING_OPEN'
        end as overdue_share_abstain_reason,
        case
            when receivable_abstain_reason is not null then receivable_abstain_reason
            when not has_payments then 'SOURCE_MISSING'
            when not is_before_recorded then 'WINDOW_NOT_RECORDED'
        end as before_abstain_reason,
        case
            when receivable_abstain_reason is not null then receivable_abstain_reason
            when not has_payments then 'SOURCE_MISSING'
            when paid_amount <= 0 then 'NO_PAYMENTS'
        end as days_to_pay_abstain_reason,
        case
            when receivable_abstain_reason is not null then receivable_abstain_reason
            when limited_count = 0 or unlimited_count > 0 then 'NO_CREDIT_LIMIT'
            when unconverted_count > 0 then 'NO_RATE'
            when credit_limit_amount <= 0 then 'CREDIT_LIMIT_ZERO'
        end as limit_use_abstain_reason
    from joined
),

shares as (
    select
        reasoned.*,
        case when overdue_share_abstain_reason is null then safe_div(overdue_amount, owed_amount) end as overdue_share,
        case when before_abstain_reason is null and before_owed_amount > 0 then safe_div(before_overdue_amount, before_owed_amount) end
            as before_overdue_share
    from reasoned
)

select
    level,
    account_id,
    receivable_amount,
    receivable_not_due_amount,
    overdue_to_30d_amount,
    overdue_to_60d_amount,
    overdue_to_90d_amount,
    overdue_90d_amount,
    overdue_amount,
    credit_balance_amount,
    expected_credit_loss_amount,
    receivable_abstain_reason,
    case when receivable_abstain_reason is null then open_invoice_count end as open_invoice_count,
    case when receivable_abstain_reason is null then cast(open_invoice_amount as decimal(18, 4)) end as open_invoice_amount,
    case when receivable_abstain_reason is null then cast(credit_note_amount as decimal(18, 4)) end as credit_note_amount,
    case when receivable_abstain_reason is null then cast(unapplied_cash_amount as decimal(18, 4)) end as unapplied_cash_amount,
    case when receivable_abstain_reason is null then cast(awaiting_invoice_amount as decimal(18, 4)) end as awaiting_invoice_amount,
    case when receivable_abstain_reason is null then cast(credit_sales_amount as decimal(18, 4)) end as credit_sales_amount,
    case when dso_abstain_reason is null then safe_div(greatest(receivable_amount, 0), credit_sales_amount) * dso_days end as dso_days,
    dso_abstain_reason,
    case when count_back_abstain_reason is null then count_back_days end as count_back_dso_days,
    count_back_abstain_reason as count_back_dso_abstain_reason,
    case when days_late_abstain_reason is null then safe_div(late_amount_days, open_invoice_amount) end as weighted_days_late,
    days_late_abstain_reason as weighted_days_late_abstain_reason,
    overdue_share,
    overdue_share_abstain_reason,
    case when before_abstain_reason is null then cast(before_receivable_amount as decimal(18, 4)) end as prior_receivable_amount,
    case when before_abstain_reason is null then cast(before_overdue_amount as decimal(18, 4)) end as prior_overdue_amount,
    before_overdue_share as prior_overdue_share,
    case when before_abstain_reason is null and before_open_invoice_amount > 0 then safe_div(before_late_amount_days, before_open_invoice_amount) end
        as prior_weighted_days_late,
    case
        when before_abstain_reason is null and is_before_window_recorded and before_credit_sales_amount > 0
            then safe_div(greatest(before_receivable_amount, 0), before_credit_sales_amount) * dso_days
    end as prior_dso_days,
    before_abstain_reason as prior_receivable_abstain_reason,
    case
        when overdue_share is null or before_overdue_share is null then null
        when overdue_share - before_overdue_share > trend_share then 'WORSE'
        when before_overdue_share - overdue_share > trend_share then 'BETTER'
        else 'STEADY'
    end as overdue_trend,
    case
        when overdue_share_abstain_reason is not null then overdue_share_abstain_reason
        when before_abstain_reason is not null then before_abstain_reason
        when before_overdue_share is null then 'NOTHING_OPEN'
    end as overdue_trend_abstain_reason,
    case when days_to_pay_abstain_reason is null then payment_count end as payment_count,
    case when days_to_pay_abstain_reason is null then safe_div(paid_amount_days, paid_amount) end as days_to_pay,
    case when days_to_pay_abstain_reason is null then safe_div(late_paid_amount_days, paid_amount) end as days_paid_late,
    case when days_to_pay_abstain_reason is null then prepayment_count end as prepayment_count,
    case when days_to_pay_abstain_reason is null then cast(prepayment_amount as decimal(18, 4)) end as prepayment_amount,
    days_to_pay_abstain_reason,
    case when limited_count > 0 and unlimited_count = 0 and unconverted_count = 0 then cast(credit_limit_amount as decimal(18, 4)) end
        as credit_limit_amount,
    case when limit_use_abstain_reason is null then safe_div(greatest(receivable_amount, 0), credit_limit_amount) end as limit_use_share,
    limit_use_abstain_reason
from shares

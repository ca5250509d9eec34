-- What can go wrong with an account: money that comes late, people who leave, two channels, one category, competitors?
-- Each risk stands by itself. They are not added to a score: one is money, one a share, one a fact, and what is unknown is not small.
with

this_night as (
    select * from run.current
),

accounts as (
    select distinct level, account_id from staged.accounts
),

receivables as (
    select * from metrics.account_receivables
),

key_persons as (
    select * from metrics.key_person_risks
),

channels as (
    select * from metrics.channel_conflicts
),

categories as (
    select * from metrics.category_dependences
),

competitors as (
    select * from metrics.competitor_attention
),

policy as (
    select * from config.account_risk
),

flags as (
    select
        accounts.level,
        accounts.account_id,
        coalesce(receivables.overdue_trend = 'WORSE', false) as is_overdue_worse,
        coalesce(receivables.limit_use_share > 1, false) as is_over_limit,
        coalesce(key_persons.has_dominant_manager, false) as has_dominant_manager,
        coalesce(key_persons.handover_state in ('WAITING', 'NOBODY'), false) as is_without_manager,
        coalesce(key_persons.has_main_contact_left, false) as has_sponsor_left,
        coalesce(channels.is_channel_conflict, false) as is_channel_conflict,
        coalesce(categories.is_single_category, false) as is_single_category
    from accounts
    left join receivables on receivables.level = accounts.level and receivables.account_id = accounts.account_id
    left join key_persons on key_persons.level = accounts.level and key_persons.account_id = accounts.account_id
    left join channels on channels.level = accounts.level and channels.account_id = accounts.account_id
    left join categories on categories.level = accounts.level and categories.account_id = accounts.account_id
)

select
    this_night.as_of,
    accounts.level,
    accounts.account_id as customer_id,
    cast(
        case when flags.is_overdue_worse then 1 else 0 end
        + case when flags.is_over_limit then 1 else 0 end
        + case when flags.has_dominant_manager then 1 else 0 end
        + case when flags.is_without_manager then 1 else 0 end
        + case when flags.has_sponsor_left then 1 else 0 end
        + case when flags.is_channel_conflict then 1 else 0 end
        + case when flags.is_single_category then 1 else 0 end
        as bigint
    ) as risk_flag_count,
    trim(
        case when flags.is_overdue_worse then 'OVERDUE_WORSE ' else '' end
        || case when flags.is_over_limit then 'OVER_LIMIT ' else '' end
        || case when flags.has_dominant_manager then 'DOMINANT_MANAGER ' else '' end
        || case when flags.is_without_manager then 'WITHOUT_MANAGER ' else '' end
        || case when flags.has_sponsor_left then 'SPONSOR_LEFT ' else '' end
        || case when flags.is_channel_conflict then 'CHANNEL_CONFLICT ' else '' end
        || case when flags.is_single_category then 'SINGLE_CATEGORY ' else '' end
    ) as risk_flags,
    money(receivables.receivable_amount) as receivable_amount,
    money(receivables.receivable_not_due_amount) as receivable_not_due_amount,
    money(receivables.overdue_to_30d_amount) as overdue_to_30d_amount,
    money(receivables.overdue_to_60d_amount) as overdue_to_60d_amount,
    money(receivables.overdue_to_90d_amount) as overdue_to_90d_amount,
    money(receivables.overdue_90d_amount) as overdue_90d_amount,
    money(receivables.overdue_amount) as overdue_amount,
    money(receivables.credit_balance_amount) as credit_balance_amount,
    money(receivables.expected_credit_loss_amount) as expected_credit_loss_amount,
    receivables.receivable_abstain_reason,
    receivables.open_invoice_count,
    money(receivables.open_invoice_amount) as open_invoice_amount,
    money(receivables.credit_note_amount) as credit_note_amount,
    money(receivables.unapplied_cash_amount) as unapplied_cash_amount,
    money(receivables.awaiting_invoice_amount) as awaiting_invoice_amount,
    money(receivables.credit_sales_amount) as credit_sales_amount,
    receivables.dso_days,
    receivables.dso_abstain_reason,
    receivables.count_back_dso_days,
    receivables.count_back_dso_abstain_reason,
    receivables.weighted_days_late,
    receivables.weighted_days_late_abstain_reason,
    receivables.overdue_share,
    receivables.overdue_share_abstain_reason,
    money(receivables.prior_receivable_amount) as prior_receivable_amount,
    money(receivables.prior_overdue_amount) as prior_overdue_amount,
    receivables.prior_overdue_share,
    receivables.prior_weighted_days_late,
    receivables.prior_dso_days,
    receivables.prior_receivable_abstain_reason,
    receivables.overdue_trend,
    receivables.overdue_trend_abstain_reason,
    receivables.payment_count,
    receivables.days_to_pay,
    receivables.days_paid_late,
    receivables.prepayment_count,
    money(receivables.prepayment_amount) as prepayment_amount,
    receivables.days_to_pay_abstain_reason,
    money(receivables.credit_limit_amount) as credit_limit_amount,
    receivables.limit_use_share,
    receivables.limit_use_abstain_reason,
    coalesce(key_persons.unlisted_customer_count, 0) as unlisted_customer_count,
    key_persons.manager_talk_count,
    key_persons.talking_manager_count,
    key_persons.manager_hhi,
    key_persons.effective_manager_count,
    key_persons.main_manager_id,
    key_persons.is_main_manager_active,
    key_persons.main_manager_share_low,
    key_persons.main_manager_share,
    key_persons.main_manager_share_high,
    key_persons.manager_abstain_reason,
    key_persons.has_dominant_manager,
    key_persons.dominant_manager_abstain_reason,
    key_persons.contact_talk_count,
    key_persons.talking_contact_count,
    key_persons.contact_hhi,
    key_persons.effective_contact_count,
    key_persons.main_contact_id,
    key_persons.main_contact_share_low,
    key_persons.main_contact_share,
    key_persons.main_contact_share_high,
    key_persons.contact_abstain_reason,
    key_persons.has_main_contact_left,
    key_persons.main_contact_left_on,
    key_persons.main_contact_left_abstain_reason,
    key_persons.departed_manager_id,
    key_persons.departed_on,
    key_persons.handover_state,
    key_persons.handover_n,
    key_persons.handover_excess_loss_rate_low,
    key_persons.handover_excess_loss_rate,
    key_persons.handover_excess_loss_rate_high,
    key_persons.handover_loss_abstain_reason,
    money(key_persons.departure_loss_amount_low) as departure_loss_amount_low,
    money(key_persons.departure_loss_amount) as departure_loss_amount,
    money(key_persons.departure_loss_amount_high) as departure_loss_amount_high,
    key_persons.departure_loss_abstain_reason,
    channels.has_both_channels,
    channels.agent_count,
    money(channels.agent_order_amount) as agent_order_amount,
    money(channels.sell_through_amount) as sell_through_amount,
    channels.overlap_category_count,
    money(channels.overlap_amount) as overlap_amount,
    channels.migrated_category_count,
    money(channels.migrated_amount) as migrated_amount,
    channels.channel_abstain_reason,
    channels.channel_hhi,
    channels.channel_hhi_abstain_reason,
    channels.first_agent_on,
    channels.first_seller,
    channels.first_seller_abstain_reason,
    channels.price_gap_n,
    channels.log_price_gap_lowest,
    channels.log_price_gap,
    channels.log_price_gap_highest,
    channels.price_gap_abstain_reason,
    channels.is_channel_conflict,
    channels.channel_conflict_abstain_reason,
    categories.category_count,
    categories.main_category_id,
    categories.main_category_share,
    categories.category_hhi,
    categories.effective_category_count,
    categories.is_single_category,
    categories.category_abstain_reason,
    competitors.decided_deal_count,
    competitors.lost_deal_count,
    competitors.competitor_deal_count,
    competitors.unknown_reason_count,
    competitors.competitor_attention_amount,
    competitors.competitor_attention_abstain_reason,
    competitors.top_competitor,
    competitors.top_competitor_count,
    competitors.lost_on_price_share,
    competitors.lost_on_price_n,
    competitors.win_rate_low,
    competitors.win_rate,
    competitors.win_rate_high,
    competitors.win_rate_abstain_reason,
    policy.rule_version,
    this_night.reporting_currency as currency_code
from accounts
cross join this_night
cross join policy
inner join flags on flags.level = accounts.level and flags.account_id = accounts.account_id
left join receivables on receivables.level = accounts.level and receivables.account_id = accounts.account_id
left join key_persons on key_persons.level = accounts.level and key_persons.account_id = accounts.account_id
left join channels on channels.level = accounts.level and channels.account_id = accounts.account_id
left join categories on categories.level = accounts.level and categories.account_id = accounts.account_id
left join competitors on competitors.level = accounts.level and competitors.account_id = accounts.account_id

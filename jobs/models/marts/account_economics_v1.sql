-- What does it cost to win, keep and win back, what is left of an account's margin, and what else hangs on it?
-- The company's own costs, failures included. Costs of one customer are facts; what a customer costs is told of an industry and of the company.
with

accounts as (
    select * from metrics.relationship_accounts
),

attributes as (
    select level, account_id, industry from metrics.account_attributes
),

ledgers as (
    select * from metrics.account_ledgers
),

replacements as (
    select * from metrics.replacement_values
),

referral_values as (
    select * from metrics.referral_values
),

losses as (
    select * from metrics.reference_losses where is_reference_loss
),

members as (
    select * from staged.accounts
),

costs as (
    select * from metrics.relationship_costs
),

sums as (
    select * from metrics.scope_economics
),

goodwill as (
    select * from metrics.goodwill_returns
),

new_values as (
    select * from metrics.new_customer_values
),

lags as (
    select * from metrics.acquisition_lags
),

policy as (
    select rule_version from config.economics
),

this_night as (
    select as_of, reporting_currency from run.current
),

attributed_losses as (
    select
        members.level,
        members.account_id,
        count(*) as reference_loss_count,
        count(*) filter (where losses.opportunity_amount is null) as without_amount_count,
        sum(losses.opportunity_amount) as reference_loss_amount
    from losses
    inner join members on members.customer_id = losses.attributed_customer_id
    group by members.level, members.account_id
),

-- A deal that names nobody may have been lost to any customer's word.
company_losses as (
    select
        reference_loss_count as company_loss_count,
        reference_loss_abstain_reason as company_loss_reason
    from sums
    where scope = 'COMPANY'
),

account_rows as (
    select
        case accounts.level when 'customer' then 'CUSTOMER' else 'PARENT' end as scope,
        accounts.account_id as customer_id,
        attributes.industry,
        accounts.unlisted_customer_count,
        accounts.acquisition_cost_amount as acquisition_spend_amount,
        accounts.acquisition_abstain_reason as acquisition_spend_abstain_reason,
        accounts.new_customer_count,
        cast(null as bigint) as acquisition_n,
        cast(null as double) as acquisition_cost,
        cast(null as double) as acquisition_cost_low,
        cast(null as double) as acquisition_cost_high,
        coalesce(accounts.acquisition_abstain_reason, 'SEGMENT_ONLY') as acquisition_abstain_reason,
        accounts.retention_cost_amount as retention_spend_amount,
        accounts.retention_abstain_reason as retention_spend_abstain_reason,
        accounts.retention_activity_amount,
        accounts.retention_service_amount,
        accounts.loyalty_discount_amount,
        accounts.active_years,
        case when accounts.active_days > 0 then 1 else 0 end as retention_n,
        safe_div(accounts.retention_cost_amount, accounts.active_years) as retention_cost,
        cast(null as double) as retention_cost_low,
        cast(null as double) as retention_cost_high,
        case
            when accounts.retention_abstain_reason is not null then accounts.retention_abstain_reason
            when accounts.active_days = 0 then 'NO_ACTIVE_CUSTOMER'
        end as retention_abstain_reason,
        accounts.winback_cost_amount as winback_spend_amount,
        accounts.winback_abstain_reason as winback_spend_abstain_reason,
        accounts.return_count,
        cast(null as bigint) as winback_n,
        cast(null as double) as winback_cost,
        cast(null as double) as winback_cost_low,
        cast(null as double) as winback_cost_high,
        coalesce(accounts.winback_abstain_reason, 'SEGMENT_ONLY') as winback_abstain_reason,
        cast(null as double) as acquisition_ratio,
        cast(null as double) as acquisition_ratio_low,
        cast(null as double) as acquisition_ratio_high,
        'SEGMENT_ONLY' as acquisition_ratio_abstain_reason,
        cast(null as double) as winback_ratio,
        cast(null as double) as winback_ratio_low,
        cast(null as double) as winback_ratio_high,
        'SEGMENT_ONLY' as winback_ratio_abstain_reason,
        accounts.goodwill_amount,
        cast(null as bigint) as goodwill_case_count,
        cast(null as bigint) as goodwill_control_count,
        cast(null as decimal(18, 4)) as goodwill_case_amount,
        cast(null as decimal(18, 4)) as goodwill_return_amount,
        cast(null as decimal(18, 4)) as goodwill_return_amount_low,
        cast(null as decimal(18, 4)) as goodwill_return_amount_high,
        'SEGMENT_ONLY' as goodwill_return_abstain_reason,
        ledgers.contribution_margin_amount,
        ledgers.activity_cost_amount,
        ledgers.doubled_visit_amount,
        ledgers.carrying_cost_amount,
        ledgers.expected_credit_loss_amount,
        ledgers.economic_profit_amount,
        ledgers.economic_profit_abstain_reason,
        referral_values.referral_count,
        referral_values.referred_customer_count,
        referral_values.referral_value_amount,
        referral_values.acquisition_saved_amount,
        referral_values.referral_value_abstain_reason,
        case when company_losses.company_loss_reason = 'SOURCE_MISSING' then null else coalesce(attributed_losses.reference_loss_count, 0) end as reference_loss_count,
        case
            when attributed_losses.reference_loss_count > 0 and attributed_losses.without_amount_count = 0 then cast(attributed_losses.reference_loss_amount as decimal(18, 4))
            when attributed_losses.reference_loss_count is null and company_losses.company_loss_count = 0 then cast(0 as decimal(18, 4))
        end as reference_loss_amount,
        case
            when company_losses.company_loss_reason = 'SOURCE_MISSING' then 'SOURCE_MISSING'
            when attributed_losses.without_amount_count > 0 then 'AMOUNT_MISSING'
            when attributed_losses.reference_loss_count is null and company_losses.company_loss_count > 0 then 'NOT_ATTRIBUTABLE'
        end as reference_loss_abstain_reason,
        cast(null as double) as lost_reason_share,
        replacements.replacement_count,
        replacements.replacement_count_low,
        replacements.replacement_count_high,
        replacements.replacement_n,
        replacements.replacement_abstain_reason,
        replacements.replacement_cost_amount,
        replacements.replacement_cost_abstain_reason,
        replacements.win_limit_amount,
        replacements.win_limit_amount_low,
        replacements.win_limit_amount_high,
        replacements.win_limit_abstain_reason
    from accounts
    cross join company_losses
    inner join attributes on attributes.level = accounts.level and attributes.account_id = accounts.account_id
    inner join ledgers on ledgers.level = accounts.level and ledgers.account_id = accounts.account_id
    inner join replacements on replacements.level = accounts.level and replacements.account_id = accounts.account_id
    inner join referral_values on referral_values.level = accounts.level and referral_values.account_id = accounts.account_id
    left join attributed_losses on attributed_losses.level = accounts.level and attributed_losses.account_id = accounts.account_id
),

scope_rows as (
    select
        costs.scope,
        'ALL' as customer_id,
        costs.industry,
        costs.unlisted_customer_count,
        costs.acquisition_spend_amount,
        case when costs.acquisition_spend_amount is null then costs.acquisition_abstain_reason end as acquisition_spend_abstain_reason,
        costs.new_customer_count,
        costs.acquisition_n,
        costs.acquisition_cost,
        costs.acquisition_cost_low,
        costs.acquisition_cost_high,
        costs.acquisition_abstain_reason,
        costs.retention_spend_amount,
        case when costs.retention_spend_amount is null then costs.retention_abstain_reason end as retention_spend_abstain_reason,
        sums.retention_activity_amount,
        sums.retention_service_amount,
        sums.loyalty_discount_amount,
        costs.active_years,
        costs.active_customer_count as retention_n,
        costs.retention_cost,
        costs.retention_cost_low,
        costs.retention_cost_high,
        costs.retention_abstain_reason,
        costs.winback_spend_amount,
        case when costs.winback_spend_amount is null then costs.winback_abstain_reason end as winback_spend_abstain_reason,
        costs.return_count,
        costs.winback_n,
        costs.winback_cost,
        costs.winback_cost_low,
        costs.winback_cost_high,
        costs.winback_abstain_reason,
        costs.acquisition_ratio,
        costs.acquisition_ratio_low,
        costs.acquisition_ratio_high,
        costs.acquisition_ratio_abstain_reason,
        costs.winback_ratio,
        costs.winback_ratio_low,
        costs.winback_ratio_high,
        costs.winback_ratio_abstain_reason,
        sums.goodwill_amount,
        goodwill.case_count as goodwill_case_count,
        goodwill.control_count as goodwill_control_count,
        goodwill.goodwill_amount as goodwill_case_amount,
        goodwill.goodwill_return_amount,
        goodwill.goodwill_return_amount_low,
        goodwill.goodwill_return_amount_high,
        goodwill.goodwill_abstain_reason as goodwill_return_abstain_reason,
        sums.contribution_margin_amount,
        sums.activity_cost_amount,
        sums.doubled_visit_amount,
        sums.carrying_cost_amount,
        sums.expected_credit_loss_amount,
        sums.economic_profit_amount,
        sums.economic_profit_abstain_reason,
        sums.referral_count,
        sums.referred_customer_count,
        sums.referral_value_amount,
        sums.acquisition_saved_amount,
        sums.referral_value_abstain_reason,
        sums.reference_loss_count,
        sums.reference_loss_amount,
        sums.reference_loss_abstain_reason,
        sums.lost_reason_share,
        cast(null as double) as replacement_count,
        cast(null as double) as replacement_count_low,
        cast(null as double) as replacement_count_high,
        new_values.new_value_n as replacement_n,
        'ACCOUNT_ONLY' as replacement_abstain_reason,
        cast(null as decimal(18, 4)) as replacement_cost_amount,
        'ACCOUNT_ONLY' as replacement_cost_abstain_reason,
        cast(null as decimal(18, 4)) as win_limit_amount,
        cast(null as decimal(18, 4)) as win_limit_amount_low,
        cast(null as decimal(18, 4)) as win_limit_amount_high,
        'ACCOUNT_ONLY' as win_limit_abstain_reason
    from costs
    inner join sums on sums.scope = costs.scope and sums.industry = costs.industry
    left join goodwill on goodwill.scope = costs.scope and goodwill.industry = costs.industry
    left join new_values on new_values.scope = costs.scope and new_values.industry = costs.industry
),

all_rows as (
    select * from account_rows
    union all
    select * from scope_rows
)

select
    this_night.as_of,
    all_rows.scope,
    all_rows.customer_id,
    all_rows.industry,
    all_rows.unlisted_customer_count,
    money(all_rows.acquisition_spend_amount) as acquisition_spend_amount_12m,
    all_rows.acquisition_spend_abstain_reason,
    all_rows.new_customer_count,
    all_rows.acquisition_n,
    money(all_rows.acquisition_cost) as acquisition_cost_amount,
    money(all_rows.acquisition_cost_low) as acquisition_cost_amount_low,
    money(all_rows.acquisition_cost_high) as acquisition_cost_amount_high,
    all_rows.acquisition_abstain_reason,
    lags.lag_days as acquisition_lag_days,
    lags.lag_method as acquisition_lag_method,
    lags.deal_count as acquisition_lag_n,
    money(all_rows.retention_spend_amount) as retention_spend_amount_12m,
    all_rows.retention_spend_abstain_reason,
    money(all_rows.retention_activity_amount) as retention_activity_amount_12m,
    money(all_rows.retention_service_amount) as retention_service_amount_12m,
    money(all_rows.loyalty_discount_amount) as loyalty_discount_amount_12m,
    all_rows.active_years,
    cast(all_rows.retention_n as bigint) as retention_n,
    money(all_rows.retention_cost) as retention_cost_amount,
    money(all_rows.retention_cost_low) as retention_cost_amount_low,
    money(all_rows.retention_cost_high) as retention_cost_amount_high,
    all_rows.retention_abstain_reason,
    money(all_rows.winback_spend_amount) as winback_spend_amount_12m,
    all_rows.winback_spend_abstain_reason,
    all_rows.return_count,
    all_rows.winback_n,
    money(all_rows.winback_cost) as winback_cost_amount,
    money(all_rows.winback_cost_low) as winback_cost_amount_low,
    money(all_rows.winback_cost_high) as winback_cost_amount_high,
    all_rows.winback_abstain_reason,
    all_rows.acquisition_ratio,
    all_rows.acquisition_ratio_low,
    all_rows.acquisition_ratio_high,
    all_rows.acquisition_ratio_abstain_reason,
    all_rows.winback_ratio,
    all_rows.winback_ratio_low,
    all_rows.winback_ratio_high,
    all_rows.winback_ratio_abstain_reason,
    money(all_rows.goodwill_amount) as goodwill_amount_12m,
    all_rows.goodwill_case_count,
    all_rows.goodwill_control_count,
    money(all_rows.goodwill_case_amount) as goodwill_case_amount,
    money(all_rows.goodwill_return_amount) as goodwill_return_amount,
    money(all_rows.goodwill_return_amount_low) as goodwill_return_amount_low,
    money(all_rows.goodwill_return_amount_high) as goodwill_return_amount_high,
    all_rows.goodwill_return_abstain_reason,
    money(all_rows.contribution_margin_amount) as contribution_margin_amount_12m,
    money(all_rows.activity_cost_amount) as activity_cost_amount_12m,
    money(all_rows.doubled_visit_amount) as doubled_visit_amount_12m,
    money(all_rows.carrying_cost_amount) as carrying_cost_amount_12m,
    money(all_rows.expected_credit_loss_amount) as expected_credit_loss_amount,
    money(all_rows.economic_profit_amount) as economic_profit_amount_12m,
    all_rows.economic_profit_abstain_reason,
    all_rows.referral_count,
    all_rows.referred_customer_count,
    money(all_rows.referral_value_amount) as referral_value_amount,
    money(all_rows.acquisition_saved_amount) as acquisition_saved_amount,
    all_rows.referral_value_abstain_reason,
    all_rows.reference_loss_count,
    money(all_rows.reference_loss_amount) as reference_loss_amount_12m,
    all_rows.reference_loss_abstain_reason,
    all_rows.lost_reason_share,
    all_rows.replacement_count,
    all_rows.replacement_count_low,
    all_rows.replacement_count_high,
    all_rows.replacement_n,
    all_rows.replacement_abstain_reason,
    money(all_rows.replacement_cost_amount) as replacement_cost_amount,
    all_rows.replacement_cost_abstain_reason,
    money(all_rows.win_limit_amount) as win_limit_amount,
    money(all_rows.win_limit_amount_low) as win_limit_amount_low,
    money(all_rows.win_limit_amount_high) as win_limit_amount_high,
    all_rows.win_limit_abstain_reason,
    policy.rule_version,
    this_night.reporting_currency as currency_code
from all_rows
cross join lags
cross join policy
cross join this_night

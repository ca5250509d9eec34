-- What do the customers of an industry, and of the company, add up to: their ledgers, goodwill, referrals and deals lost to bad references?
-- One unknown account makes a sum unknown, not smaller. Whom no system of activities knows is left out of the ledger and of what was spent, and counted; whom none of referrals knows, of these.
with

ledgers as (
    select * from metrics.account_ledgers where level = 'customer'
),

accounts as (
    select * from metrics.relationship_accounts where level = 'customer'
),

referral_values as (
    select * from metrics.referral_values where level = 'customer'
),

losses as (
    select * from metrics.reference_losses
),

attributes as (
    select account_id, industry from metrics.account_attributes where level = 'customer'
),

deliveries as (
    select coalesce(bool_or(is_delivered) filter (where table_name = 'opportunities'), false) as has_opportunities
    from run.deliveries
),

joined as (
    select
        attributes.industry,
        accounts.unlisted_customer_count > 0 as is_unlisted,
        accounts.retention_activity_amount,
        accounts.retention_service_amount,
        accounts.loyalty_discount_amount,
        accounts.activity_cost_amount,
        accounts.goodwill_amount,
        ledgers.contribution_margin_amount,
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
        coalesce(referral_values.referral_value_abstain_reason = 'NOT_IN_SOURCE', false) as is_unreferred
    from accounts
    inner join attributes on attributes.account_id = accounts.account_id
    left join ledgers on ledgers.account_id = accounts.account_id
    left join referral_values on referral_values.account_id = accounts.account_id
),

scoped as (
    select 'COMPANY' as scope, 'ALL' as scope_industry, joined.* from joined
    union all
    select 'SEGMENT' as scope, industry as scope_industry, joined.* from joined
),

sums as (
    select
        scope,
        scope_industry as industry,
        count(*) filter (where is_unlisted) as unlisted_customer_count,
        case
            when count(retention_activity_amount) filter (where not is_unlisted) = count(*) filter (where not is_unlisted)
                then cast(sum(retention_activity_amount) filter (where not is_unlisted) as decimal(18, 4))
        end as retention_activity_amount,
        case
            when count(retention_service_amount) filter (where not is_unlisted) = count(*) filter (where not is_unlisted)
                then cast(sum(retention_service_amount) filter (where not is_unlisted) as decimal(18, 4))
        end as retention_service_amount,
        case
            when count(loyalty_discount_amount) filter (where not is_unlisted) = count(*) filter (where not is_unlisted)
                then cast(sum(loyalty_discount_amount) filter (where not is_unlisted) as decimal(18, 4))
        end as loyalty_discount_amount,
        case
            when count(activity_cost_amount) filter (where not is_unlisted) = count(*) filter (where not is_unlisted)
                then cast(sum(activity_cost_amount) filter (where not is_unlisted) as decimal(18, 4))
        end as activity_cost_amount,
        case when count(goodwill_amount) = count(*) then cast(sum(goodwill_amount) as decimal(18, 4)) end as goodwill_amount,
        case
            when count(contribution_margin_amount) filter (where not is_unlisted) = count(*) filter (where not is_unlisted)
                then cast(sum(contribution_margin_amount) filter (where not is_unlisted) as decimal(18, 4))
        end as contribution_margin_amount,
        cast(coalesce(sum(doubled_visit_amount) filter (where not is_unlisted), 0) as decimal(18, 4)) as doubled_visit_amount,
        case
            when count(carrying_cost_amount) filter (where not is_unlisted) = count(*) filter (where not is_unlisted)
                then cast(sum(carrying_cost_amount) filter (where not is_unlisted) as decimal(18, 4))
        end as carrying_cost_amount,
        case
            when count(expected_credit_loss_amount) filter (where not is_unlisted) = count(*) filter (where not is_unlisted)
                then cast(sum(expected_credit_loss_amount) filter (where not is_unlisted) as decimal(18, 4))
        end as expected_credit_loss_amount,
        case
            when count(economic_profit_amount) filter (where not is_unlisted) = count(*) filter (where not is_unlisted)
                then cast(sum(economic_profit_amount) filter (where not is_unlisted) as decimal(18, 4))
        end as economic_profit_amount,
        coalesce(
            max(economic_profit_abstain_reason) filter (where not is_unlisted),
            case when count(*) filter (where not is_unlisted) = 0 then 'NOT_IN_SOURCE' end
        ) as economic_profit_abstain_reason,
        cast(sum(referral_count) as bigint) as referral_count,
        cast(sum(referred_customer_count) as bigint) as referred_customer_count,
        case
            when count(referral_value_amount) = count(*) - count(*) filter (where is_unreferred)
                then cast(sum(referral_value_amount) as decimal(18, 4))
        end as referral_value_amount,
        case
            when count(referral_value_amount) = count(*) - count(*) filter (where is_unreferred)
                then cast(sum(acquisition_saved_amount) as decimal(18, 4))
        end as acquisition_saved_amount,
        coalesce(
            max(referral_value_abstain_reason) filter (where not is_unreferred),
            case when count(*) = count(*) filter (where is_unreferred) then 'NOT_IN_SOURCE' end
        ) as referral_value_abstain_reason
    from scoped
    group by scope, scope_industry
),

lost as (
    select 'COMPANY' as scope, 'ALL' as industry, is_reference_loss, has_reason, opportunity_amount from losses
    union all
    select 'SEGMENT' as scope, industry, is_reference_loss, has_reason, opportunity_amount from losses
),

lost_sums as (
    select
        scope,
        industry,
        count(*) as lost_count,
        count(*) filter (where has_reason) as reason_count,
        count(*) filter (where is_reference_loss) as reference_loss_count,
        count(*) filter (where is_reference_loss and opportunity_amount is null) as without_amount_count,
        sum(opportunity_amount) filter (where is_reference_loss) as reference_loss_amount
    from lost
    group by scope, industry
)

select
    sums.scope,
    sums.industry,
    sums.unlisted_customer_count,
    sums.retention_activity_amount,
    sums.retention_service_amount,
    sums.loyalty_discount_amount,
    sums.activity_cost_amount,
    sums.goodwill_amount,
    sums.contribution_margin_amount,
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
    case when deliveries.has_opportunities then coalesce(lost_sums.reference_loss_count, 0) end as reference_loss_count,
    case
        when deliveries.has_opportunities and coalesce(lost_sums.without_amount_count, 0) = 0
            then cast(coalesce(lost_sums.reference_loss_amount, 0) as decimal(18, 4))
    end as reference_loss_amount,
    case
        when not deliveries.has_opportunities then 'SOURCE_MISSING'
        when lost_sums.without_amount_count > 0 then 'AMOUNT_MISSING'
    end as reference_loss_abstain_reason,
    safe_div(lost_sums.reason_count, lost_sums.lost_count) as lost_reason_share
from sums
cross join deliveries
left join lost_sums on lost_sums.scope = sums.scope and lost_sums.industry = sums.industry

-- What does an account manager look after: how many customers, worth what, how concentrated, how content, how ready for somebody else?
-- Who is with us has a row, also without customers; who has left only while customers are still in those hands; NOBODY holds the rest.
with

managed as (
    select * from metrics.managed_accounts
),

managers as (
    select * from staged.account_managers
),

company as (
    select * from metrics.bus_factors
),

policy as (
    select * from config.account_manager
),

deliveries as (
    select coalesce(bool_or(is_delivered) filter (where table_name = 'activities'), false) as has_activities
    from run.deliveries
),

-- What would be lost if the person left counts where the person is the main one, whoever looks after the customer on paper.
risks as (
    select
        main_manager_id as account_manager_id,
        count(departure_loss_amount) as loss_n,
        sum(departure_loss_amount_low) as loss_low,
        sum(departure_loss_amount) as loss,
        sum(departure_loss_amount_high) as loss_high,
        max(departure_loss_abstain_reason) as loss_reason
    from managed
    where main_manager_id is not null
    group by main_manager_id
),

shared as (
    select
        managed.*,
        greatest(coalesce(clv_net_amount_36m, 0), 0) as clv_counted,
        safe_div(
            greatest(revenue_amount_12m, 0),
            sum(greatest(revenue_amount_12m, 0)) over (partition by account_manager_id)
        ) as revenue_share
    from managed
),

sums as (
    select
        account_manager_id,
        count(*) as customer_count,
        count(*) filter (where order_count_12m > 0) as buying_customer_count,
        sum(revenue_amount_12m) as revenue,
        sum(contribution_margin_amount_12m) as contribution,
        count(*) filter (where contribution_margin_amount_12m is null) as contribution_missing_count,
        max(contribution_abstain_reason) as contribution_reason,
        sum(clv_counted) as clv,
        count(clv_net_amount_36m) as clv_n,
        coalesce(sum(clv_counted) filter (where is_in_one_hand), 0) as one_hand_clv,
        count(*) filter (where is_in_one_hand) as one_hand_count,
        count(is_in_one_hand) as one_hand_n,
        max(one_hand_abstain_reason) as one_hand_reason,
        count(*) filter (where activities_abstain_reason = 'NOT_IN_SOURCE') as unlisted_customer_count,
        max(revenue_share) as largest_share,
        cast(sum(fixed_small(revenue_share * revenue_share)) as double) as revenue_hhi,
        count(satisfaction) as satisfaction_n,
        cast(sum(fixed_small(satisfaction)) as double) as satisfaction_sum,
        cast(sum(fixed_small(satisfaction * satisfaction)) as double) as satisfaction_squares,
        count(transactional_loyalty) as transactional_n,
        cast(sum(fixed_small(transactional_loyalty)) as double) as transactional_sum,
        cast(sum(fixed_small(transactional_loyalty * transactional_loyalty)) as double) as transactional_squares,
        count(emotional_loyalty) as emotional_n,
        cast(sum(fixed_small(emotional_loyalty)) as double) as emotional_sum,
        cast(sum(fixed_small(emotional_loyalty * emotional_loyalty)) as double) as emotional_squares,
        count(dependence_on_us) as dependence_n,
        cast(sum(fixed_small(dependence_on_us)) as double) as dependence_sum,
        cast(sum(fixed_small(dependence_on_us * dependence_on_us)) as double) as dependence_squares,
        count(*) filter (where is_handover_ready) as ready_count,
        count(is_handover_ready) as ready_n,
        max(handover_ready_abstain_reason) as ready_reason
    from shared
    group by account_manager_id
),

listed as (
    select account_manager_id from managers where is_active
    union
    select account_manager_id from sums
),

joined as (
    select
        listed.account_manager_id,
        coalesce(sums.customer_count, 0) as customer_count,
        coalesce(sums.buying_customer_count, 0) as buying_customer_count,
        coalesce(sums.revenue, 0) as revenue,
        sums.contribution,
        coalesce(sums.contribution_missing_count, 0) as contribution_missing_count,
        sums.contribution_reason,
        coalesce(sums.clv, 0) as clv,
        coalesce(sums.clv_n, 0) as clv_n,
        coalesce(sums.one_hand_clv, 0) as one_hand_clv,
        coalesce(sums.one_hand_count, 0) as one_hand_count,
        coalesce(sums.one_hand_n, 0) as one_hand_n,
        sums.one_hand_reason,
        coalesce(sums.unlisted_customer_count, 0) as unlisted_customer_count,
        sums.largest_share,
        sums.revenue_hhi,
        coalesce(sums.satisfaction_n, 0) as satisfaction_n,
        sums.satisfaction_sum,
        sums.satisfaction_squares,
        coalesce(sums.transactional_n, 0) as transactional_n,
        sums.transactional_sum,
        sums.transactional_squares,
        coalesce(sums.emotional_n, 0) as emotional_n,
        sums.emotional_sum,
        sums.emotional_squares,
        coalesce(sums.dependence_n, 0) as dependence_n,
        sums.dependence_sum,
        sums.dependence_squares,
        coalesce(sums.ready_count, 0) as ready_count,
        coalesce(sums.ready_n, 0) as ready_n,
        sums.ready_reason,
        managers.account_manager_id is not null as is_known,
        managers.is_active,
        managers.team,
        managers.manager_id,
        managers.employed_from_on,
        managers.employed_to_on,
        company.clv_net_positive_amount_36m as company_clv,
        risks.loss_n,
        risks.loss_low,
        risks.loss,
        risks.loss_high,
        risks.loss_reason,
        deliveries.has_activities,
        policy.satisfaction_min_n
    from listed
    cross join company
    cross join policy
    cross join deliveries
    left join sums on sums.account_manager_id = listed.account_manager_id
    left join managers on managers.account_manager_id = listed.account_manager_id
    left join risks on risks.account_manager_id = listed.account_manager_id
),

-- Of none of the customers in hand is it known: that is not 0.
reasoned as (
    select
        joined.*,
        case when customer_count > 0 and clv_n = 0 then 'VALUE_UNKNOWN' end as clv_abstain_reason,
        case
            when not has_activities then 'SOURCE_MISSING'
            when customer_count > 0 and one_hand_n = 0 then one_hand_reason
        end as one_hand_abstain_reason,
        case
            when not has_activities then 'SOURCE_MISSING'
            when loss_n is null then 'NO_MAIN_CUSTOMER'
            when loss_n = 0 then loss_reason
        end as departure_loss_abstain_reason
    from joined
),

-- The error of a mean between customers.
means as (
    select
        reasoned.*,
        safe_div(satisfaction_sum, satisfaction_n) as satisfaction_mean,
        mean_error(satisfaction_sum, satisfaction_squares, satisfaction_n) as satisfaction_error,
        safe_div(transactional_sum, transactional_n) as transactional_mean,
        mean_error(transactional_sum, transactional_squares, transactional_n) as transactional_error,
        safe_div(emotional_sum, emotional_n) as emotional_mean,
        mean_error(emotional_sum, emotional_squares, emotional_n) as emotional_error,
        safe_div(dependence_sum, dependence_n) as dependence_mean,
        mean_error(dependence_sum, dependence_squares, dependence_n) as dependence_error
    from reasoned
)

select
    account_manager_id,
    is_known,
    coalesce(is_active, false) as is_active,
    team,
    manager_id,
    employed_from_on,
    employed_to_on,
    customer_count,
    buying_customer_count,
    cast(revenue as decimal(18, 4)) as revenue_amount_12m,
    case
        when customer_count = 0 then cast(0 as decimal(18, 4))
        when contribution_missing_count = 0 then cast(contribution as decimal(18, 4))
    end as contribution_margin_amount_12m,
    case when contribution_missing_count > 0 then coalesce(contribution_reason, 'COST_INCOMPLETE') end as contribution_abstain_reason,
    clv_n,
    case when clv_abstain_reason is null then cast(clv as decimal(18, 4)) end as clv_net_positive_amount_36m,
    clv_abstain_reason,
    case when clv_abstain_reason is null then safe_div(clv, company_clv) end as clv_share,
    case
        when clv_abstain_reason is not null then clv_abstain_reason
        when company_clv <= 0 then 'NO_VALUE'
    end as clv_share_abstain_reason,
    unlisted_customer_count,
    one_hand_n,
    case when one_hand_abstain_reason is null then one_hand_count end as one_hand_count,
    case when one_hand_abstain_reason is null then cast(one_hand_clv as decimal(18, 4)) end as one_hand_clv_net_positive_amount_36m,
    case when one_hand_abstain_reason is null then safe_div(one_hand_clv, company_clv) end as one_hand_clv_share,
    one_hand_abstain_reason,
    coalesce(loss_n, 0) as departure_loss_n,
    case when departure_loss_abstain_reason is null then cast(loss_low as decimal(18, 4)) end as departure_loss_amount_low,
    case when departure_loss_abstain_reason is null then cast(loss as decimal(18, 4)) end as departure_loss_amount,
    case when departure_loss_abstain_reason is null then cast(loss_high as decimal(18, 4)) end as departure_loss_amount_high,
    departure_loss_abstain_reason,
    revenue_hhi as portfolio_hhi,
    safe_div(1, revenue_hhi) as effective_customer_count,
    largest_share as largest_customer_share,
    case
        when customer_count = 0 then 'NO_CUSTOMERS'
        when revenue_hhi is null then 'NO_REVENUE'
    end as portfolio_abstain_reason,
    satisfaction_n,
    case when satisfaction_n >= satisfaction_min_n then greatest(satisfaction_mean - z_90() * satisfaction_error, 0e0) end as satisfaction_low,
    case when satisfaction_n >= satisfaction_min_n then satisfaction_mean end as satisfaction,
    case when satisfaction_n >= satisfaction_min_n then least(satisfaction_mean + z_90() * satisfaction_error, 1e0) end as satisfaction_high,
    case when satisfaction_n < satisfaction_min_n then 'TOO_FEW_OBSERVATIONS' end as satisfaction_abstain_reason,
    transactional_n,
    case when transactional_n >= satisfaction_min_n then transactional_mean - z_90() * transactional_error end as transactional_loyalty_low,
    case when transactional_n >= satisfaction_min_n then transactional_mean end as transactional_loyalty,
    case when transactional_n >= satisfaction_min_n then transactional_mean + z_90() * transactional_error end as transactional_loyalty_high,
    case when transactional_n < satisfaction_min_n then 'TOO_FEW_OBSERVATIONS' end as transactional_abstain_reason,
    emotional_n,
    case when emotional_n >= satisfaction_min_n then emotional_mean - z_90() * emotional_error end as emotional_loyalty_low,
    case when emotional_n >= satisfaction_min_n then emotional_mean end as emotional_loyalty,
    case when emotional_n >= satisfaction_min_n then emotional_mean + z_90() * emotional_error end as emotional_loyalty_high,
    case when emotional_n < satisfaction_min_n then 'TOO_FEW_OBSERVATIONS' end as emotional_abstain_reason,
    dependence_n as dependence_on_us_n,
    case when dependence_n >= satisfaction_min_n then greatest(dependence_mean - z_90() * dependence_error, 0e0) end as dependence_on_us_low,
    case when dependence_n >= satisfaction_min_n then dependence_mean end as dependence_on_us,
    case when dependence_n >= satisfaction_min_n then least(dependence_mean + z_90() * dependence_error, 1e0) end as dependence_on_us_high,
    case when dependence_n < satisfaction_min_n then 'TOO_FEW_OBSERVATIONS' end as dependence_on_us_abstain_reason,
    ready_n as handover_ready_n,
    ready_count as handover_ready_count,
    wilson_low(ready_count, ready_n) as handover_ready_share_low,
    safe_div(ready_count, ready_n) as handover_ready_share,
    wilson_high(ready_count, ready_n) as handover_ready_share_high,
    case
        when customer_count = 0 then 'NO_CUSTOMERS'
        when ready_n = 0 then ready_reason
    end as handover_ready_abstain_reason
from means

-- How large are the shares and rates of service, and how sure is each?
-- Shares have the interval of Wilson (1927); complaints per order are a rate, of which one order may bring two, with Byar's interval (Breslow and Day 1987).
with

sums as (
    select * from metrics.service_sums
),

reasons as (
    select
        sums.*,
        case
            when deliveries_abstain_reason is not null then deliveries_abstain_reason
            when line_count = 0 then 'NOTHING_DUE'
        end as otif_abstain_reason,
        case
            when deliveries_abstain_reason is not null then deliveries_abstain_reason
            when promised_order_count = 0 then 'NOTHING_DUE'
        end as promise_kept_abstain_reason,
        case
            when complaints_abstain_reason is not null then complaints_abstain_reason
            when first_contact_n = 0 and reopened_n > 0 then 'ANSWER_NOT_RECORDED'
            when first_contact_n = 0 then 'NOTHING_SETTLED'
        end as first_contact_resolution_abstain_reason,
        case
            when complaints_abstain_reason is not null then complaints_abstain_reason
            when reopened_n = 0 then 'NOTHING_SETTLED'
        end as reopened_abstain_reason,
        case
            when activities_abstain_reason is not null then activities_abstain_reason
            when visit_n = 0 then 'NO_VISIT'
        end as visit_order_abstain_reason,
        case
            when complaints_abstain_reason is not null then complaints_abstain_reason
            when complaint_order_count = 0 then 'NO_ORDER'
        end as complaint_rate_abstain_reason,
        case
            when deliveries_abstain_reason is not null then deliveries_abstain_reason
            when tenure_abstain_reason is not null then tenure_abstain_reason
        end as promise_decay_abstain_reason,
        case
            when opportunities_abstain_reason is not null then opportunities_abstain_reason
            when activities_abstain_reason is not null then activities_abstain_reason
            when visited_deal_n = 0 or unvisited_deal_n = 0 then 'TOO_FEW_OBSERVATIONS'
        end as deal_abstain_reason
    from sums
)

select
    scope,
    account_id,
    tier,
    case when otif_abstain_reason is null then safe_div(line_kept_count, line_count) end as otif_share,
    case when otif_abstain_reason is null then wilson_low(line_kept_count, line_count) end as otif_share_low,
    case when otif_abstain_reason is null then wilson_high(line_kept_count, line_count) end as otif_share_high,
    line_count as otif_n,
    otif_abstain_reason,
    case when promise_kept_abstain_reason is null then safe_div(promised_order_kept_count, promised_order_count) end as promise_kept_rate,
    case when promise_kept_abstain_reason is null then wilson_low(promised_order_kept_count, promised_order_count) end as promise_kept_rate_low,
    case when promise_kept_abstain_reason is null then wilson_high(promised_order_kept_count, promised_order_count) end as promise_kept_rate_high,
    promised_order_count as promise_kept_n,
    promise_kept_abstain_reason,
    case when first_contact_resolution_abstain_reason is null then safe_div(first_contact_count, first_contact_n) end as first_contact_resolution_rate,
    case when first_contact_resolution_abstain_reason is null then wilson_low(first_contact_count, first_contact_n) end as first_contact_resolution_rate_low,
    case when first_contact_resolution_abstain_reason is null then wilson_high(first_contact_count, first_contact_n) end as first_contact_resolution_rate_high,
    first_contact_n as first_contact_resolution_n,
    first_contact_resolution_abstain_reason,
    case when reopened_abstain_reason is null then safe_div(reopened_complaint_count, reopened_n) end as reopened_rate,
    case when reopened_abstain_reason is null then wilson_low(reopened_complaint_count, reopened_n) end as reopened_rate_low,
    case when reopened_abstain_reason is null then wilson_high(reopened_complaint_count, reopened_n) end as reopened_rate_high,
    reopened_n as reopened_n,
    reopened_abstain_reason,
    case when visit_order_abstain_reason is null then safe_div(visit_with_order_count, visit_n) end as visit_order_rate,
    case when visit_order_abstain_reason is null then wilson_low(visit_with_order_count, visit_n) end as visit_order_rate_low,
    case when visit_order_abstain_reason is null then wilson_high(visit_with_order_count, visit_n) end as visit_order_rate_high,
    visit_n as visit_order_n,
    visit_order_abstain_reason,
    case when complaint_rate_abstain_reason is null then safe_div(complaint_count, complaint_order_count) end as complaint_rate,
    case
        when complaint_rate_abstain_reason is null
            then safe_div(byar_low(complaint_count), complaint_order_count)
    end as complaint_rate_low,
    case
        when complaint_rate_abstain_reason is null
            then safe_div(byar_high(complaint_count), complaint_order_count)
    end as complaint_rate_high,
    complaint_rate_abstain_reason,
    case when promise_decay_abstain_reason is null then safe_div(first_year_kept_count, first_year_order_count) end as first_year_rate,
    case when promise_decay_abstain_reason is null then wilson_low(first_year_kept_count, first_year_order_count) end as first_year_rate_low,
    case when promise_decay_abstain_reason is null then wilson_high(first_year_kept_count, first_year_order_count) end as first_year_rate_high,
    case when promise_decay_abstain_reason is null then safe_div(tenured_kept_count, tenured_order_count) end as tenured_rate,
    case when promise_decay_abstain_reason is null then wilson_low(tenured_kept_count, tenured_order_count) end as tenured_rate_low,
    case when promise_decay_abstain_reason is null then wilson_high(tenured_kept_count, tenured_order_count) end as tenured_rate_high,
    promise_decay_abstain_reason,
    case when deal_abstain_reason is null then safe_div(visited_won_count, visited_deal_n) end as visited_win_rate,
    case when deal_abstain_reason is null then wilson_low(visited_won_count, visited_deal_n) end as visited_win_rate_low,
    case when deal_abstain_reason is null then wilson_high(visited_won_count, visited_deal_n) end as visited_win_rate_high,
    case when deal_abstain_reason is null then safe_div(unvisited_won_count, unvisited_deal_n) end as unvisited_win_rate,
    case when deal_abstain_reason is null then wilson_low(unvisited_won_count, unvisited_deal_n) end as unvisited_win_rate_low,
    case when deal_abstain_reason is null then wilson_high(unvisited_won_count, unvisited_deal_n) end as unvisited_win_rate_high,
    deal_abstain_reason
from reasons

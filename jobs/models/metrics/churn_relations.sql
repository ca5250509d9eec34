-- What did the relation with an account show by each day at which it is looked at: complaints, surveys, late invoices, lost deals, missing visits?
-- Only who shows something has a row. By the days on which things happened, as the systems tell them tonight; what was written down late counts as known.
with

days as (
    select distinct level, looked_on
    from metrics.churn_looks
),

accounts as (
    select * from staged.accounts
),

complaints as (
    select * from staged.complaints
),

surveys as (
    select * from staged.surveys
),

opportunities as (
    select * from staged.opportunities where status = 'lost' and lost_to_competitor is not null
),

invoices as (
    select * from staged.invoices where kind = 'invoice'
),

payments as (
    select * from staged.payments where invoice_id is not null
),

visits as (
    select distinct customer_id, happened_on from staged.activities where kind = 'visit'
),

policy as (
    select * from config.early_warning
),

open_complaints as (
    select days.level, days.looked_on, accounts.account_id, count(*) as open_complaint_count
    from complaints
    inner join accounts on accounts.customer_id = complaints.customer_id
    inner join days
        on days.level = accounts.level
        and days.looked_on >= complaints.opened_on
        and (complaints.closed_on > days.looked_on or complaints.closed_on is null)
    group by days.level, days.looked_on, accounts.account_id
),

answers as (
    select
        days.level,
        days.looked_on,
        accounts.account_id,
        surveys.score_share,
        surveys.responded_on,
        row_number() over latest_first as answer_rank,
        surveys.score_share - lead(surveys.score_share) over latest_first as change
    from surveys
    inner join accounts on accounts.customer_id = surveys.customer_id
    inner join days on days.level = accounts.level and days.looked_on >= surveys.responded_on
    window latest_first as (
        partition by days.level, days.looked_on, accounts.account_id
        order by surveys.responded_on desc nulls last, surveys.response_id desc nulls last
    )
),

last_answers as (
    select
        answers.level,
        answers.looked_on,
        answers.account_id,
        answers.score_share as last_score_share,
        answers.score_share <= policy.low_survey_share + 1e-9
            or coalesce(answers.change <= 1e-9 - policy.survey_drop_share, false) as is_low_survey
    from answers
    cross join policy
    where answers.answer_rank = 1
        and days_between(answers.responded_on, answers.looked_on) <= policy.survey_days
),

lost_opportunities as (
    select days.level, days.looked_on, accounts.account_id, count(*) as lost_opportunity_count
    from opportunities
    cross join policy
    inner join accounts on accounts.customer_id = opportunities.customer_id
    inner join days
        on days.level = accounts.level
        and days_between(opportunities.closed_on, days.looked_on) between 0 and policy.lost_opportunity_days
    group by days.level, days.looked_on, accounts.account_id
),

last_payments as (
    select
        invoice_id,
        max(paid_on) as paid_on
    from payments
    group by invoice_id
),

-- An invoice that is settled without any payment that we know of was settled on a day that we do not know.
settled as (
    select
        invoices.customer_id,
        invoices.invoiced_on,
        invoices.due_on,
        case when invoices.open_amount <= 0 then last_payments.paid_on end as settled_on
    from invoices
    left join last_payments on last_payments.invoice_id = invoices.invoice_id
    where invoices.open_amount > 0 or last_payments.paid_on is not null
),

overdue_invoices as (
    select days.level, days.looked_on, accounts.account_id, count(*) as overdue_invoice_count
    from settled
    cross join policy
    inner join accounts on accounts.customer_id = settled.customer_id
    inner join days
        on days.level = accounts.level
        and settled.invoiced_on <= days.looked_on
        and days_between(settled.due_on, days.looked_on) > policy.overdue_days
        and (settled.settled_on > days.looked_on or settled.settled_on is null)
    group by days.level, days.looked_on, accounts.account_id
),

account_visits as (
    select distinct accounts.level, accounts.account_id, visits.happened_on
    from visits
    inner join accounts on accounts.customer_id = visits.customer_id
),

visited as (
    select
        days.level,
        days.looked_on,
        account_visits.account_id,
        count(*) as visit_count,
        min(account_visits.happened_on) as first_visit_on,
        max(account_visits.happened_on) as last_visit_on
    from days
    inner join account_visits on account_visits.level = days.level and account_visits.happened_on <= days.looked_on
    group by days.level, days.looked_on, account_visits.account_id
),

visit_gaps as (
    select
        visited.level,
        visited.looked_on,
        visited.account_id,
        ln(safe_div(
            days_between(visited.last_visit_on, visited.looked_on) + 1,
            safe_div(days_between(visited.first_visit_on, visited.last_visit_on), visited.visit_count - 1) + 1
        )) as visit_gap
    from visited
    cross join policy
    where visited.visit_count >= policy.least_visits
),

shown as (
    select level, looked_on, account_id from open_complaints
    union
    select level, looked_on, account_id from last_answers
    union
    select level, looked_on, account_id from lost_opportunities
    union
    select level, looked_on, account_id from overdue_invoices
    union
    select level, looked_on, account_id from visit_gaps
)

select
    shown.level,
    shown.looked_on,
    shown.account_id,
    coalesce(open_complaints.open_complaint_count, 0) as open_complaint_count,
    last_answers.last_score_share,
    last_answers.is_low_survey,
    coalesce(lost_opportunities.lost_opportunity_count, 0) as lost_opportunity_count,
    coalesce(overdue_invoices.overdue_invoice_count, 0) as overdue_invoice_count,
    visit_gaps.visit_gap
from shown
left join open_complaints
    on open_complaints.level = shown.level and open_complaints.looked_on = shown.looked_on and open_complaints.account_id = shown.account_id
left join last_answers
    on last_answers.level = shown.level and last_answers.looked_on = shown.looked_on and last_answers.account_id = shown.account_id
left join lost_opportunities
    on lost_opportunities.level = shown.level
    and lost_opportunities.looked_on = shown.looked_on
    and lost_opportunities.account_id = shown.account_id
left join overdue_invoices
    on overdue_invoices.level = shown.level
    and overdue_invoices.looked_on = shown.looked_on
    and overdue_invoices.account_id = shown.account_id
left join visit_gaps
    on visit_gaps.level = shown.level and visit_gaps.looked_on = shown.looked_on and visit_gaps.account_id = shown.account_id

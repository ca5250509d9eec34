-- What did the relation with an account show by each day at which it is looked at: complaints, surveys, late invoices, lost deals, missing visits?
-- Only who shows something has a row. By the days on which things happened; a deal is lost from the day on which a version first said so, and of the rest nobody knows when it was written down.
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
    select * from staged.invoices
),

payments as (
    select * from staged.payments
),

activities as (
    select * from staged.activities
),

kinds as (
    select * from config.activity_kinds where is_visit
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

-- What two instruments ask cannot be compared: a drop is one since the last answer to the same.
scored as (
    select
        accounts.level,
        accounts.account_id,
        surveys.response_id,
        surveys.responded_on,
        surveys.score_share,
        surveys.score_share - lag(surveys.score_share) over (
            partition by accounts.level, accounts.account_id, surveys.instrument
            order by surveys.responded_on asc nulls last, surveys.response_id asc nulls last
        ) as change
    from surveys
    inner join accounts on accounts.customer_id = surveys.customer_id
),

answers as (
    select
        scored.*,
        coalesce(
            lead(responded_on) over (partition by level, account_id order by responded_on asc nulls last, response_id asc nulls last),
            date '9999-12-31'
        ) as last_before_on
    from scored
),

last_answers as (
    select
        days.level,
        days.looked_on,
        answers.account_id,
        answers.score_share as last_score_share,
        answers.score_share <= policy.low_survey_share + 1e-9
            or coalesce(answers.change <= 1e-9 - policy.survey_drop_share, false) as is_low_survey
    from answers
    cross join policy
    inner join days
        on days.level = answers.level
        and days.looked_on >= answers.responded_on
        and days.looked_on < answers.last_before_on
    where days_between(answers.responded_on, days.looked_on) <= policy.survey_days
),

lost_opportunities as (
    select days.level, days.looked_on, accounts.account_id, count(*) as lost_opportunity_count
    from opportunities
    cross join policy
    inner join accounts on accounts.customer_id = opportunities.customer_id
    inner join days
        on days.level = accounts.level
        and days.looked_on >= opportunities.decision_known_on
        and days_between(opportunities.closed_on, days.looked_on) between 0 and policy.lost_opportunity_days
    group by days.level, days.looked_on, accounts.account_id
),

last_payments as (
    select
        invoice_id,
        max(paid_on) as paid_on
    from payments
    where invoice_id is not null
    group by invoice_id
),

-- A document that is settled without any payment that we know of was settled on a day that we do not know.
documents as (
    select
        invoices.*,
        last_payments.paid_on as last_paid_on,
        case when invoices.open_amount > 0 then invoices.open_amount else invoices.gross_amount end as owed_amount,
        case when invoices.open_amount <= 0 then last_payments.paid_on else date '9999-12-31' end as settled_on
    from invoices
    left join last_payments on last_payments.invoice_id = invoices.invoice_id
    where invoices.open_amount <> 0 or last_payments.paid_on is not null
),

credits as (
    select
        customer_id,
        case when kind = 'invoice' then coalesce(last_paid_on, invoiced_on) else invoiced_on end as credited_on,
        date '9999-12-31' as settled_on,
        -open_amount as credit_amount
    from documents
    where open_amount < 0
    union all
    select customer_id, invoiced_on as credited_on, last_paid_on as settled_on, -gross_amount as credit_amount
    from documents
    where open_amount = 0 and kind = 'credit_note'
    union all
    select customer_id, paid_on as credited_on, date '9999-12-31' as settled_on, payment_amount as credit_amount
    from payments
    where invoice_id is null
),

credit_sums as (
    select days.level, days.looked_on, accounts.account_id, sum(credits.credit_amount) as credit_amount
    from credits
    inner join accounts on accounts.customer_id = credits.customer_id
    inner join days
        on days.level = accounts.level
        and days.looked_on >= credits.credited_on
        and days.looked_on < credits.settled_on
    group by days.level, days.looked_on, accounts.account_id
),

overdue_documents as (
    select
        days.level,
        days.looked_on,
        accounts.account_id,
        count(*) as overdue_invoice_count,
        sum(documents.owed_amount) as overdue_amount
    from documents
    cross join policy
    inner join accounts on accounts.customer_id = documents.customer_id
    inner join days
        on days.level = accounts.level
        and documents.invoiced_on <= days.looked_on
        and days_between(documents.due_on, days.looked_on) > policy.overdue_days
        and documents.settled_on > days.looked_on
    where documents.kind = 'invoice'
    group by days.level, days.looked_on, accounts.account_id
),

-- Credit is set off against the oldest debt first, as in customer_receivables: where it covers all that is long overdue, nothing is.
overdue_invoices as (
    select
        overdue_documents.level,
        overdue_documents.looked_on,
        overdue_documents.account_id,
        overdue_documents.overdue_invoice_count
    from overdue_documents
    left join credit_sums
        on credit_sums.level = overdue_documents.level
        and credit_sums.looked_on = overdue_documents.looked_on
        and credit_sums.account_id = overdue_documents.account_id
    where coalesce(credit_sums.credit_amount, 0) <= 0 or overdue_documents.overdue_amount > credit_sums.credit_amount
),

account_visits as (
    select distinct accounts.level, accounts.account_id, activities.happened_on
    from activities
    inner join kinds on kinds.kind = activities.kind
    inner join accounts on accounts.customer_id = activities.customer_id
),

-- What was known from each visit on, until the next one.
visit_stretches as (
    select
        level,
        account_id,
        happened_on,
        count(*) over so_far as visit_count,
        min(happened_on) over so_far as first_visit_on,
        coalesce(
            lead(happened_on) over (partition by level, account_id order by happened_on asc nulls last),
            date '9999-12-31'
        ) as known_before_on
    from account_visits
    window so_far as (
        partition by level, account_id
        order by happened_on asc nulls last
        rows between unbounded preceding and current row
    )
),

visited as (
    select
        days.level,
        days.looked_on,
        visit_stretches.account_id,
        visit_stretches.visit_count,
        visit_stretches.first_visit_on,
        visit_stretches.happened_on as last_visit_on
    from days
    inner join visit_stretches
        on visit_stretches.level = days.level
        and days.looked_on >= visit_stretches.happened_on
        and days.looked_on < visit_stretches.known_before_on
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

-- How likely is it that an account stays silent for the horizon, by what was learned?
-- Of all who had bought by the look: tonight, at each origin of the backtests, and at earlier months by tonight's coefficients.
with

signals as (
    select * from metrics.churn_signals where look_kind in ('SCORED', 'WATCHED')
)

select
    look_kind,
    cast(looked_on as string) as looked_at,
    account_id,
    fit_number,
    log_silence,
    log_repeats,
    log_age,
    silence_log_odds,
    log_overdue,
    spend_trend,
    spend_level,
    return_share,
    open_complaints,
    low_survey,
    overdue_invoices,
    lost_opportunities,
    visit_gap
from signals
order by
    fit_number asc nulls last,
    looked_on asc nulls last,
    account_id asc nulls last

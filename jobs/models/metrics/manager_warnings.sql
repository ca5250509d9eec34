-- How many warnings did an account manager have, were they acted on, and which customers bought again?
-- ALL adds up the company. What was acted on and what came of it is of customers who are not held out; the trial is of those that were drawn, whether the draw was kept to or not (intention to treat), one warning of each group.
with

actions as (
    select * from metrics.warning_actions
),

scoped as (
    select
        coalesce(account_manager_id, 'NOBODY') as account_manager_id,
        is_standing,
        is_held_out,
        is_acted_on,
        acted_abstain_reason,
        has_bought_again,
        outcome_abstain_reason,
        has_bought_in_trial
    from actions
    union all
    select
        'ALL' as account_manager_id,
        is_standing,
        is_held_out,
        is_acted_on,
        acted_abstain_reason,
        has_bought_again,
        outcome_abstain_reason,
        has_bought_in_trial
    from actions
)

select
    account_manager_id,
    count(*) filter (where is_standing) as standing_count,
    count(*) filter (where is_standing and is_acted_on and not is_held_out) as standing_acted_count,
    count(*) filter (where is_standing and acted_abstain_reason = 'WINDOW_OPEN' and not is_held_out) as standing_open_count,
    count(*) filter (where is_standing and is_held_out) as standing_held_out_count,
    count(*) filter (where is_acted_on is not null and not is_held_out) as due_count,
    count(*) filter (where is_acted_on and not is_held_out) as acted_count,
    count(*) filter (where outcome_abstain_reason = 'BOUGHT_MEANWHILE' and not is_held_out) as bought_meanwhile_count,
    count(*) filter (where is_acted_on and has_bought_again is not null and not is_held_out) as acted_outcome_count,
    count(*) filter (where is_acted_on and has_bought_again and not is_held_out) as acted_bought_count,
    count(*) filter (where not is_acted_on and has_bought_again is not null and not is_held_out) as idle_outcome_count,
    count(*) filter (where not is_acted_on and has_bought_again and not is_held_out) as idle_bought_count,
    count(*) filter (where acted_abstain_reason = 'NOT_IN_SOURCE') as unknown_count,
    count(*) filter (where not is_held_out and has_bought_in_trial is not null) as treated_count,
    count(*) filter (where not is_held_out and has_bought_in_trial) as treated_bought_count,
    count(*) filter (where is_held_out and has_bought_in_trial is not null) as held_out_count,
    count(*) filter (where is_held_out and has_bought_in_trial) as held_out_bought_count
from scoped
group by account_manager_id

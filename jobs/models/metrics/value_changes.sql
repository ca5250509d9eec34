-- How much of the change of a number since the last published night belongs to each cause?
-- The parts are the differences from one step to the next, so they add up to the change exactly. A step after which the number is not known counts with the next that knows it.
-- The step that first knows an account is new transaction, whatever was changed: who is new cannot be told from who is only now told apart.
with

explained_names as (
    select * from metrics.explained_names
),

scenarios as (
    select * from run.scenarios
),

explanation as (
    select * from run.explanation
),

levels as (
    select
        scenarios.step,
        scenarios.cause,
        scenarios.measure,
        scenarios.level,
        scenarios.account_id,
        scenarios.is_known,
        scenarios.value,
        scenarios.words,
        case when scenarios.is_known then scenarios.value else explained_names.value_of_none end as counted_value
    from scenarios
    left join explained_names on explained_names.measure = scenarios.measure
),

stretches as (
    select
        levels.*,
        count(counted_value) over by_step as stretch
    from levels
    window by_step as (partition by measure, level, account_id order by step asc nulls last)
),

carried as (
    select
        stretches.*,
        max(counted_value) over (partition by measure, level, account_id, stretch) as carried_value
    from stretches
),

moves as (
    select
        carried.*,
        carried_value - lag(carried_value) over by_step as moved_amount,
        sum(case when is_known then 1 else 0 end) over by_step = 1 and is_known as is_first_known,
        lag(counted_value) over by_step is null as was_unknown
    from carried
    window by_step as (partition by measure, level, account_id order by step asc nulls last)
),

caused as (
    select
        moves.*,
        case when is_first_known then 'NEW_TRANSACTION' else cause end as counted_cause,
        step > 0 and (was_unknown <> (counted_value is null)) as became_known_or_unknown
    from moves
),

ends as (
    select
        caused.measure,
        caused.level,
        caused.account_id,
        max(case when caused.step = 0 then caused.value end) as from_value,
        max(case when caused.step = explanation.step_count then caused.value end) as to_value,
        max(case when caused.step = 0 then caused.words end) as from_words,
        max(case when caused.step = explanation.step_count then caused.words end) as to_words,
        max(case when caused.step = 0 then caused.counted_value end) as counted_from,
        max(case when caused.step = explanation.step_count then caused.counted_value end) as counted_to,
        bool_or(caused.step = 0 and caused.is_known) as was_known,
        bool_or(caused.step = explanation.step_count and caused.is_known) as is_known,
        max(case when caused.became_known_or_unknown then caused.step end) as last_turn,
        coalesce(sum(case when caused.counted_cause = 'LATE_CORRECTION' then caused.moved_amount end), 0) as late_correction_amount,
        coalesce(sum(case when caused.counted_cause = 'TIME_PASSING' then caused.moved_amount end), 0) as time_passing_amount,
        coalesce(sum(case when caused.counted_cause = 'NEW_TRANSACTION' then caused.moved_amount end), 0) as new_transaction_amount,
        coalesce(sum(case when caused.counted_cause = 'PEERS_MOVING' then caused.moved_amount end), 0) as peers_moving_amount,
        coalesce(sum(case when caused.counted_cause = 'POLICY_CHANGED' then caused.moved_amount end), 0) as policy_changed_amount,
        coalesce(sum(case when caused.counted_cause = 'MODEL_CHANGED' then caused.moved_amount end), 0) as model_changed_amount,
        coalesce(sum(case when caused.counted_cause = 'PARAMETERS_REFITTED' then caused.moved_amount end), 0) as parameters_refitted_amount
    from caused
    cross join explanation
    group by caused.measure, caused.level, caused.account_id
),

-- A cause that worked against the change is not its main one.
weighed as (
    select
        ends.*,
        counted_from is not null and counted_to is not null as is_comparable,
        case when counted_to < counted_from then -1 else 1 end as direction
    from ends
),

judged as (
    select
        weighed.*,
        greatest(
            direction * late_correction_amount,
            direction * time_passing_amount,
            direction * new_transaction_amount,
            direction * peers_moving_amount,
            direction * policy_changed_amount,
            direction * model_changed_amount,
            direction * parameters_refitted_amount
        ) as largest_amount
    from weighed
)

select
    judged.measure,
    judged.level,
    judged.account_id,
    explanation.previous_as_of,
    judged.from_value,
    judged.to_value,
    judged.from_words,
    judged.to_words,
    judged.was_known,
    judged.is_known,
    case when is_comparable then cast(counted_to - counted_from as decimal(18, 4)) end as change_amount,
    case when is_comparable then cast(late_correction_amount as decimal(18, 4)) end as late_correction_amount,
    case when is_comparable then cast(time_passing_amount as decimal(18, 4)) end as time_passing_amount,
    case when is_comparable then cast(new_transaction_amount as decimal(18, 4)) end as new_transaction_amount,
    case when is_comparable then cast(peers_moving_amount as decimal(18, 4)) end as peers_moving_amount,
    case when is_comparable then cast(policy_changed_amount as decimal(18, 4)) end as policy_changed_amount,
    case when is_comparable then cast(model_changed_amount as decimal(18, 4)) end as model_changed_amount,
    case when is_comparable then cast(parameters_refitted_amount as decimal(18, 4)) end as parameters_refitted_amount,
    case
        when not is_comparable then turns.counted_cause
        when not judged.was_known then 'NEW_TRANSACTION'
        when direction * late_correction_amount = largest_amount then 'LATE_CORRECTION'
        when direction * new_transaction_amount = largest_amount then 'NEW_TRANSACTION'
        when direction * policy_changed_amount = largest_amount then 'POLICY_CHANGED'
        when direction * model_changed_amount = largest_amount then 'MODEL_CHANGED'
        when direction * peers_moving_amount = largest_amount then 'PEERS_MOVING'
        when direction * parameters_refitted_amount = largest_amount then 'PARAMETERS_REFITTED'
        else 'TIME_PASSING'
    end as main_cause,
    case when not is_comparable then 'NOT_COMPARABLE' end as change_abstain_reason
from judged
cross join explanation
left join caused as turns
    on turns.measure = judged.measure
    and turns.level = judged.level
    and turns.account_id = judged.account_id
    and turns.step = judged.last_turn

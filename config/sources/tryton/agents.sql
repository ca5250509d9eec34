-- Which agents stand between us and customers?
-- A principal is somebody whose agent we are, and is left out.
-- A plan is a list of formulas; only a single factor on the amount is a commission that one number can tell.
with

agents as (
    select * from commission_agent
    where type_ = 'agent'
),

parties as (
    select * from party_party
),

plans as (
    select
        plan,
        min(formula) as formula
    from commission_plan_line
    group by plan
    having count(*) = 1
)

select
    agents.id as agent_id,
    coalesce(nullif(trim(parties.name), ''), parties.code) as name,
    'agent' as kind,
    case
        when plans.formula ~ '^\s*amount\s*\*\s*[0-9]+(\.[0-9]+)?\s*$'
            then round(regexp_replace(plans.formula, '[^0-9.]', '', 'g')::numeric, 6)
    end as commission_fraction
from agents
inner join parties
    on parties.id = agents.party
left join plans
    on plans.plan = agents.plan

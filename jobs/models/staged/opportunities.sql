-- Which deals are open, won or lost on the business date, and with whom?
-- The newest version known on that date counts; where only later ones were delivered, the earliest of them. A lead has no customer yet.
with

opportunities as (
    select * from landing.opportunities
),

customer_references as (
    select * from staged.customer_references
),

exchange_rates as (
    select * from staged.exchange_rates
),

sources as (
    select * from run.sources
),

night as (
    select *, day_end(as_of, business_time_zone) as ends_at from run.current
),

ranked as (
    select
        opportunities.*,
        row_number() over (
            partition by opportunities.source_system, opportunities.opportunity_id
            order by
                case when opportunities.changed_at < night.ends_at then opportunities.changed_at end desc nulls last,
                opportunities.changed_at asc nulls last
        ) as version_rank
    from opportunities
    cross join night
),

-- The first version that says what the newest one says of the decision; a later one may merely have been touched.
decisions as (
    select
        latest.source_system,
        latest.opportunity_id,
        min(ranked.changed_at) as known_at
    from ranked as latest
    inner join ranked
        on ranked.source_system = latest.source_system
        and ranked.opportunity_id = latest.opportunity_id
        and ranked.status = latest.status
        and coalesce(ranked.lost_to_competitor, '') = coalesce(latest.lost_to_competitor, '')
    where latest.version_rank = 1
    group by latest.source_system, latest.opportunity_id
)

select
    case
        when sources.precedence = 1 then ranked.opportunity_id
        else ranked.source_system || ':' || ranked.opportunity_id
    end as opportunity_id,
    customer_references.customer_id,
    ranked.account_manager_id,
    case
        when ranked.status in ('won', 'lost') and ranked.closed_on > night.as_of then 'open'
        else ranked.status
    end as status,
    ranked.created_on,
    case when ranked.closed_on <= night.as_of then ranked.closed_on end as closed_on,
    case
        when ranked.closed_on <= night.as_of
            then greatest(business_day(decisions.known_at, night.business_time_zone), ranked.closed_on)
    end as decision_known_on,
    nullif(trim(ranked.category_id), '') as category_id,
    nullif(trim(ranked.lost_reason), '') as lost_reason,
    nullif(trim(ranked.lost_to_competitor), '') as lost_to_competitor,
    cast(cast(ranked.amount as decimal(18, 4)) * exchange_rates.fx_to_reporting as decimal(18, 4)) as opportunity_amount,
    nullif(trim(ranked.lead_source), '') as lead_source,
    referrers.customer_id as referred_by_customer_id
from ranked
cross join night
inner join decisions
    on decisions.source_system = ranked.source_system
    and decisions.opportunity_id = ranked.opportunity_id
left join customer_references
    on customer_references.source_system = ranked.source_system
    and customer_references.source_customer_id = ranked.customer_id
left join customer_references as referrers
    on referrers.source_system = ranked.source_system
    and referrers.source_customer_id = ranked.referred_by_customer_id
left join exchange_rates
    on exchange_rates.currency_code = ranked.currency_code
    and ranked.created_on >= exchange_rates.valid_from_on
    and ranked.created_on < exchange_rates.valid_before_on
left join sources on sources.source_system = ranked.source_system
where ranked.version_rank = 1
    and ranked.created_on <= night.as_of

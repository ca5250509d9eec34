-- On which margin do values rest: what is left after all costs, or after the cost of the lines alone?
-- One answer for the whole company, so that every two values compare. Where rebates or costs to serve are not delivered the gross margin takes the place of the contribution margin.
with

sources as (
    select * from metrics.cost_sources
)

select
    scope,
    case
        when has_costs and has_rebates and has_service_costs then 'CONTRIBUTION'
        when has_costs then 'GROSS_MARGIN'
    end as margin_basis,
    case when not has_costs then 'SOURCE_MISSING' end as margin_basis_abstain_reason
from sources

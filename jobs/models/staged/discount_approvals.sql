-- Who approved which discount on a line of an order?
-- Where a line was approved twice, the highest discount counts, then the earliest day.
with

approvals as (
    select * from landing.discount_approvals
),

sources as (
    select * from run.sources
),

night as (
    select as_of from run.current
),

ranked as (
    select
        case
            when sources.precedence = 1 then approvals.order_line_id
            else approvals.source_system || ':' || approvals.order_line_id
        end as order_line_id,
        approvals.approved_by,
        approvals.discount_fraction,
        approvals.approved_on,
        row_number() over (
            partition by approvals.source_system, approvals.order_line_id
            order by
                approvals.discount_fraction desc nulls last,
                approvals.approved_on asc nulls last,
                approvals.approval_id asc nulls last
        ) as approval_rank
    from approvals
    cross join night
    left join sources
        on sources.source_system = approvals.source_system
    where approvals.approved_on <= night.as_of and approvals.discount_fraction is not null
)

select
    order_line_id,
    approved_by,
    discount_fraction,
    approved_on
from ranked
where approval_rank = 1

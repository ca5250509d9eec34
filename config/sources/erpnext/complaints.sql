-- What did customers complain about, and how was it settled?
-- Issues and warranty claims; only a claim says by itself that goods or services failed.
select
    name as complaint_id,
    customer as customer_id,
    null as product_id,
    opening_date as opened_on,
    first_responded_on as first_response_at,
    case when status in ('Resolved', 'Closed') then sla_resolution_date end as closed_at,
    status,
    issue_type as category,
    null as is_quality_incident,
    priority as severity,
    nullif(resolution_details, '') as resolution,
    modified as changed_at
from `tabIssue`
where nullif(customer, '') is not null
union all
select
    name as complaint_id,
    customer as customer_id,
    item_code as product_id,
    complaint_date as opened_on,
    null as first_response_at,
    resolution_date as closed_at,
    status,
    'Warranty Claim' as category,
    1 as is_quality_incident,
    null as severity,
    nullif(resolution_details, '') as resolution,
    modified as changed_at
from `tabWarranty Claim`
where nullif(customer, '') is not null

-- Which deals of the last twelve months were lost because another customer spoke badly of us?
-- Who spoke is known only where the deal names its referrer; else the loss is its industry's. The reasons are the policy's words.
with

opportunities as (
    select * from staged.opportunities where status = 'lost'
),

words as (
    select lost_reason from config.reference_losses
),

windows as (
    select from_on, to_on from metrics.value_windows where window_name = '12m'
),

attributes as (
    select account_id, industry from metrics.account_attributes where level = 'customer'
)

select
    opportunities.opportunity_id,
    coalesce(attributes.industry, 'UNKNOWN') as industry,
    opportunities.referred_by_customer_id as attributed_customer_id,
    words.lost_reason is not null as is_reference_loss,
    opportunities.lost_reason is not null as has_reason,
    opportunities.opportunity_amount
from opportunities
inner join windows on opportunities.closed_on between windows.from_on and windows.to_on
left join words on words.lost_reason = opportunities.lost_reason
left join attributes on attributes.account_id = opportunities.customer_id

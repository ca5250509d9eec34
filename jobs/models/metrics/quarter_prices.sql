-- What did each customer pay for each product in each of the last eight quarters, beside its list price, its cost and what the seller may give?
-- Goods at a price above zero; what was given away counts beside them. Off-invoice rebates of a year are spread over its purchases (Marn and Rosiello 1992). What a promotion gives is not the seller's to ask for.
with

order_lines as (
    select * from staged.order_lines
    where line_kind = 'goods' and product_id is not null and not is_return and quantity > 0 and net_amount >= 0
),

months as (
    select * from metrics.trailing_months where months_ago < 24
),

approvals as (
    select * from staged.discount_approvals
),

authorities as (
    select * from metrics.discount_authorities
),

windows as (
    select
        account_id,
        case window_name when '12m' then 0 else 1 end as years_ago,
        gross_amount,
        rebate_amount
    from metrics.account_windows
    where level = 'customer' and window_name in ('12m', 'prior_12m')
),

policy as (
    select * from config.price_discipline
),

listed as (
    select
        order_lines.order_line_id,
        order_lines.customer_id,
        coalesce(order_lines.account_manager_id, 'UNKNOWN') as account_manager_id,
        coalesce(order_lines.category_id, 'UNKNOWN') as category_id,
        order_lines.product_id,
        order_lines.ordered_on,
        cast(floor(safe_div(months.months_ago, 3)) as integer) as quarters_ago,
        order_lines.is_purchase,
        order_lines.promotion_id is not null as is_promoted,
        order_lines.quantity,
        order_lines.net_amount,
        order_lines.revenue_amount,
        order_lines.cost_amount,
        order_lines.fx_to_reporting,
        case
            when order_lines.list_unit_price > 0
                then try_cast(cast(order_lines.list_unit_price as decimal(19, 4)) * order_lines.quantity as decimal(18, 4))
        end as document_list_amount
    from order_lines
    inner join months on order_lines.ordered_on between months.from_on and months.to_on
),

compared as (
    select
        listed.*,
        case
            when not listed.is_purchase
                or safe_div(listed.net_amount, listed.document_list_amount) between safe_div(1, policy.price_ratio_limit) and policy.price_ratio_limit
                then try_cast(cast(listed.document_list_amount as decimal(19, 4)) * listed.fx_to_reporting as decimal(18, 4))
        end as list_amount,
        1 - safe_div(listed.net_amount, listed.document_list_amount) as discount,
        authorities.max_discount + policy.authority_tolerance as max_discount,
        approvals.discount_fraction + policy.authority_tolerance as approved_discount,
        coalesce(approvals.approved_on <= listed.ordered_on and approvals.approved_by <> listed.account_manager_id, false)
            as is_approval_valid
    from listed
    cross join policy
    left join authorities
        on authorities.account_manager_id = listed.account_manager_id
        and authorities.category_id = listed.category_id
    left join approvals on approvals.order_line_id = listed.order_line_id
),

judged as (
    select
        compared.*,
        is_purchase and list_amount is not null as is_compared,
        coalesce(is_purchase and list_amount is not null and not is_promoted and discount > max_discount, false) as is_over_authority,
        coalesce(is_purchase and cost_amount > revenue_amount, false) as is_below_cost,
        coalesce(is_approval_valid and discount <= approved_discount, false) as is_approved
    from compared
),

sums as (
    select
        customer_id,
        account_manager_id,
        category_id,
        product_id,
        quarters_ago,
        count(*) filter (where is_purchase) as line_count,
        count(*) filter (where is_compared) as compared_line_count,
        count(*) filter (where is_purchase and cost_amount is not null) as costed_line_count,
        count(*) filter (where is_below_cost) as below_cost_line_count,
        count(*) filter (where is_compared and not is_promoted and max_discount is not null) as authority_line_count,
        count(*) filter (where is_over_authority) as over_authority_line_count,
        count(*) filter (where is_over_authority and not is_approved) as unapproved_line_count,
        count(*) filter (where not is_purchase) as free_line_count,
        sum(case when is_purchase then quantity else 0 end) as quantity,
        sum(case when is_purchase then revenue_amount else 0 end) as revenue_amount,
        sum(case when is_compared then list_amount else 0 end) as list_amount,
        sum(case when is_compared then revenue_amount else 0 end) as compared_amount,
        sum(case when is_purchase and cost_amount is not null then revenue_amount else 0 end) as costed_amount,
        sum(case when is_purchase and cost_amount is not null then cost_amount else 0 end) as cost_amount,
        sum(case when is_below_cost then cost_amount - revenue_amount else 0 end) as below_cost_amount,
        sum(case
            when is_over_authority and not is_approved
                then cast(cast((discount - max_discount) * list_amount as decimal(38, 8)) as decimal(18, 4))
            else 0
        end) as unapproved_amount,
        sum(case when not is_purchase then coalesce(list_amount, 0) else 0 end) as free_list_amount
    from judged
    group by customer_id, account_manager_id, category_id, product_id, quarters_ago
)

select
    sums.customer_id,
    sums.account_manager_id,
    sums.category_id,
    sums.product_id,
    sums.quarters_ago,
    sums.line_count,
    sums.compared_line_count,
    sums.costed_line_count,
    sums.below_cost_line_count,
    sums.authority_line_count,
    sums.over_authority_line_count,
    sums.unapproved_line_count,
    sums.free_line_count,
    cast(sums.quantity as decimal(18, 6)) as quantity,
    cast(sums.revenue_amount as decimal(18, 4)) as revenue_amount,
    cast(sums.list_amount as decimal(18, 4)) as list_amount,
    cast(sums.compared_amount as decimal(18, 4)) as compared_amount,
    cast(cast(sums.compared_amount * (1 - coalesce(safe_div(windows.rebate_amount, windows.gross_amount), 0e0)) as decimal(38, 8)) as decimal(18, 4))
        as pocket_amount,
    cast(sums.costed_amount as decimal(18, 4)) as costed_amount,
    cast(sums.cost_amount as decimal(18, 4)) as cost_amount,
    cast(sums.below_cost_amount as decimal(18, 4)) as below_cost_amount,
    cast(sums.unapproved_amount as decimal(18, 4)) as unapproved_amount,
    cast(sums.free_list_amount as decimal(18, 4)) as free_list_amount
from sums
left join windows
    on windows.account_id = sums.customer_id
    and windows.years_ago = case when sums.quarters_ago < 4 then 0 else 1 end

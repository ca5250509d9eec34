-- What did customers order, when, and in which currency?
-- Tryton stores a sale's amount once it is past the quotation; a quotation's is that of its lines, a draft has none.
-- The amount of a line is rounded half to even, as Tryton does it.
with

sales as (
    select * from sale_sale
),

companies as (
    select * from company_company
),

currencies as (
    select * from currency_currency
),

complaints as (
    select * from sale_complaint
),

rates as (
    select
        currency,
        date as valid_from_on,
        lead(date) over (partition by currency order by date) as valid_before_on,
        rate,
        coalesce(write_date, create_date) as changed_at
    from currency_currency_rate
),

dated as (
    select
        sales.*,
        coalesce(
            sales.sale_date,
            (sales.create_date at time zone 'UTC' at time zone coalesce(companies.timezone, 'UTC'))::date
        ) as ordered_on,
        companies.currency as company_currency
    from sales
    inner join companies
        on companies.id = sales.company
)

select
    dated.id as order_id,
    dated.company as company_id,
    dated.number,
    dated.reference as customer_reference,
    dated.party as customer_id,
    nullif(dated.invoice_party, dated.party) as invoice_customer_id,
    nullif(dated.shipment_party, dated.party) as ship_customer_id,
    dated.ordered_on,
    dated.create_date as created_at,
    case dated.state
        when 'quotation' then 'quoted'
        when 'processing' then 'confirmed'
        else dated.state
    end as status,
    coalesce(lines.highest_quantity < 0, false) as is_return,
    case
        when dated.origin like 'sale.sale,%' then nullif(split_part(dated.origin, ',', 2), '')::integer
        when complaints.origin like 'sale.sale,%' then nullif(split_part(complaints.origin, ',', 2), '')::integer
        else complained.sale
    end as return_of_order_id,
    case
        when dated.origin like 'sale.opportunity,%' then nullif(split_part(dated.origin, ',', 2), '')::integer
    end as opportunity_id,
    currencies.code as currency_code,
    case
        when dated.currency = dated.company_currency then 1
        else round(company_rate.rate / nullif(sale_rate.rate, 0), 9)
    end as fx_to_company,
    round(case when dated.state <> 'draft' then coalesce(dated.untaxed_amount_cache, lines.amount) end, 4) as net_amount,
    coalesce(dated.confirmed_by, dated.quoted_by) as account_manager_id,
    case when dated.agent is null then 'direct' else 'agent' end as channel_id,
    dated.agent as agent_id,
    dated.price_list as price_list_id,
    dated.shipping_date as promised_on,
    greatest(
        coalesce(dated.write_date, dated.create_date),
        lines.changed_at,
        coalesce(complaints.write_date, complaints.create_date),
        case when dated.currency <> dated.company_currency then sale_rate.changed_at end,
        case when dated.currency <> dated.company_currency then company_rate.changed_at end
    ) as changed_at
from dated
inner join currencies
    on currencies.id = dated.currency
left join rates as sale_rate
    on sale_rate.currency = dated.currency
    and dated.ordered_on >= sale_rate.valid_from_on
    and (dated.ordered_on < sale_rate.valid_before_on or sale_rate.valid_before_on is null)
left join rates as company_rate
    on company_rate.currency = dated.company_currency
    and dated.ordered_on >= company_rate.valid_from_on
    and (dated.ordered_on < company_rate.valid_before_on or company_rate.valid_before_on is null)
left join complaints
    on dated.origin = 'sale.complaint,' || complaints.id
left join sale_line as complained
    on complained.id = case
        when complaints.origin like 'sale.line,%' then nullif(split_part(complaints.origin, ',', 2), '')::integer
    end
left join lateral (
    select
        max(sale_line.quantity) as highest_quantity,
        max(coalesce(sale_line.write_date, sale_line.create_date)) as changed_at,
        sum(
            currencies.rounding * case
                when abs(amount.in_steps - trunc(amount.in_steps)) = 0.5 then 2 * round(amount.in_steps / 2)
                else round(amount.in_steps)
            end
        ) as amount
    from sale_line
    cross join lateral (
        select sale_line.quantity::numeric * sale_line.unit_price / nullif(currencies.rounding, 0) as in_steps
    ) as amount
    where sale_line.sale = dated.id
        and sale_line.type = 'line'
) as lines
    on true

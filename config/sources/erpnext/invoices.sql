-- What was invoiced, what is due and what is open?
-- Credit notes are negative already. What is open stands in the currency of the receivable account, which need not be the document's.
with

invoices as (
    select
        `tabSales Invoice`.*,
        case
            when party_account_currency = currency then outstanding_amount
            else outstanding_amount / nullif(conversion_rate, 0)
        end as open_amount
    from `tabSales Invoice`
)

select
    name as invoice_id,
    name as number,
    case when is_return = 1 then 'credit_note' else 'invoice' end as kind,
    customer as customer_id,
    posting_date as invoiced_on,
    due_date as due_on,
    case
        when docstatus = 2 then 'cancelled'
        when docstatus = 0 then 'draft'
        when round(open_amount, 2) = 0 then 'paid'
        else 'posted'
    end as status,
    currency as currency_code,
    nullif(conversion_rate, 0) as fx_to_company,
    round(net_total, 4) as net_amount,
    round(grand_total, 4) as gross_amount,
    round(open_amount, 4) as open_amount,
    nullif(return_against, '') as reverses_invoice_id,
    modified as changed_at
from invoices

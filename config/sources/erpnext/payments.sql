-- What was paid when, against which invoice?
-- One row for each reference of a payment entry, one for what it leaves unallocated, and one for money taken at the counter with the invoice.
-- A payment entry states its amounts in the currency of the receivable account.
with

entries as (
    select
        name,
        party,
        posting_date,
        docstatus,
        unallocated_amount,
        modified,
        case when payment_type = 'Pay' then -1 else 1 end as sign,
        case when payment_type = 'Pay' then paid_to_account_currency else paid_from_account_currency end as currency,
        case when payment_type = 'Pay' then target_exchange_rate else source_exchange_rate end as exchange_rate
    from `tabPayment Entry`
    where party_type = 'Customer'
        and payment_type in ('Receive', 'Pay')
        and docstatus > 0
),

allocations as (
    select
        `tabPayment Entry Reference`.name as payment_id,
        case
            when `tabPayment Entry Reference`.reference_doctype = 'Sales Invoice'
                then `tabPayment Entry Reference`.reference_name
        end as invoice_id,
        entries.party as customer_id,
        entries.posting_date as paid_on,
        entries.sign * `tabPayment Entry Reference`.allocated_amount as amount,
        entries.currency,
        entries.sign * `tabPayment Entry Reference`.allocated_amount * entries.exchange_rate as company_amount,
        entries.docstatus,
        entries.modified as changed_at
    from `tabPayment Entry Reference`
    inner join entries
        on entries.name = `tabPayment Entry Reference`.parent
),

remainders as (
    select
        concat(name, '/unallocated') as payment_id,
        null as invoice_id,
        party as customer_id,
        posting_date as paid_on,
        sign * unallocated_amount as amount,
        currency,
        sign * unallocated_amount * exchange_rate as company_amount,
        docstatus,
        modified as changed_at
    from entries
    where unallocated_amount <> 0
),

counter_payments as (
    select
        concat(name, '/counter') as payment_id,
        name as invoice_id,
        customer as customer_id,
        posting_date as paid_on,
        paid_amount - change_amount as amount,
        currency,
        base_paid_amount - base_change_amount as company_amount,
        docstatus,
        modified as changed_at
    from `tabSales Invoice`
    where is_pos = 1
        and docstatus > 0
        and paid_amount - change_amount <> 0
),

payments as (
    select * from allocations
    union all
    select * from remainders
    union all
    select * from counter_payments
)

select
    payment_id,
    invoice_id,
    customer_id,
    paid_on,
    round(amount, 4) as amount,
    currency as currency_code,
    round(company_amount, 4) as company_amount,
    case when docstatus = 2 then 'cancelled' else 'posted' end as status,
    changed_at
from payments

-- Which invoices and credit notes count on the business date, when are they due, and what of them is open?
-- What the system says is open counts when it said so by the business date; else, and where it says nothing, what the payments have left.
with

invoices as (
    select * from landing.invoices
),

payments as (
    select * from staged.payments
),

customers as (
    select * from staged.customers
),

customer_references as (
    select * from staged.customer_references
),

company_references as (
    select * from staged.company_references
),

exchange_rates as (
    select * from staged.exchange_rates
),

policy as (
    select * from config.credit
),

sources as (
    select * from run.sources
),

night as (
    select *, day_end(as_of, business_time_zone) as ends_at from run.current
),

paying_systems as (
    select distinct source_system from payments
),

versions as (
    select
        invoices.*,
        case when sources.precedence = 1 then '' else invoices.source_system || ':' end || invoices.invoice_id as document_id,
        invoices.changed_at < night.ends_at as is_known,
        row_number() over (
            partition by invoices.source_system, invoices.invoice_id
            order by
                case when invoices.changed_at < night.ends_at then invoices.changed_at end desc nulls last,
                invoices.changed_at asc nulls last
        ) as version_rank
    from invoices
    cross join night
    left join sources on sources.source_system = invoices.source_system
),

counted as (
    select
        versions.*,
        coalesce(
            case
                when versions.currency_code <> night.reporting_currency
                    then cast(versions.fx_to_company * company_rates.fx_to_reporting as decimal(19, 11))
            end,
            document_rates.fx_to_reporting
        ) as fx_to_reporting,
        coalesce(versions.gross_amount, versions.net_amount) as owed_amount
    from versions
    cross join night
    left join company_references
        on company_references.source_system = versions.source_system
        and company_references.company_id = ''
    left join exchange_rates as document_rates
        on document_rates.currency_code = versions.currency_code
        and versions.invoiced_on >= document_rates.valid_from_on
        and versions.invoiced_on < document_rates.valid_before_on
    left join exchange_rates as company_rates
        on company_rates.currency_code = company_references.currency_code
        and versions.invoiced_on >= company_rates.valid_from_on
        and versions.invoiced_on < company_rates.valid_before_on
    where versions.version_rank = 1
        and versions.status in ('posted', 'paid')
        and versions.invoiced_on <= night.as_of
),

-- Paid in the invoice's currency, or in another one at the rates of both days.
paid as (
    select
        counted.document_id,
        cast(sum(
            case
                when payments.currency_code = counted.currency_code then payments.document_amount
                else cast(cast(safe_div(payments.payment_amount, counted.fx_to_reporting) as decimal(38, 8)) as decimal(18, 4))
            end
        ) as decimal(18, 4)) as paid_amount
    from counted
    inner join payments on payments.invoice_id = counted.document_id
    group by counted.document_id
),

opened as (
    select
        counted.*,
        case
            when counted.open_amount is not null and (counted.is_known or paying_systems.source_system is null)
                then counted.open_amount
            when counted.open_amount is null and counted.status = 'paid' and counted.is_known
                then cast(0 as decimal(18, 4))
            else cast(counted.owed_amount - coalesce(paid.paid_amount, 0) as decimal(18, 4))
        end as document_open_amount
    from counted
    left join paid on paid.document_id = counted.document_id
    left join paying_systems
        on paying_systems.source_system = counted.source_system
)

select
    opened.document_id as invoice_id,
    customer_references.customer_id,
    opened.kind,
    opened.invoiced_on,
    coalesce(
        opened.due_on,
        cast(
            opened.invoiced_on + cast(coalesce(customers.payment_term_days, policy.default_term_days) as integer)
            as date
        )
    ) as due_on,
    cast(cast(coalesce(opened.net_amount, opened.gross_amount) as decimal(18, 4)) * opened.fx_to_reporting as decimal(18, 4))
        as net_amount,
    cast(cast(opened.owed_amount as decimal(18, 4)) * opened.fx_to_reporting as decimal(18, 4)) as gross_amount,
    cast(cast(opened.document_open_amount as decimal(18, 4)) * opened.fx_to_reporting as decimal(18, 4)) as open_amount
from opened
cross join policy
inner join customer_references
    on customer_references.source_system = opened.source_system
    and customer_references.source_customer_id = opened.customer_id
left join customers
    on customers.customer_id = customer_references.customer_id

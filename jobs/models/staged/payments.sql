-- Which payments have come in by the business date, and what were they worth?
-- Cancelled payments are out; money without an invoice is here too. The system's own conversion counts first, where it is known of which company's currency it is.
with

payments as (
    select * from landing.payments
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

sources as (
    select * from run.sources
),

night as (
    select *, day_end(as_of, business_time_zone) as ends_at from run.current
),

versions as (
    select
        payments.*,
        row_number() over (
            partition by payments.source_system, payments.payment_id
            order by
                case when payments.changed_at < night.ends_at then payments.changed_at end desc nulls last,
                payments.changed_at asc nulls last
        ) as version_rank
    from payments
    cross join night
)

select
    case
        when sources.precedence = 1 then versions.payment_id
        else versions.source_system || ':' || versions.payment_id
    end as payment_id,
    customer_references.customer_id,
    versions.source_system,
    case when sources.precedence = 1 then '' else versions.source_system || ':' end || nullif(trim(versions.invoice_id), '') as invoice_id,
    versions.paid_on,
    versions.currency_code,
    versions.amount as document_amount,
    coalesce(
        case
            when versions.currency_code <> night.reporting_currency
                then cast(cast(versions.company_amount as decimal(18, 4)) * company_rates.fx_to_reporting as decimal(18, 4))
        end,
        cast(cast(versions.amount as decimal(18, 4)) * document_rates.fx_to_reporting as decimal(18, 4))
    ) as payment_amount
from versions
cross join night
inner join customer_references
    on customer_references.source_system = versions.source_system
    and customer_references.source_customer_id = versions.customer_id
left join company_references
    on company_references.source_system = versions.source_system
    and company_references.company_id = ''
left join exchange_rates as document_rates
    on document_rates.currency_code = versions.currency_code
    and versions.paid_on >= document_rates.valid_from_on
    and versions.paid_on < document_rates.valid_before_on
left join exchange_rates as company_rates
    on company_rates.currency_code = company_references.currency_code
    and versions.paid_on >= company_rates.valid_from_on
    and versions.paid_on < company_rates.valid_before_on
left join sources
    on sources.source_system = versions.source_system
where versions.version_rank = 1
    and versions.status = 'posted'
    and versions.paid_on <= night.as_of

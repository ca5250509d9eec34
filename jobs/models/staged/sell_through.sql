-- What did agents sell on, and to which of our customers?
-- The end customer is found by its number, else by a tax number that belongs to one customer only. Amounts are worth what their currency was worth on the day.
with

sell_through as (
    select * from landing.sell_through
),

customer_references as (
    select * from staged.customer_references
),

source_customers as (
    select * from staged.source_customers
),

products as (
    select * from staged.products
),

exchange_rates as (
    select * from staged.exchange_rates
),

sources as (
    select * from run.sources
),

policy as (
    select * from config.identity
),

night as (
    select * from run.current
),

tax_numbers as (
    select
        source_customers.tax_id_key,
        min(customer_references.customer_id) as customer_id
    from source_customers
    inner join customer_references
        on customer_references.source_system = source_customers.source_system
        and customer_references.source_customer_id = source_customers.source_customer_id
    cross join policy
    where length(source_customers.tax_id_key) >= policy.tax_id_min_length
    group by source_customers.tax_id_key
    having count(distinct customer_references.customer_id) = 1
),

cleaned as (
    select
        sell_through.*,
        nullif(upper(replace(replace(replace(replace(sell_through.end_customer_tax_id, ' ', ''), '.', ''), '-', ''), '/', '')), '')
            as tax_text
    from sell_through
    cross join night
    where sell_through.sold_on <= night.as_of
),

keyed as (
    select
        cleaned.*,
        case
            when substr(tax_text, 1, 2) between 'AA' and 'ZZ' and substr(tax_text, 2, 1) >= 'A' then substr(tax_text, 3)
            else tax_text
        end as tax_id_key
    from cleaned
)

select
    case
        when sources.precedence = 1 then keyed.sell_through_id
        else keyed.source_system || ':' || keyed.sell_through_id
    end as sell_through_id,
    keyed.agent_id,
    coalesce(customer_references.customer_id, tax_numbers.customer_id) as customer_id,
    case
        when customer_references.customer_id is not null then 'NUMBER'
        when tax_numbers.customer_id is not null then 'TAX_ID'
        else 'NONE'
    end as match_method,
    keyed.product_id,
    products.category_id,
    keyed.sold_on,
    keyed.quantity,
    cast(cast(keyed.net_amount as decimal(18, 4)) * exchange_rates.fx_to_reporting as decimal(18, 4)) as sold_amount
from keyed
left join customer_references
    on customer_references.source_system = keyed.source_system
    and customer_references.source_customer_id = keyed.end_customer_id
left join tax_numbers
    on tax_numbers.tax_id_key = keyed.tax_id_key
left join products
    on products.product_id = keyed.product_id
left join exchange_rates
    on exchange_rates.currency_code = keyed.currency_code
    and keyed.sold_on >= exchange_rates.valid_from_on
    and keyed.sold_on < exchange_rates.valid_before_on
left join sources
    on sources.source_system = keyed.source_system

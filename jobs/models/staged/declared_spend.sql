-- What does a customer say that it spends in a category and year, with us and with others?
-- Two records of one customer say the same thing twice: the larger amount counts. A total below its parts is their sum.
with

declared as (
    select * from landing.declared_spend
),

customer_references as (
    select * from staged.customer_references
),

exchange_rates as (
    select * from staged.exchange_rates
),

night as (
    select * from run.current
),

-- Spend of a year is worth what its currency was worth on the year's last day.
converted as (
    select
        customer_references.customer_id,
        declared.customer_id as source_customer_id,
        declared.source_system,
        coalesce(trim(declared.category_id), '') as category_id,
        declared.year,
        lower(trim(declared.supplier)) as supplier,
        cast(cast(declared.amount as decimal(18, 4)) * exchange_rates.fx_to_reporting as decimal(18, 4)) as amount
    from declared
    cross join night
    inner join customer_references
        on customer_references.source_system = declared.source_system
        and customer_references.source_customer_id = declared.customer_id
    left join exchange_rates
        on exchange_rates.currency_code = declared.currency_code
        and make_date(cast(declared.year as integer), 12, 31) >= exchange_rates.valid_from_on
        and make_date(cast(declared.year as integer), 12, 31) < exchange_rates.valid_before_on
    where declared.year < year(night.as_of)
),

records as (
    select
        customer_id,
        source_system,
        source_customer_id,
        category_id,
        year,
        count(*) filter (where amount is null) as unrated_count,
        sum(amount) filter (where supplier = 'own') as own_amount,
        sum(amount) filter (where supplier is null or supplier not in ('own', 'total')) as competitor_amount,
        max(amount) filter (where supplier = 'total') as total_amount
    from converted
    group by customer_id, source_system, source_customer_id, category_id, year
),

completed as (
    select
        customer_id,
        category_id,
        year,
        unrated_count,
        coalesce(own_amount, case when competitor_amount is not null then greatest(total_amount - competitor_amount, 0) end)
            as own_amount,
        case
            when own_amount is null then total_amount
            when total_amount is null and competitor_amount is null then null
            else greatest(coalesce(total_amount, 0), own_amount + coalesce(competitor_amount, 0))
        end as total_amount
    from records
)

select
    customer_id,
    category_id,
    year,
    cast(max(own_amount) as decimal(18, 4)) as own_amount,
    cast(case when max(total_amount) is not null then greatest(max(total_amount), max(own_amount)) end as decimal(18, 4)) as total_amount,
    max(unrated_count) > 0 as is_without_rate
from completed
group by customer_id, category_id, year

create schema if not exists staged;
create schema if not exists run;
create or replace table run.current as
select date '2026-11-20' as as_of, 'UTC' as business_time_zone, 'EUR' as reporting_currency;
create or replace table staged.accounts as
select level, lpad(cast(n as varchar), 8, '0') as account_id, lpad(cast(n as varchar), 8, '0') as customer_id
from range(400000) as t(n), (values ('customer'), ('parent')) as l(level);
create or replace table metrics_attributes as
select level, account_id, 'industry ' || cast(account_id as integer) % 8 as industry, 'size ' || cast(account_id as integer) % 3 as size_class,
    'ANY' as territory, case when cast(account_id as integer) % 5 = 0 then 'agent' else 'direct' end as channel, 'ANY' as tier
from staged.accounts;
create schema if not exists metrics;
create or replace view metrics.account_attributes as select * from metrics_attributes;
create or replace table staged.order_lines as
select
    lpad(cast(customer as varchar), 8, '0') as customer_id,
    'P-' || lpad(cast(product as varchar), 5, '0') as product_id,
    'EUR' as currency_code,
    'goods' as line_kind,
    true as is_purchase,
    cast(date '2023-11-21' + cast(hash(i, 3) % 1095 as integer) as date) as ordered_on,
    cast(greatest(exp(3 + (hash(i, 4) % 1000) / 1000.0 - (1 + customer % 3) * ln(1 - discount)), 0.001) as decimal(18, 6)) as quantity,
    cast(cast(list as decimal(18, 4)) as decimal(18, 4)) as list_unit_price,
    cast(greatest(exp(3 + (hash(i, 4) % 1000) / 1000.0 - (1 + customer % 3) * ln(1 - discount)), 0.001) * list * (1 - discount) as decimal(18, 4)) as net_amount
from (
    select i, customer, product, 10 + product % 90 as list, (hash(i, 5) % 25) / 100.0 as discount
    from (
        select i, hash(i, 1) % 400000 as customer, (hash(hash(i, 1) % 400000, hash(i, 2) % 8)) % 5000 as product
        from range(LINES) as t(i)
    )
);

-- Five million order lines that are the same on every machine: 3 to 4 lines an order, 4,999 products.
create table order_lines (
    id bigint not null,
    order_id bigint not null,
    line_number integer not null,
    product text,
    kind text not null,
    quantity numeric(18, 6) not null,
    uom text not null,
    unit_price numeric(18, 4),
    discount numeric(18, 6),
    net_amount numeric(18, 4) not null,
    changed_at timestamp
);

insert into order_lines
select
    i,
    100000 + i * 2 / 7,
    i % 4 + 1,
    case when i % 53 > 0 then 'P' || lpad((i * 7919 % 4999)::text, 6, '0') end,
    case i % 20 when 0 then 'service' when 7 then 'freight' else 'goods' end,
    case when i % 41 = 0 then -1 else 1 end * (1 + i * 31 % 97) * case when i % 9 = 0 then 0.25 else 1 end,
    case when i % 6 = 0 then 'kg' else 'pcs' end,
    (100 + i * 104729 % 999983) / 100.0,
    case when i % 3 = 0 then (i % 5) * 0.05 end,
    round((1 + i * 31 % 97) * (100 + i * 104729 % 999983) / 100.0 * (1 - (i % 5) * 0.05), 4),
    timestamp '2021-01-01' + i * interval '23.456789 seconds'
from generate_series(1::bigint, :rows::bigint) as i;

alter table order_lines add primary key (id);
vacuum analyze order_lines;

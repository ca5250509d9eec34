-- What Tryton's workflow did not come across in the reference database; every number here is above 900000.
-- A second company that keeps its books in dollars; francs come in steps of 0.05; yen have no rate at all.
insert into currency_currency (id, active, code, digits, name, rounding, symbol, create_date)
values
    (900001, true, 'CHF', 2, 'Franc', 0.05, 'Fr.', '2024-01-01'),
    (900002, true, 'JPY', 0, 'Yen', 1, 'Y', '2024-01-01');

insert into currency_currency_rate (id, currency, date, rate, create_date)
values (900001, 900001, '2024-01-01', 0.96, '2024-01-01');

insert into party_party (id, active, code, name, replaced_by, create_date, write_date)
values
    (900001, true, 'Z1', 'Second Company Inc.', null, '2024-01-01', null),
    (900002, true, 'Z2', 'Survivor', null, '2024-01-01', null),
    (900003, false, 'Z3', 'Merged away', 900002, '2024-01-01', '2024-05-05 10:00'),
    (900004, true, 'Z4', 'Head of a group', null, '2024-01-01', null),
    (900005, true, 'Z5', 'Merely a supplier', null, '2024-01-01', null);

insert into party_address (id, active, party, city, postal_code, sequence, create_date)
values
    (900001, true, 900002, 'Second address', '2222', 2, '2024-01-01'),
    (900002, true, 900002, 'First address', '1111', 1, '2024-06-06 12:00'),
    (900003, false, 900002, 'Old address', '0000', 0, '2024-01-01'),
    (900004, true, 900001, 'Boston', '02108', 1, '2024-01-01'),
    (900005, true, 900005, 'Oslo', '0150', 1, '2024-01-01');

-- Stored the other way round: the head is the parent of the survivor.
insert into party_relation (id, from_, "to", type, create_date)
select 900001, 900004, 900002, id, timestamp '2024-01-01'
from party_relation_type
where name = 'is parent of';

insert into party_identifier (id, party, sequence, type, code, create_date)
values
    (900001, 900002, 1, null, 'D-U-N-S 123', '2024-01-01'),
    (900002, 900002, 2, 'eu_vat', 'BE0897290877', '2024-01-01');

insert into party_category (id, active, name, create_date) values (900001, true, 'Key accounts', '2024-01-01');
insert into party_category_rel (id, party, category, create_date) values (900001, 900002, 900001, '2024-01-01');

insert into party_party_credit_limit_amount (id, party, company, credit_limit_amount, create_date)
values (900001, 900002, 1, 25000, '2024-01-01');

insert into party_contact_mechanism (id, active, party, type, name, value, create_date)
values
    (900001, true, 900002, 'email', 'Kim Doe', 'kim@example.com', '2024-01-01'),
    (900002, true, 900002, 'mobile', 'kim doe ', '+32 470 00 00 00', '2024-02-02'),
    (900003, true, 900002, 'email', null, 'office@example.com', '2024-01-01'),
    (900004, false, 900002, 'email', 'Gone', 'gone@example.com', '2024-01-01');

insert into commission_agent_selection (id, agent, party, create_date)
select 900001, min(id), 900002, timestamp '2024-01-01'
from commission_agent;

insert into company_company (id, currency, party, timezone, create_date)
select 900001, id, 900001, 'America/New_York', timestamp '2024-01-01'
from currency_currency
where code = 'USD';

insert into sale_promotion (id, active, company, formula, name, create_date)
values (900001, true, 1, '0.8 * unit_price', 'Spring', '2024-01-01');

insert into sale_sale (
    id, company, currency, party, number, sale_date, state, origin, untaxed_amount_cache, shipping_date,
    invoice_party, invoice_method, invoice_state, shipment_method, shipment_state, revision, create_date, write_date
)
select
    sale.id, sale.company, currency_currency.id, sale.party, sale.number, sale.sale_date, sale.state, sale.origin,
    sale.amount, sale.shipping_date, sale.invoice_party, 'order', 'none', 'order', 'none', 0, sale.create_date,
    sale.write_date
from (
    values
        -- a draft made on the last evening of the year in New York, when it was next year in UTC
        (900001, 900001, 'USD', 900002, null, null, 'draft', null, null, null, null,
            timestamp '2025-01-01 03:00', null),
        (900002, 1, 'CHF', 900002, 'Z2', date '2024-03-01', 'processing', null, 20.10, date '2024-03-20', 900004,
            timestamp '2024-03-01 08:00', timestamp '2024-03-01 09:00'),
        -- taken back by the return wizard
        (900003, 1, 'CHF', 900002, 'Z3', date '2024-04-01', 'done', 'sale.sale,900002', -10.05, null, null,
            timestamp '2024-04-01 08:00', timestamp '2024-04-01 09:00'),
        -- taken back because of a complaint about a line
        (900004, 1, 'EUR', 900002, 'Z4', date '2024-04-02', 'done', 'sale.complaint,900001', -16.00, null, null,
            timestamp '2024-04-02 08:00', timestamp '2024-04-02 09:00'),
        (900005, 1, 'JPY', 900002, 'Z5', date '2024-04-03', 'processing', null, 1000, null, null,
            timestamp '2024-04-03 08:00', null),
        -- a supplier of ours would be no customer, but an employee who buys is one
        (900006, 1, 'EUR', 2, 'Z6', date '2024-04-04', 'cancelled', null, 16.00, null, null,
            timestamp '2024-04-04 08:00', timestamp '2024-04-04 10:00'),
        -- a second company's sale in its own currency and one in euro
        (900007, 900001, 'EUR', 900002, 'Z7', date '2024-04-05', 'confirmed', null, 100.00, null, null,
            timestamp '2024-04-05 08:00', null),
        -- an exchange: something comes back and something goes out
        (900008, 1, 'EUR', 900002, 'Z8', date '2024-04-06', 'done', null, 80.00, null, null,
            timestamp '2024-04-06 08:00', null)
) as sale (
    id, company, currency, party, number, sale_date, state, origin, amount, shipping_date, invoice_party, create_date,
    write_date
)
inner join currency_currency
    on currency_currency.code = sale.currency;

insert into sale_line (
    id, sale, type, sequence, product, quantity, unit, unit_price, base_price, draft_unit_price, promotion, create_date,
    write_date
)
values
    (900001, 900001, 'line', 1, 1, 2, 1, 10, 10, null, null, '2025-01-01 03:00', null),
    -- 20.125 francs lie between two steps of 0.05: 20.10 and 20.15; the tie goes to the even one, 402 steps
    (900002, 900002, 'line', 1, 1, 2, 1, 10.0625, 12.5, null, null, '2024-03-01 08:00', '2024-03-07 07:00'),
    (900003, 900002, 'comment', 2, null, null, null, null, null, null, null, '2024-03-01 08:00', null),
    (900004, 900002, 'subtotal', 3, null, null, null, null, null, null, null, '2024-03-01 08:00', null),
    (900005, 900003, 'line', 1, 1, -1, 1, 10.0625, 12.5, null, null, '2024-04-01 08:00', null),
    (900006, 900004, 'line', 1, 2, -2, 1, 8, 10, null, null, '2024-04-02 08:00', null),
    (900007, 900005, 'line', 1, 1, 1, 1, 1000, 1000, null, null, '2024-04-03 08:00', null),
    (900008, 900006, 'line', 1, 2, 2, 1, 8, null, 10, 900001, '2024-04-04 08:00', null),
    (900009, 900007, 'line', 1, 1, 10, 1, 10, 10, null, null, '2024-04-05 08:00', null),
    (900010, 900008, 'line', 1, 1, -1, 1, 20, 20, null, null, '2024-04-06 08:00', null),
    (900011, 900008, 'line', 2, 1, 10, 1, 10, 20, null, null, '2024-04-06 08:00', null);

insert into sale_complaint (id, company, customer, date, state, type, origin, employee, create_date)
select 900001, 1, 900002, date '2024-03-30', 'waiting', id, 'sale.line,900002', 1, timestamp '2024-03-30 10:00'
from sale_complaint_type
where name = 'Defective';

-- The franc order was shipped in two parts, 0.9 and 1.1 of 2 pieces, at what they had cost; 1 piece came back.
insert into stock_move (
    id, company, from_location, to_location, product, quantity, internal_quantity, uom, origin, state, planned_date,
    effective_date, cost_price, create_date
)
values
    (900001, 1, 2, 7, 1, 0.9, 0.9, 1, 'sale.line,900002', 'done', '2024-03-18', '2024-03-19', 5, '2024-03-05'),
    (900002, 1, 2, 7, 1, 1.1, 1.1, 1, 'sale.line,900002', 'done', '2024-03-18', '2024-03-22', 6, '2024-03-05'),
    (900003, 1, 7, 1, 1, 1, 1, 1, 'sale.line,900005', 'done', '2024-04-01', '2024-04-02', 5, '2024-04-01'),
    (900004, 1, 2, 7, 1, 2, 2, 1, 'sale.line,900002', 'cancelled', '2024-03-10', null, null, '2024-03-04'),
    (900005, 1, 3, 2, 1, 2, 2, 1, 'stock.move,900001', 'done', '2024-03-10', '2024-03-10', null, '2024-03-04');

-- A posted credit note that reverses invoice 1, a cancelled invoice, and an invoice of the supplier.
insert into account_invoice (
    id, account, company, currency, invoice_address, invoice_date, journal, number, party, state, type, create_date,
    write_date
)
select
    document.id, invoice.account, invoice.company, invoice.currency, document.address, document.invoiced_on,
    invoice.journal, document.number, document.party, document.state, document.type, document.made_at, null
from (
    values
        (900001, 900001, date '2024-05-01', 'ZN1', 900002, 'posted', 'out', timestamp '2024-05-01 08:00'),
        (900002, 900001, date '2024-05-02', 'ZN2', 900002, 'cancelled', 'out', timestamp '2024-05-02 08:00'),
        (900003, 900005, date '2024-05-03', 'ZN3', 900005, 'posted', 'in', timestamp '2024-05-03 08:00')
) as document (id, address, invoiced_on, number, party, state, type, made_at)
cross join account_invoice as invoice
where invoice.id = 1;

insert into account_invoice_line (
    id, invoice, company, currency, type, quantity, unit_price, origin, create_date, write_date
)
values
    (900001, 900001, 1, 1, 'line', -1, 50.125, 'account.invoice.line,1', '2024-05-01 08:00', '2024-05-09 08:00'),
    (900002, 900002, 1, 1, 'line', 1, 70, null, '2024-05-02 08:00', null),
    (900003, 900003, 1, 1, 'line', 1, 90, null, '2024-05-03 08:00', null);

-- Money on account: 300 euro that no invoice counts yet, and the same again that is not posted.
insert into account_move (id, company, date, journal, number, period, state, create_date)
select move.id, 1, date '2024-05-04', journal.id, 'ZM' || move.id, period.id, move.state, timestamp '2024-05-04 08:00'
from (values (900001, 'posted'), (900002, 'draft')) as move (id, state)
cross join (select min(id) as id from account_journal where type = 'cash') as journal
cross join (
    select min(id) as id
    from account_period
    where date '2024-05-04' between start_date and end_date
) as period;

insert into account_move_line (id, move, account, party, debit, credit, state, create_date)
select line.id, line.move, invoice.account, 900002, 0, 300, 'valid', timestamp '2024-05-04 08:00'
from (values (900001, 900001), (900002, 900002)) as line (id, move)
cross join account_invoice as invoice
where invoice.id = 1;

insert into ir_note (id, resource, message, create_date, create_uid)
values
    (900001, 'sale.sale,900002', 'called about the date', '2024-03-02 10:00', 1),
    (900002, 'product.product,1', 'not about a customer', '2024-03-02 10:00', 1),
    (900003, 'party.party,900005', 'not about a customer either', '2024-03-02 10:00', 1);

insert into ir_email (id, resource, recipients, subject, create_date, create_uid)
values (900001, 'party.party,900002', 'kim@example.com', 'Welcome', '2024-01-02 10:00', 1);

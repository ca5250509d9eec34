-- What Odoo 18 changed of what the pack reads: the values of ir_property became jsonb columns, one value for each company;
-- the type "product" became goods with is_storable; an invoice stores its rate; a finished activity may be kept, inactive.

alter table res_partner
    add column property_payment_term_id jsonb, add column specific_property_product_pricelist jsonb, add column credit_limit jsonb;

update res_partner
set property_payment_term_id = '{"1": 1, "2": 2}', specific_property_product_pricelist = '{"1": 1}', credit_limit = '{"1": 25000}'
where id = 11;

alter table product_product add column standard_price jsonb;

update product_product set standard_price = '{"1": 5.25, "2": 7}' where id = 1;

alter table product_template drop column detailed_type, add column is_storable boolean;

update product_template set type = 'consu', is_storable = true where type = 'product';

alter table account_move add column invoice_currency_rate numeric;

update account_move set invoice_currency_rate = case when currency_id = 2 then 1.25 else 1 end;

alter table mail_activity add column active boolean default true;

insert into mail_activity (id, res_model, res_id, activity_type_id, summary, date_deadline, user_id, write_date, active) values
    (3, 'res.partner', 11, 1, 'Asked long ago', '2026-10-20', 1, '2026-10-20 08:00', false);

drop table ir_property;

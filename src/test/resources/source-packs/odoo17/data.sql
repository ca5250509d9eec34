-- An invented house in Berlin with a sister in New York: few rows, each there for a reason.

insert into res_currency (id, name, rounding, active) values (1, 'EUR', 0.01, true), (2, 'USD', 0.01, true), (3, 'JPY', 1, true);

-- The house's own currency moves against the nominal base in July; the rate of the yen is shared by both companies.
insert into res_currency_rate (name, rate, currency_id, company_id) values
    ('2026-01-01', 1, 1, 1), ('2026-07-01', 0.8, 1, 1),
    ('2026-01-01', 1.1, 2, 1), ('2026-06-01', 1.25, 2, 1),
    ('2026-02-01', 160, 3, null),
    ('2026-01-01', 9, 2, 2);

insert into resource_calendar (id, name, tz, company_id) values
    (1, 'Standard', 'Europe/Berlin', 1), (2, 'Standard', 'America/New_York', 2);

insert into res_company (id, name, partner_id, currency_id, resource_calendar_id, sale_discount_product_id) values
    (1, 'Nordwind GmbH', 1, 1, 1, 4), (2, 'Nordwind Inc.', 4, 2, 2, null);

insert into res_country (id, name, code) values (1, '{"en_US": "Germany"}', 'DE');

insert into res_partner_industry (id, name, active) values (1, '{"en_US": "Machinery", "de_DE": "Maschinenbau"}', true);

insert into res_partner (
    id, name, ref, vat, is_company, type, active, parent_id, commercial_partner_id, industry_id, user_id, function, email, city, zip,
    country_id, customer_rank, supplier_rank, create_date, write_date)
values
    (1, 'Nordwind GmbH', null, null, true, 'contact', true, null, 1, null, null, null, null, null, null, 1, 0, 0, '2025-01-01', '2025-01-01'),
    (2, 'Anna Adler', null, null, false, 'contact', true, null, 2, null, null, null, null, null, null, 1, 0, 0, '2025-01-01', '2025-01-01'),
    (3, 'Bert Bauer', null, null, false, 'contact', true, null, 3, null, null, null, null, null, null, 1, 0, 0, '2025-01-01', '2025-01-01'),
    (4, 'Nordwind Inc.', null, null, true, 'contact', true, null, 4, null, null, null, null, null, null, 1, 0, 0, '2025-01-01', '2025-01-01'),
    (10, 'Konzern AG', 'D-10', 'DE111', true, 'contact', true, null, 10, 1, 1, null, null, 'Hamburg', '20095', 1, 1, 0, '2025-02-01', '2025-02-01'),
    (11, 'Tochter GmbH', 'D-11', 'DE222', true, 'contact', true, 10, 11, null, 1, null, null, 'Kiel', '24103', 1, 0, 0, '2025-02-02', '2025-02-02'),
    (12, 'Clara Conrad', null, null, false, 'contact', true, 11, 11, null, null, 'Einkauf', 'clara@tochter.example', null, null, 1, 0, 0, '2025-02-03', '2025-02-03'),
    (13, null, null, null, false, 'delivery', true, 11, 11, null, null, null, null, 'Lübeck', null, 1, 0, 0, '2025-02-03', '2025-02-03'),
    (14, 'Zwischenhandel KG', 'R-14', null, true, 'contact', true, null, 14, null, null, null, null, null, null, 1, 1, 0, '2025-02-04', '2025-02-04'),
    (15, 'Dora Dietz', null, null, false, 'contact', true, null, 15, null, null, null, null, null, null, 1, 1, 0, '2025-02-05', '2026-11-15 08:00'),
    (16, 'Alt & Co', null, null, true, 'contact', false, null, 16, null, null, null, null, null, null, 1, 2, 0, '2025-02-06', '2025-02-06'),
    (17, 'Lieferant AG', null, null, true, 'contact', true, null, 17, null, null, null, null, null, null, 1, 0, 3, '2025-02-07', '2025-02-07'),
    (18, 'Emil Ernst', null, null, false, 'contact', true, 17, 17, null, null, null, null, null, null, 1, 0, 0, '2025-02-07', '2025-02-07'),
    (19, 'Interessent OHG', null, null, true, 'contact', true, null, 19, null, null, null, null, null, null, 1, 0, 0, '2025-02-08', '2025-02-08'),
    (20, 'Frida Falk', null, null, false, 'contact', false, 11, 11, null, null, null, null, null, null, 1, 0, 0, '2025-02-09', '2025-02-09');

insert into res_partner_category (id, name, active) values
    (1, '{"en_US": "Reseller", "de_DE": "Wiederverkäufer"}', true), (2, '{"en_US": "Gold"}', true);

insert into res_partner_res_partner_category_rel (category_id, partner_id) values (1, 14), (2, 14), (2, 10);

insert into crm_team (id, name, user_id, active, company_id) values (1, '{"en_US": "North"}', 2, true, 1);

insert into res_users (id, login, partner_id, active, share, sale_team_id) values
    (1, 'anna', 2, true, false, 1), (2, 'bert', 3, false, false, 1), (3, 'portal', 12, true, true, null);

insert into ir_model_fields (id, name, model, ttype) values
    (1, 'property_product_pricelist', 'res.partner', 'many2one'), (2, 'property_payment_term_id', 'res.partner', 'many2one'),
    (3, 'credit_limit', 'res.partner', 'float'), (4, 'standard_price', 'product.product', 'float'),
    (5, 'stage_id', 'crm.lead', 'many2one'), (6, 'user_id', 'crm.lead', 'many2one');

-- The last row of each kind is another company's or a default for new records: neither is this customer's.
insert into ir_property (name, res_id, company_id, fields_id, value_float, value_reference, type) values
    ('property_product_pricelist', 'res.partner,11', 1, 1, null, 'product.pricelist,1', 'many2one'),
    ('property_payment_term_id', 'res.partner,11', 1, 2, null, 'account.payment.term,1', 'many2one'),
    ('property_payment_term_id', 'res.partner,11', 2, 2, null, 'account.payment.term,2', 'many2one'),
    ('credit_limit', 'res.partner,11', 1, 3, 25000, null, 'float'),
    ('credit_limit', null, 1, 3, 1000, null, 'float'),
    ('standard_price', 'product.product,1', 1, 4, 5.25, null, 'float'),
    ('standard_price', 'product.product,1', 2, 4, 7, null, 'float');

insert into account_payment_term (id, name, active) values (1, '{"en_US": "30 days"}', true), (2, '{"en_US": "60 days"}', true);

insert into account_payment_term_line (payment_id, value, value_amount, nb_days, delay_type) values
    (1, 'percent', 30, 10, 'days_after'), (1, 'percent', 70, 30, 'days_after'), (2, 'percent', 100, 60, 'days_after');

insert into uom_category (id, name) values (1, '{"en_US": "Unit"}');

insert into uom_uom (id, name, category_id, factor, rounding, uom_type, active) values
    (1, '{"en_US": "Units"}', 1, 1, 0.01, 'reference', true), (2, '{"en_US": "Dozens"}', 1, 0.0833333333333333, 0.01, 'bigger', true);

insert into product_category (id, name, complete_name, parent_id) values (1, 'All', 'All', null), (2, 'Pumps', 'All / Pumps', 1);

insert into product_template (id, name, type, detailed_type, categ_id, uom_id, list_price, sale_ok, active, write_date) values
    (1, '{"en_US": "Pump", "de_DE": "Pumpe"}', 'product', 'product', 2, 1, 10, true, true, '2026-01-05'),
    (2, '{"en_US": "Delivery"}', 'service', 'service', 1, 1, 9.9, true, true, '2026-01-05'),
    (3, '{"en_US": "Discount"}', 'service', 'service', 1, 1, 0, true, true, '2026-01-05'),
    (4, '{"en_US": "Installation"}', 'service', 'service', 1, 1, 80, true, false, '2026-01-05');

insert into product_product (id, product_tmpl_id, default_code, active, write_date) values
    (1, 1, 'P-1', true, '2026-01-06'), (2, 1, 'P-2', true, '2026-01-04'), (3, 2, null, true, '2026-01-04'),
    (4, 3, null, true, '2026-01-04'), (5, 4, 'S-1', true, '2026-01-04');

insert into product_template_attribute_value (id, price_extra, ptav_active, product_tmpl_id) values (1, 2.5, true, 1), (2, 1, true, 1);

insert into product_variant_combination (product_product_id, product_template_attribute_value_id) values (2, 1), (2, 2);

insert into product_pricelist (id, name, currency_id, active) values (1, '{"en_US": "Public"}', 1, true), (2, '{"en_US": "Old"}', 1, false);

insert into product_pricelist_item (
    id, pricelist_id, applied_on, compute_price, base, product_tmpl_id, product_id, categ_id, min_quantity, fixed_price, percent_price,
    price_discount, date_start, date_end, active)
values
    (1, 1, '1_product', 'fixed', 'list_price', 1, null, null, 10, 8.5, 0, 0, '2026-12-31 23:00', null, true),
    (2, 1, '2_product_category', 'percentage', 'list_price', null, null, 2, 0, 0, 12.5, 0, null, null, true),
    (3, 1, '3_global', 'formula', 'standard_price', null, null, null, 0, 0, 0, -40, null, null, true),
    (4, 1, '0_product_variant', 'formula', 'list_price', 1, 2, null, 0, 0, 0, 5, null, null, true),
    (5, 2, '3_global', 'percentage', 'list_price', null, null, null, 0, 0, 5, 0, null, null, true);

insert into crm_stage (id, name, is_won, sequence) values
    (1, '{"en_US": "New"}', false, 1), (2, '{"en_US": "Qualified"}', false, 2), (3, '{"en_US": "Won"}', true, 3);

insert into crm_lost_reason (id, name, active) values (1, '{"en_US": "Too expensive", "de_DE": "Zu teuer"}', true);

insert into utm_source (id, name) values (1, 'Trade fair');

insert into crm_lead (
    id, name, type, active, partner_id, partner_name, user_id, company_id, stage_id, expected_revenue, probability, date_deadline,
    date_closed, lost_reason_id, source_id, create_date, write_date)
values
    (400, 'Pumps for Kiel', 'opportunity', true, 12, null, 1, 1, 2, 5000, 37.5, '2026-12-15', null, null, 1, '2026-10-01 22:30', '2026-10-02 09:00'),
    (401, 'Pumps for Hamburg', 'opportunity', true, 10, null, 1, null, 3, 8000, 100, null, '2026-09-30 23:15', null, null, '2026-09-01 08:00', '2026-09-30 23:15'),
    (402, 'Valves', 'opportunity', false, 10, null, 1, 1, 1, 3000, 0, null, '2026-10-05 10:00', 1, null, '2026-09-02 08:00', '2026-10-05 10:00'),
    (403, 'Twice entered', 'opportunity', false, 10, null, 1, 1, 1, 3000, 20, null, '2026-10-06 10:00', null, null, '2026-09-03 08:00', '2026-10-06 10:00'),
    (404, 'Newsletter', 'lead', true, null, null, null, 1, 1, 0, 5, null, null, null, null, '2026-09-04 08:00', '2026-09-04 08:00'),
    (405, 'Pumps for somebody', 'opportunity', true, null, 'Fremd AG', 1, 1, 1, 700, 10, null, null, null, null, '2026-09-05 08:00', '2026-09-05 08:00'),
    (406, 'First talk', 'opportunity', true, 19, null, 1, 2, 1, 900, 10, null, null, null, null, '2026-09-06 08:00', '2026-09-06 08:00');

insert into sale_order (
    id, name, state, company_id, partner_id, partner_invoice_id, partner_shipping_id, client_order_ref, date_order, commitment_date,
    currency_id, currency_rate, pricelist_id, user_id, team_id, amount_untaxed, amount_tax, amount_total, invoice_status, opportunity_id,
    create_date, write_date)
values
    (100, 'S00100', 'sale', 1, 12, 12, 13, 'PO-7', '2026-11-09 23:30', '2026-11-19 23:30', 1, 1, 1, 1, 1, 315.90, 60.02, 375.92, 'invoiced', 400, '2026-11-09 20:00', '2026-11-10 08:00'),
    (101, 'S00101', 'sent', 1, 10, 10, 10, null, '2026-11-01 09:00', null, 2, 1.25, null, 1, null, 500, 0, 500, 'no', null, '2026-11-01 09:00', '2026-11-01 09:00'),
    (102, 'S00102', 'cancel', 1, 10, 10, 10, null, '2026-11-02 09:00', null, 1, 1, null, 1, null, 40, 7.6, 47.6, 'no', null, '2026-11-02 09:00', '2026-11-02 09:00'),
    (103, 'S00103', 'draft', 1, 10, 10, 10, null, '2026-11-03 09:00', null, 1, 1, null, 1, null, 0, 0, 0, 'no', null, '2026-11-03 09:00', '2026-11-03 09:00'),
    (104, 'S00104', 'sale', 1, 14, 14, 14, null, '2026-11-04 09:00', null, 1, 1, null, 1, null, 100, 19, 119, 'to invoice', null, '2026-11-04 09:00', '2026-11-04 09:00'),
    (105, 'S00105', 'sale', 1, 15, 14, 15, null, '2026-11-05 09:00', null, 1, 1, null, 1, null, 50, 9.5, 59.5, 'to invoice', null, '2026-11-05 09:00', '2026-11-05 09:00'),
    (106, 'S00106', 'sale', 1, 11, 11, 11, null, '2026-11-12 09:00', null, 1, 1, null, 1, null, -50, -9.5, -59.5, 'to invoice', null, '2026-11-12 09:00', '2026-11-12 09:00'),
    (107, 'S00107', 'sale', 2, 16, 16, 16, null, '2026-11-10 03:00', null, 2, 1, null, null, null, 70, 0, 70, 'no', null, '2026-11-10 03:00', '2026-11-10 03:00');

insert into sale_order_line (
    id, order_id, sequence, display_type, is_downpayment, product_id, name, product_uom_qty, product_uom, price_unit, discount,
    price_subtotal, price_tax, price_total, purchase_price, is_delivery, reward_id, write_date)
values
    (1000, 100, 5, 'line_section', false, null, 'Pumps', 0, null, 0, 0, 0, 0, 0, null, false, null, '2026-11-10 08:00'),
    (1001, 100, 10, null, false, 1, 'Pump', 2, 2, 120, 10, 216, 41.04, 257.04, 63, false, null, '2026-11-10 08:00'),
    (1002, 100, 11, 'line_note', false, null, 'Handle with care', 0, null, 0, 0, 0, 0, 0, null, false, null, '2026-11-10 08:00'),
    (1003, 100, 12, null, true, 5, 'Down payment', 0, 1, 100, 0, 0, 0, 0, null, false, null, '2026-11-10 08:00'),
    (1004, 100, 13, null, false, 3, 'Delivery', 1, 1, 9.9, 0, 9.9, 1.88, 11.78, 0, true, null, '2026-11-10 08:00'),
    (1005, 100, 14, null, false, 5, 'Installation, price with tax', 1, 1, 119, 0, 100, 19, 119, null, false, null, '2026-11-14 08:00'),
    (1006, 100, 15, null, false, 4, 'Discount', 1, 1, -10, 0, -10, -1.9, -11.9, null, false, null, '2026-11-10 08:00'),
    (1010, 101, 10, null, false, 1, 'Pump', 5, 1, 100, 0, 500, 0, 500, 6.5625, false, null, '2026-11-01 09:00'),
    (1020, 102, 10, null, false, 1, 'Pump', 4, 1, 10, 0, 40, 7.6, 47.6, null, false, null, '2026-11-02 09:00'),
    (1040, 104, 10, null, false, 1, 'Pump', 10, 1, 10, 0, 100, 19, 119, null, false, null, '2026-11-04 09:00'),
    (1050, 105, 10, null, false, 1, 'Pump', 6, 1, 10, 0, 60, 11.4, 71.4, null, false, null, '2026-11-05 09:00'),
    (1051, 105, 20, null, false, 5, 'Coupon', 1, 1, -10, 0, -10, -1.9, -11.9, null, false, 7, '2026-11-05 09:00'),
    (1060, 106, 10, null, false, 1, 'Pump', -5, 1, 10, 0, -50, -9.5, -59.5, 5.25, false, null, '2026-11-12 09:00'),
    (1070, 107, 10, null, false, 2, 'Pump', 7, 1, 10, 100, 0, 0, 0, null, false, null, '2026-11-10 03:00'),
    (1071, 107, 20, null, false, 2, 'Pump', 7, 1, 10, 0, 70, 0, 70, null, false, null, '2026-11-10 03:00');

insert into stock_location (id, name, usage) values (1, 'Stock', 'internal'), (2, 'Customers', 'customer');

insert into stock_move (
    id, name, state, product_id, product_uom, product_uom_qty, quantity, location_id, location_dest_id, date, date_deadline, sale_line_id)
values
    (500, 'Pump', 'done', 1, 1, 24, 12, 1, 2, '2026-11-17 23:10', '2026-11-18 12:00', 1001),
    (501, 'Pump', 'assigned', 1, 1, 12, 0, 1, 2, '2026-11-25 12:00', '2026-11-18 12:00', 1001),
    (502, 'Pump', 'cancel', 1, 1, 3, 0, 1, 2, '2026-11-25 12:00', null, 1001),
    (503, 'Return of pump', 'done', 1, 1, 1, 1, 2, 1, '2026-11-18 12:00', null, 1001),
    (504, 'Part of a kit', 'done', 2, 1, 9, 9, 1, 2, '2026-11-18 12:00', null, 1001),
    (505, 'Pump', 'done', 1, 1, 10, 10, 1, 2, '2026-11-06 12:00', '2026-11-07 12:00', 1040);

insert into account_journal (id, name, type) values (1, '{"en_US": "Sales"}', 'sale'), (2, '{"en_US": "Bank"}', 'bank'), (3, '{"en_US": "Misc"}', 'general');

insert into account_account (id, name, code, account_type) values
    (1, '{"en_US": "Receivable"}', '1400', 'asset_receivable'), (2, '{"en_US": "Sales"}', '8400', 'income'), (3, '{"en_US": "Bank"}', '1800', 'asset_cash');

insert into account_move (
    id, name, ref, move_type, state, payment_state, date, invoice_date, invoice_date_due, company_id, journal_id, partner_id,
    commercial_partner_id, currency_id, amount_untaxed, amount_tax, amount_total, amount_residual, amount_untaxed_signed,
    amount_total_signed, reversed_entry_id, create_date, write_date)
values
    (200, 'INV/2026/0200', null, 'out_invoice', 'posted', 'paid', '2026-11-11', '2026-11-11', '2026-12-11', 1, 1, 12, 11, 1, 315.90, 60.02, 375.92, 0, 315.90, 375.92, null, '2026-11-11 08:00', '2026-11-11 08:00'),
    (201, 'RINV/2026/0201', 'Reversal of: INV/2026/0200, broken', 'out_refund', 'posted', 'paid', '2026-11-13', '2026-11-13', '2026-11-13', 1, 1, 12, 11, 1, 9, 1.71, 10.71, 0, -9, -10.71, 200, '2026-11-13 08:00', '2026-11-13 08:00'),
    (202, 'INV/2026/0202', null, 'out_invoice', 'posted', 'partial', '2026-11-02', '2026-11-02', '2026-12-02', 1, 1, 10, 10, 2, 500, 0, 500, 200, 400, 400, null, '2026-11-02 08:00', '2026-11-02 08:00'),
    (203, '/', null, 'out_invoice', 'draft', 'not_paid', '2026-11-15', null, null, 1, 1, 10, 10, 1, 0, 0, 0, 0, 0, 0, null, '2026-11-15 08:00', '2026-11-15 08:00'),
    (204, 'INV/2026/0204', null, 'out_invoice', 'cancel', 'not_paid', '2026-11-16', '2026-11-16', '2026-12-16', 1, 1, 10, 10, 1, 70, 13.3, 83.3, 0, 70, 83.3, null, '2026-11-16 08:00', '2026-11-16 08:00'),
    (205, 'BILL/2026/0205', null, 'in_invoice', 'posted', 'not_paid', '2026-11-16', '2026-11-16', null, 1, 3, 17, 17, 1, 900, 171, 1071, 1071, -900, -1071, null, '2026-11-16 08:00', '2026-11-16 08:00'),
    (206, 'RINV/2026/0206', null, 'out_refund', 'posted', 'paid', '2026-11-17', '2026-11-17', '2026-11-17', 1, 1, 11, 11, 1, 50, 9.5, 59.5, 0, -50, -59.5, null, '2026-11-17 08:00', '2026-11-17 08:00'),
    (300, 'PBNK/0300', null, 'entry', 'posted', 'not_paid', '2026-11-18', null, null, 1, 2, 11, 11, 1, 0, 0, 365.21, 0, 0, 365.21, null, '2026-11-18 08:00', '2026-11-18 08:00'),
    (301, 'PBNK/0301', null, 'entry', 'posted', 'not_paid', '2026-11-19', null, null, 1, 2, 10, 10, 2, 0, 0, 300, 0, 0, 240, null, '2026-11-19 08:00', '2026-11-19 08:00'),
    (302, 'PBNK/0302', null, 'entry', 'posted', 'not_paid', '2026-11-19', null, null, 1, 2, 10, 10, 1, 0, 0, 50, 0, 0, 50, null, '2026-11-19 08:00', '2026-11-19 08:00'),
    (303, 'PBNK/0303', null, 'entry', 'posted', 'not_paid', '2026-11-20', null, null, 1, 2, 11, 11, 1, 0, 0, 59.5, 0, 0, -59.5, null, '2026-11-20 08:00', '2026-11-20 08:00'),
    (304, 'EXCH/0304', null, 'entry', 'posted', 'not_paid', '2026-11-20', null, null, 1, 3, 10, 10, 1, 0, 0, 4, 0, 0, 4, null, '2026-11-20 08:00', '2026-11-20 08:00');

insert into account_move_line (
    id, move_id, display_type, account_id, partner_id, product_id, product_uom_id, quantity, price_unit, price_subtotal, price_total,
    balance, amount_currency, amount_residual, amount_residual_currency, currency_id, date, is_downpayment, write_date)
values
    (2000, 200, 'product', 2, 12, 1, 2, 2, 120, 216, 257.04, -216, -216, 0, 0, 1, '2026-11-11', false, '2026-11-11 08:00'),
    (2001, 200, 'product', 2, 12, 3, 1, 1, 9.9, 9.9, 11.78, -9.9, -9.9, 0, 0, 1, '2026-11-11', false, '2026-11-11 08:00'),
    (2002, 200, 'product', 2, 12, 5, 1, 1, 119, 100, 119, -100, -100, 0, 0, 1, '2026-11-11', false, '2026-11-11 08:00'),
    (2003, 200, 'product', 2, 12, 4, 1, 1, -10, -10, -11.9, 10, 10, 0, 0, 1, '2026-11-11', false, '2026-11-11 08:00'),
    (2004, 200, 'tax', 2, 12, null, null, null, 60.02, 60.02, 60.02, -60.02, -60.02, 0, 0, 1, '2026-11-11', false, '2026-11-11 08:00'),
    (2005, 200, 'payment_term', 1, 12, null, null, null, 0, 0, 0, 375.92, 375.92, 0, 0, 1, '2026-11-11', false, '2026-11-11 08:00'),
    (2006, 200, 'product', 2, 12, 5, 1, -1, 100, -100, -119, 100, 100, 0, 0, 1, '2026-11-11', true, '2026-11-11 08:00'),
    (2007, 200, 'line_section', null, 12, null, null, 0, 0, 0, 0, 0, 0, 0, 0, 1, '2026-11-11', false, '2026-11-11 08:00'),
    (2010, 201, 'product', 2, 12, 1, 1, 1, 9, 9, 10.71, 9, 9, 0, 0, 1, '2026-11-13', false, '2026-11-13 08:00'),
    (2011, 201, 'tax', 2, 12, null, null, null, 1.71, 1.71, 1.71, 1.71, 1.71, 0, 0, 1, '2026-11-13', false, '2026-11-13 08:00'),
    (2012, 201, 'payment_term', 1, 12, null, null, null, 0, 0, 0, -10.71, -10.71, 0, 0, 1, '2026-11-13', false, '2026-11-13 08:00'),
    (2020, 202, 'product', 2, 10, 1, 1, 5, 100, 500, 500, -400, -500, 0, 0, 2, '2026-11-02', false, '2026-11-02 08:00'),
    (2021, 202, 'payment_term', 1, 10, null, null, null, 0, 0, 0, 400, 500, 160, 200, 2, '2026-11-02', false, '2026-11-02 08:00'),
    (2050, 205, 'product', 2, 17, 1, 1, 100, 9, 900, 1071, 900, 900, 0, 0, 1, '2026-11-16', false, '2026-11-16 08:00'),
    (2060, 206, 'product', 2, 11, 1, 1, 5, 10, 50, 59.5, 50, 50, 0, 0, 1, '2026-11-17', false, '2026-11-17 08:00'),
    (2061, 206, 'payment_term', 1, 11, null, null, null, 0, 0, 0, -59.5, -59.5, 0, 0, 1, '2026-11-17', false, '2026-11-17 08:00'),
    (3000, 300, 'product', 1, 11, null, null, null, 0, 0, 0, -365.21, -365.21, 0, 0, 1, '2026-11-18', false, '2026-11-18 08:00'),
    (3001, 300, 'product', 3, 11, null, null, null, 0, 0, 0, 365.21, 365.21, 0, 0, 1, '2026-11-18', false, '2026-11-18 08:00'),
    (3010, 301, 'product', 1, 10, null, null, null, 0, 0, 0, -240, -300, 0, 0, 2, '2026-11-19', false, '2026-11-19 08:00'),
    (3020, 302, 'product', 1, 10, null, null, null, 0, 0, 0, -50, -50, -50, -50, 1, '2026-11-19', false, '2026-11-19 08:00'),
    (3030, 303, 'product', 1, 11, null, null, null, 0, 0, 0, 59.5, 59.5, 0, 0, 1, '2026-11-20', false, '2026-11-20 08:00'),
    (3040, 304, 'product', 1, 10, null, null, null, 0, 0, 0, -4, 0, -4, 0, 1, '2026-11-20', false, '2026-11-20 08:00');

insert into sale_order_line_invoice_rel (invoice_line_id, order_line_id) values
    (2000, 1001), (2001, 1004), (2002, 1005), (2003, 1006), (2006, 1003), (2010, 1001), (2020, 1010), (2060, 1060);

insert into account_partial_reconcile (
    id, debit_move_id, credit_move_id, amount, debit_amount_currency, credit_amount_currency, debit_currency_id, credit_currency_id,
    max_date, company_id, create_date, write_date)
values
    (1, 2005, 3000, 365.21, 365.21, 365.21, 1, 1, '2026-11-18', 1, '2026-11-18 09:00', '2026-11-18 09:00'),
    (2, 2005, 2012, 10.71, 10.71, 10.71, 1, 1, '2026-11-13', 1, '2026-11-13 09:00', '2026-11-13 09:00'),
    (3, 2021, 3010, 240, 300, 300, 2, 2, '2026-11-19', 1, '2026-11-19 09:00', '2026-11-19 09:00'),
    (4, 3030, 2061, 59.5, 59.5, 59.5, 1, 1, '2026-11-20', 1, '2026-11-20 09:00', '2026-11-20 09:00');

insert into account_payment (id, move_id, payment_type, partner_type, partner_id, amount, currency_id) values
    (1, 300, 'inbound', 'customer', 11, 365.21, 1), (2, 302, 'inbound', 'customer', 10, 50, 1);

insert into mail_message_subtype (id, name, internal) values (1, '{"en_US": "Discussions"}', false), (2, '{"en_US": "Note"}', true);

insert into mail_activity_type (id, name, category, active) values
    (1, '{"en_US": "Call"}', 'phonecall', true), (2, '{"en_US": "Email"}', 'default', true), (3, '{"en_US": "Meeting"}', 'meeting', true),
    (4, '{"en_US": "To-Do"}', 'default', true);

insert into mail_message (
    id, model, res_id, date, message_type, subtype_id, author_id, mail_activity_type_id, is_internal, subject, write_date)
values
    (1, 'crm.lead', 400, '2026-10-03 09:00', 'notification', 2, 2, 1, false, 'Call done', '2026-10-03 09:00'),
    (2, 'sale.order', 100, '2026-11-10 07:00', 'email', 1, 12, null, false, 'Question', '2026-11-10 07:00'),
    (3, 'sale.order', 100, '2026-11-10 08:00', 'comment', 1, 2, null, false, 'Answer', '2026-11-10 08:00'),
    (4, 'sale.order', 100, '2026-11-10 08:30', 'comment', 2, 2, null, true, 'Internal note', '2026-11-10 08:30'),
    (5, 'crm.lead', 400, '2026-10-04 09:00', 'notification', 2, 2, 3, false, 'Meeting done', '2026-10-04 09:00'),
    (6, 'crm.lead', 401, '2026-09-10 08:00', 'notification', 2, 2, null, false, null, '2026-09-10 08:00'),
    (7, 'crm.lead', 401, '2026-09-30 23:15', 'notification', 2, 2, null, false, null, '2026-09-30 23:15'),
    (8, 'res.partner', 17, '2026-10-03 09:00', 'email', 1, 18, null, false, 'Offer of a vendor', '2026-10-03 09:00');

insert into mail_tracking_value (field_id, mail_message_id, old_value_char, new_value_char) values
    (5, 6, 'New', 'Qualified'), (5, 7, 'Qualified', 'Won'), (6, 7, 'Anna Adler', 'Bert Bauer');

insert into mail_activity (id, res_model, res_id, activity_type_id, summary, date_deadline, user_id, create_date, write_date) values
    (1, 'res.partner', 11, 1, 'Ask about the pumps', '2026-11-20', 1, '2026-11-10 08:00', '2026-11-10 08:00'),
    (2, 'res.partner', 17, 1, 'Ask for a discount', '2026-11-20', 1, '2026-11-10 08:00', '2026-11-10 08:00');

insert into calendar_event (id, name, active, start, stop, allday, duration, user_id, opportunity_id, res_model, res_id, write_date) values
    (1, 'Visit in Kiel', true, '2026-10-04 08:00', '2026-10-04 09:30', false, 1.5, 1, 400, 'crm.lead', 400, '2026-10-04 10:00'),
    (2, 'Staff meeting', true, '2026-10-05 08:00', '2026-10-05 09:00', false, 1, 1, null, null, null, '2026-10-05 10:00');

insert into calendar_event_res_partner_rel (calendar_event_id, res_partner_id) values (1, 2), (1, 12), (2, 2), (2, 3);

insert into rating_rating (id, res_model, res_id, partner_id, rating, consumed, create_date, write_date) values
    (1, 'helpdesk.ticket', 1, 12, 5, true, '2026-11-12 08:00', '2026-11-13 08:00'),
    (2, 'sale.order', 100, 12, 0, false, '2026-11-12 08:00', '2026-11-12 08:00'),
    (3, 'project.task', 9, 18, 3, true, '2026-11-12 08:00', '2026-11-12 08:00');

insert into helpdesk_stage (id, name, fold) values (1, '{"en_US": "Solved"}', true);

insert into helpdesk_ticket_type (id, name) values (1, '{"en_US": "Broken goods"}');

insert into helpdesk_ticket (
    id, name, partner_id, stage_id, ticket_type_id, priority, user_id, sale_order_id, product_id, close_date, create_date, write_date)
values
    (1, 'Pump leaks', 12, 1, 1, '2', 1, 100, 1, '2026-11-13 08:00', '2026-11-11 23:45', '2026-11-13 08:00'),
    (2, 'Invoice of a vendor', 18, 1, null, '0', 1, null, null, null, '2026-11-12 08:00', '2026-11-12 08:00');

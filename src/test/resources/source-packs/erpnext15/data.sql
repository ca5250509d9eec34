-- An invented house whose site keeps Berlin time: few rows, each there for a reason.

insert into tabSingles (doctype, field, value) values
    ('System Settings', 'time_zone', 'Europe/Berlin'), ('Global Defaults', 'default_company', 'Nordwind'),
    ('Selling Settings', 'selling_price_list', 'Standard Selling');

insert into tabCompany (name, company_name, default_currency, abbr) values ('Nordwind', 'Nordwind GmbH', 'EUR', 'NW');

-- Both directions on one day, a rate for buying only, and one between two foreign currencies.
insert into `tabCurrency Exchange` (name, date, from_currency, to_currency, exchange_rate, for_buying, for_selling) values
    ('2026-01-01-USD-EUR', '2026-01-01', 'USD', 'EUR', 0.8, 1, 1),
    ('2026-01-01-EUR-USD', '2026-01-01', 'EUR', 'USD', 1.3, 1, 1),
    ('2026-06-01-EUR-USD', '2026-06-01', 'EUR', 'USD', 1.1, 1, 1),
    ('2026-07-01-USD-EUR-Buying', '2026-07-01', 'USD', 'EUR', 0.5, 1, 0),
    ('2026-07-01-USD-GBP', '2026-07-01', 'USD', 'GBP', 0.75, 1, 1);

insert into tabCountry (name, country_name, code) values ('Germany', 'Germany', 'de');

insert into tabAddress (name, city, pincode, country, modified) values ('Kiel-Billing', 'Kiel', '24103', 'Germany', '2026-11-03 10:00:00');

insert into tabCustomer (
    name, customer_name, customer_type, customer_group, territory, tax_id, industry, default_price_list, account_manager,
    default_sales_partner, payment_terms, customer_primary_address, disabled, creation, modified)
values
    ('CUST-1', 'Kiel Werke GmbH', 'Company', 'Industry', 'North', 'DE1', 'Machinery', 'Standard Selling', null, null, 'Net 30', 'Kiel-Billing', 0, '2026-01-02 23:30:00', '2026-01-03 09:00:00'),
    ('CUST-2', 'Dora Dietz', 'Individual', 'Private', 'South', null, null, null, 'anna@nordwind.example', null, null, null, 0, '2026-01-02 09:00:00', '2026-01-03 09:00:00'),
    ('CUST-3', 'Weber und Partner', 'Partnership', 'Industry', 'South', null, null, null, null, 'Agentur Süd', null, null, 0, '2026-01-02 09:00:00', '2026-01-03 09:00:00'),
    ('CUST-4', 'Alt und Co', 'Company', 'Industry', 'South', null, null, null, null, null, null, null, 1, '2026-01-02 09:00:00', '2026-01-03 09:00:00');

insert into `tabCustomer Credit Limit` (name, parent, parenttype, company, credit_limit) values
    ('cl1', 'CUST-1', 'Customer', 'Nordwind', 25000), ('cl2', 'CUST-1', 'Customer', 'Nordwind Inc', 90000);

insert into `tabPayment Terms Template Detail` (name, parent, parenttype, due_date_based_on, credit_days) values
    ('pt1', 'Net 30', 'Payment Terms Template', 'Day(s) after invoice date', 10),
    ('pt2', 'Net 30', 'Payment Terms Template', 'Day(s) after invoice date', 30);

insert into tabContact (name, first_name, last_name, full_name, designation, email_id, mobile_no, modified) values
    ('Clara-Kiel', 'Clara', 'Conrad', 'Clara Conrad', 'Einkauf', 'clara@kiel.example', '0170', '2026-02-01 09:00:00'),
    ('Emil-Vendor', 'Emil', 'Ernst', 'Emil Ernst', null, null, null, '2026-02-01 09:00:00');

insert into `tabDynamic Link` (name, idx, parent, parenttype, link_doctype, link_name) values
    ('dl1', 1, 'Clara-Kiel', 'Contact', 'Customer', 'CUST-1'), ('dl2', 2, 'Clara-Kiel', 'Contact', 'Customer', 'CUST-3'),
    ('dl3', 1, 'Emil-Vendor', 'Contact', 'Supplier', 'SUP-1'), ('dl4', 1, 'Kiel-Billing', 'Address', 'Customer', 'CUST-1');

insert into tabEmployee (name, employee_name, user_id, date_of_joining, relieving_date, status) values
    ('EMP-1', 'Anna Adler', 'anna@nordwind.example', '2020-01-01', null, 'Active'),
    ('EMP-2', 'Bert Bauer', 'bert@nordwind.example', '2018-01-01', '2026-06-30', 'Left');

insert into `tabSales Person` (name, sales_person_name, parent_sales_person, is_group, enabled, employee) values
    ('Sales Team', 'Sales Team', '', 1, 1, null), ('Bert Bauer', 'Bert Bauer', 'Sales Team', 1, 0, 'EMP-2'),
    ('Anna Adler', 'Anna Adler', 'Bert Bauer', 0, 1, 'EMP-1'), ('Carl Claus', 'Carl Claus', 'Sales Team', 0, 1, null);

insert into `tabSales Team` (name, idx, parent, parenttype, sales_person, allocated_percentage) values
    ('st1', 1, 'CUST-1', 'Customer', 'Carl Claus', 40), ('st2', 2, 'CUST-1', 'Customer', 'Anna Adler', 60),
    ('st3', 1, 'SO-1', 'Sales Order', 'Anna Adler', 100);

insert into `tabSales Partner` (name, partner_name, partner_type, territory, commission_rate) values
    ('Agentur Süd', 'Agentur Süd', 'Agent', 'South', 7.5), ('Händler Nord', 'Händler Nord', 'Dealer', 'North', 0);

insert into `tabItem Group` (name, item_group_name, parent_item_group, is_group) values
    ('All Item Groups', 'All Item Groups', '', 1), ('Pumps', 'Pumps', 'All Item Groups', 0);

insert into tabItem (name, item_code, item_name, item_group, stock_uom, disabled, is_stock_item, is_sales_item, has_variants, valuation_rate, modified) values
    ('PUMP', 'PUMP', 'Pump', 'Pumps', 'Nos', 0, 1, 1, 0, 4, '2026-01-03 09:00:00'),
    ('SERVICE', 'SERVICE', 'Installation', 'All Item Groups', 'Hour', 0, 0, 1, 0, 0, '2026-01-03 09:00:00'),
    ('PUMP-T', 'PUMP-T', 'Pump in colours', 'Pumps', 'Nos', 0, 1, 1, 1, 0, '2026-01-03 09:00:00'),
    ('OLD', 'OLD', 'Old pump', 'Pumps', 'Nos', 1, 1, 1, 0, 3, '2026-01-03 09:00:00');

insert into tabBin (name, item_code, warehouse, actual_qty, valuation_rate) values
    ('b1', 'PUMP', 'Kiel', 30, 5), ('b2', 'PUMP', 'Ulm', 10, 6), ('b3', 'PUMP', 'Bonn', -2, 99);

insert into `tabItem Price` (name, item_code, price_list, customer, selling, buying, currency, price_list_rate, uom, packing_unit, valid_from, valid_upto, modified) values
    ('ip1', 'PUMP', 'Standard Selling', null, 1, 0, 'EUR', 9, 'Nos', 0, '2025-01-01', null, '2025-01-01 09:00:00'),
    ('ip2', 'PUMP', 'Standard Selling', null, 1, 0, 'EUR', 10, 'Nos', 0, '2026-01-01', null, '2026-01-01 09:00:00'),
    ('ip3', 'PUMP', 'Standard Selling', 'CUST-1', 1, 0, 'EUR', 8.5, 'Nos', 10, '2026-01-01', '2026-12-31', '2026-01-01 09:00:00'),
    ('ip4', 'PUMP', 'Standard Selling', null, 1, 0, 'EUR', 115, 'Dozen', 0, '2026-01-01', null, '2026-01-01 09:00:00'),
    ('ip5', 'PUMP', 'Standard Buying', null, 0, 1, 'EUR', 5, 'Nos', 0, '2026-01-01', null, '2026-01-01 09:00:00');

insert into tabQuotation (name, quotation_to, party_name, opportunity, status) values ('QTN-1', 'Customer', 'CUST-1', 'OPP-1', 'Ordered');

-- SO-1: 2 dozen and an hour at a list price of 300, 10 % off the document, 270 without tax, 321.30 with it.
insert into `tabSales Order` (
    name, docstatus, company, customer, transaction_date, delivery_date, po_no, currency, conversion_rate, total, net_total,
    total_taxes_and_charges, grand_total, discount_amount, status, sales_partner, selling_price_list, creation, modified)
values
    ('SO-1', 1, 'Nordwind', 'CUST-1', '2026-11-10', '2026-11-20', 'PO-7', 'EUR', 1, 300, 270, 51.3, 321.3, 30, 'Completed', null, 'Standard Selling', '2026-11-10 00:30:00', '2026-11-11 09:00:00'),
    ('SO-2', 1, 'Nordwind', 'CUST-3', '2026-11-01', '2026-11-12', null, 'USD', 0.8, 500, 500, 0, 500, 0, 'To Deliver and Bill', 'Agentur Süd', null, '2026-11-01 09:00:00', '2026-11-01 09:00:00'),
    ('SO-3', 2, 'Nordwind', 'CUST-1', '2026-11-02', null, null, 'EUR', 1, 40, 40, 7.6, 47.6, 0, 'Cancelled', null, null, '2026-11-02 09:00:00', '2026-11-02 09:00:00'),
    ('SO-3-1', 1, 'Nordwind', 'CUST-1', '2026-11-02', null, null, 'EUR', 1, 50, 50, 9.5, 59.5, 0, 'Closed', null, null, '2026-11-02 09:00:00', '2026-11-02 09:00:00'),
    ('SO-4', 0, 'Nordwind', 'CUST-1', '2026-11-03', null, null, 'EUR', 1, 10, 10, 0, 10, 0, 'Draft', null, null, '2026-11-03 09:00:00', '2026-11-03 09:00:00'),
    ('SO-5', 1, 'Nordwind', 'CUST-2', '2026-11-04', null, null, 'EUR', 1, 119, 100, 19, 119, 0, 'On Hold', null, null, '2026-11-04 09:00:00', '2026-11-04 09:00:00');

insert into `tabSales Order Item` (
    name, idx, docstatus, parent, parenttype, item_code, qty, uom, conversion_factor, stock_qty, stock_uom, price_list_rate, rate, amount,
    net_rate, net_amount, discount_percentage, valuation_rate, is_free_item, delivery_date, prevdoc_docname, pricing_rules, modified)
values
    ('soi1', 1, 1, 'SO-1', 'Sales Order', 'PUMP', 2, 'Dozen', 12, 24, 'Nos', 120, 120, 240, 108, 216, 0, 5.25, 0, '2026-11-20', 'QTN-1', '["PRLE-0001"]', '2026-11-10 09:00:00'),
    ('soi2', 2, 1, 'SO-1', 'Sales Order', 'SERVICE', 1, 'Hour', 1, 1, 'Hour', 60, 60, 60, 54, 54, 0, 0, 0, '2026-11-20', 'QTN-1', '', '2026-11-12 09:00:00'),
    ('soi3', 1, 1, 'SO-2', 'Sales Order', 'PUMP', 50, 'Nos', 1, 50, 'Nos', 12.5, 10, 500, 10, 500, 20, 4, 0, '2026-11-12', null, null, '2026-11-01 09:00:00'),
    ('soi4', 1, 2, 'SO-3', 'Sales Order', 'PUMP', 4, 'Nos', 1, 4, 'Nos', 10, 10, 40, 10, 40, 0, 5, 0, null, null, null, '2026-11-02 09:00:00'),
    ('soi5', 1, 1, 'SO-3-1', 'Sales Order', 'PUMP', 5, 'Nos', 1, 5, 'Nos', 10, 10, 50, 10, 50, 0, 5, 0, null, null, null, '2026-11-02 09:00:00'),
    ('soi6', 2, 1, 'SO-3-1', 'Sales Order', 'PUMP', 1, 'Nos', 1, 1, 'Nos', 0, 0, 0, 0, 0, 0, 5, 1, null, null, null, '2026-11-02 09:00:00'),
    ('soi7', 1, 0, 'SO-4', 'Sales Order', 'PUMP', 1, 'Nos', 1, 1, 'Nos', 10, 10, 10, 10, 10, 0, 5, 0, null, null, null, '2026-11-03 09:00:00'),
    ('soi8', 1, 1, 'SO-5', 'Sales Order', 'PUMP', 10, 'Nos', 1, 10, 'Nos', 14, 11.9, 119, 10, 100, 15, 5, 0, null, null, null, '2026-11-04 09:00:00');

insert into `tabSales Taxes and Charges` (name, parent, parenttype, charge_type, included_in_print_rate, tax_amount) values
    ('tx1', 'SO-1', 'Sales Order', 'On Net Total', 0, 51.3), ('tx2', 'SO-5', 'Sales Order', 'On Net Total', 1, 19);

insert into `tabDelivery Note` (name, docstatus, company, customer, posting_date, is_return, return_against) values
    ('DN-1', 1, 'Nordwind', 'CUST-1', '2026-11-18', 0, null), ('DN-2', 2, 'Nordwind', 'CUST-1', '2026-11-18', 0, null),
    ('DN-3', 1, 'Nordwind', 'CUST-1', '2026-11-19', 1, 'DN-1');

insert into `tabDelivery Note Item` (name, parent, parenttype, item_code, qty, uom, stock_qty, against_sales_order, so_detail) values
    ('dni1', 'DN-1', 'Delivery Note', 'PUMP', 18, 'Nos', 18, 'SO-1', 'soi1'), ('dni2', 'DN-2', 'Delivery Note', 'PUMP', 6, 'Nos', 6, 'SO-1', 'soi1'),
    ('dni3', 'DN-3', 'Delivery Note', 'PUMP', -1, 'Nos', -1, 'SO-1', 'soi1');

insert into `tabSales Invoice` (
    name, docstatus, company, customer, posting_date, due_date, is_return, is_pos, return_against, currency, conversion_rate, net_total,
    grand_total, outstanding_amount, party_account_currency, paid_amount, base_paid_amount, change_amount, base_change_amount, remarks,
    status, modified)
values
    ('SI-1', 1, 'Nordwind', 'CUST-1', '2026-11-11', '2026-12-11', 0, 0, null, 'EUR', 1, 270, 321.3, 0, 'EUR', 0, 0, 0, 0, 'No Remarks', 'Paid', '2026-11-18 09:00:00'),
    ('SI-1-R', 1, 'Nordwind', 'CUST-1', '2026-11-13', '2026-11-13', 1, 0, 'SI-1', 'EUR', 1, -9, -10.71, -10.71, 'EUR', 0, 0, 0, 0, 'Broken pump', 'Return', '2026-11-13 09:00:00'),
    ('SI-2', 1, 'Nordwind', 'CUST-3', '2026-11-02', '2026-12-02', 0, 0, null, 'USD', 0.8, 500, 500, 160, 'EUR', 0, 0, 0, 0, null, 'Partly Paid', '2026-11-19 09:00:00'),
    ('SI-3', 1, 'Nordwind', 'CUST-2', '2026-11-05', '2026-11-05', 0, 1, null, 'EUR', 1, 100, 119, 0, 'EUR', 120, 120, 1, 1, null, 'Paid', '2026-11-05 09:00:00'),
    ('SI-4', 0, 'Nordwind', 'CUST-1', '2026-11-15', null, 0, 0, null, 'EUR', 1, 10, 11.9, 0, 'EUR', 0, 0, 0, 0, null, 'Draft', '2026-11-15 09:00:00'),
    ('SI-5', 2, 'Nordwind', 'CUST-1', '2026-11-16', null, 0, 0, null, 'EUR', 1, 70, 83.3, 0, 'EUR', 0, 0, 0, 0, null, 'Cancelled', '2026-11-16 09:00:00');

insert into `tabSales Invoice Item` (name, parent, parenttype, item_code, qty, uom, stock_qty, net_rate, net_amount, sales_order, so_detail) values
    ('sii1', 'SI-1', 'Sales Invoice', 'PUMP', 2, 'Dozen', 24, 108, 216, 'SO-1', 'soi1'),
    ('sii2', 'SI-1', 'Sales Invoice', 'SERVICE', 1, 'Hour', 1, 54, 54, 'SO-1', 'soi2'),
    ('sii3', 'SI-1-R', 'Sales Invoice', 'PUMP', -1, 'Nos', -1, 9, -9, 'SO-1', 'soi1'),
    ('sii4', 'SI-2', 'Sales Invoice', 'PUMP', 50, 'Nos', 50, 10, 500, 'SO-2', 'soi3'),
    ('sii5', 'SI-3', 'Sales Invoice', 'PUMP', 10, 'Nos', 10, 10, 100, null, null);

insert into `tabPayment Entry` (
    name, docstatus, payment_type, posting_date, company, party_type, party, paid_from_account_currency, paid_to_account_currency,
    source_exchange_rate, target_exchange_rate, unallocated_amount, modified)
values
    ('PE-1', 1, 'Receive', '2026-11-18', 'Nordwind', 'Customer', 'CUST-1', 'EUR', 'EUR', 1, 1, 50, '2026-11-18 09:00:00'),
    ('PE-2', 1, 'Receive', '2026-11-19', 'Nordwind', 'Customer', 'CUST-3', 'USD', 'EUR', 0.9, 1, 0, '2026-11-19 09:00:00'),
    ('PE-3', 1, 'Pay', '2026-11-20', 'Nordwind', 'Customer', 'CUST-1', 'EUR', 'EUR', 1, 1, 0, '2026-11-20 09:00:00'),
    ('PE-4', 2, 'Receive', '2026-11-20', 'Nordwind', 'Customer', 'CUST-1', 'EUR', 'EUR', 1, 1, 0, '2026-11-20 09:00:00'),
    ('PE-5', 0, 'Receive', '2026-11-20', 'Nordwind', 'Customer', 'CUST-1', 'EUR', 'EUR', 1, 1, 7, '2026-11-20 09:00:00'),
    ('PE-6', 1, 'Pay', '2026-11-20', 'Nordwind', 'Supplier', 'SUP-1', 'EUR', 'EUR', 1, 1, 0, '2026-11-20 09:00:00');

insert into `tabPayment Entry Reference` (name, parent, parenttype, reference_doctype, reference_name, allocated_amount) values
    ('per1', 'PE-1', 'Payment Entry', 'Sales Invoice', 'SI-1', 321.3), ('per2', 'PE-2', 'Payment Entry', 'Sales Invoice', 'SI-2', 300),
    ('per3', 'PE-3', 'Payment Entry', 'Sales Invoice', 'SI-1-R', 10.71), ('per4', 'PE-4', 'Payment Entry', 'Sales Invoice', 'SI-1', 5),
    ('per5', 'PE-2', 'Payment Entry', 'Sales Order', 'SO-2', 20), ('per6', 'PE-6', 'Payment Entry', 'Purchase Invoice', 'PI-1', 900);

insert into tabLead (name, lead_name, customer, status, modified) values
    ('LEAD-1', 'Fremd AG', null, 'Open', '2026-09-05 09:00:00'), ('LEAD-2', 'Kiel Werke', 'CUST-1', 'Converted', '2026-10-20 09:00:00');

insert into tabOpportunity (
    name, opportunity_from, party_name, customer_name, status, sales_stage, opportunity_owner, currency, opportunity_amount, probability,
    transaction_date, expected_closing, source, order_lost_reason, company, creation, modified)
values
    ('OPP-1', 'Customer', 'CUST-1', 'Kiel Werke GmbH', 'Converted', 'Negotiation', 'anna@nordwind.example', 'EUR', 300, 100, '2026-10-01', null, 'Exhibition', null, 'Nordwind', '2026-10-01 23:30:00', '2026-11-10 09:00:00'),
    ('OPP-2', 'Customer', 'CUST-3', 'Weber und Partner', 'Lost', 'Prospecting', 'anna@nordwind.example', 'USD', 3000, 0, '2026-10-02', null, null, 'they told us so', 'Nordwind', '2026-10-02 09:00:00', '2026-10-05 09:00:00'),
    ('OPP-3', 'Lead', 'LEAD-1', 'Fremd AG', 'Open', 'Prospecting', 'nobody@nordwind.example', 'EUR', 700, 37.5, '2026-10-03', '2026-12-15', null, null, 'Nordwind', '2026-10-03 09:00:00', '2026-10-03 09:00:00'),
    ('OPP-4', 'Lead', 'LEAD-2', 'Kiel Werke', 'Quotation', 'Prospecting', null, 'EUR', 900, 50, '2026-10-04', null, null, null, 'Nordwind', '2026-10-04 09:00:00', '2026-10-04 09:00:00'),
    ('OPP-5', 'Customer', 'CUST-1', 'Kiel Werke GmbH', 'Closed', null, null, 'EUR', 900, 50, '2026-10-05', null, null, null, 'Nordwind', '2026-10-05 09:00:00', '2026-10-05 09:00:00');

insert into `tabOpportunity Lost Reason Detail` (name, idx, parent, parenttype, lost_reason) values
    ('lr1', 1, 'OPP-2', 'Opportunity', 'Price'), ('lr2', 2, 'OPP-2', 'Opportunity', 'Delivery time');

insert into `tabCompetitor Detail` (name, idx, parent, parenttype, competitor) values ('cd1', 1, 'OPP-2', 'Opportunity', 'Südwind AG');

insert into tabVersion (name, ref_doctype, docname, data, creation) values
    ('v1', 'Opportunity', 'OPP-1', '{"changed": [["sales_stage", "Prospecting", "Qualification"], ["probability", "10", "50"]], "added": []}', '2026-10-10 09:00:00'),
    ('v2', 'Opportunity', 'OPP-1', '{"changed": [["sales_stage", "Qualification", "Negotiation"]]}', '2026-10-20 09:00:00'),
    ('v3', 'Opportunity', 'OPP-2', '{"added": [["items", {"name": "x"}]]}', '2026-10-20 09:00:00'),
    ('v4', 'Sales Order', 'SO-1', '{"changed": [["sales_stage", "a", "b"]]}', '2026-10-20 09:00:00');

insert into tabIssue (name, customer, subject, status, priority, issue_type, opening_date, first_responded_on, sla_resolution_date, resolution_details, modified) values
    ('ISS-1', 'CUST-1', 'Pump leaks', 'Closed', 'High', 'Broken goods', '2026-11-12', '2026-11-12 10:00:00', '2026-11-13 09:00:00', 'New seal', '2026-11-13 09:00:00'),
    ('ISS-2', null, 'Newsletter', 'Open', 'Low', null, '2026-11-12', null, null, null, '2026-11-12 09:00:00');

insert into `tabWarranty Claim` (name, customer, item_code, complaint_date, status, complaint, modified) values
    ('WRN-1', 'CUST-2', 'PUMP', '2026-11-14', 'Open', 'Does not run', '2026-11-14 09:00:00');

insert into `tabInstallation Note` (name, docstatus, customer, inst_date) values ('INS-1', 1, 'CUST-1', '2026-11-19'), ('INS-2', 2, 'CUST-1', '2026-11-19');

insert into `tabInstallation Note Item` (name, parent, parenttype, item_code, serial_no, qty) values
    ('ini1', 'INS-1', 'Installation Note', 'PUMP', 'S-1', 1), ('ini2', 'INS-2', 'Installation Note', 'PUMP', 'S-2', 1);

insert into tabEvent (name, subject, event_category, status, starts_on, ends_on, owner, modified) values
    ('EV-1', 'Visit in Kiel', 'Meeting', 'Completed', '2026-10-04 10:00:00', '2026-10-04 11:30:00', 'anna@nordwind.example', '2026-10-04 12:00:00'),
    ('EV-2', 'Staff party', 'Event', 'Open', '2026-10-05 10:00:00', null, 'anna@nordwind.example', '2026-10-05 12:00:00');

insert into `tabEvent Participants` (name, parent, parenttype, reference_doctype, reference_docname) values
    ('ep1', 'EV-1', 'Event', 'Opportunity', 'OPP-1'), ('ep2', 'EV-1', 'Event', 'Contact', 'Clara-Kiel'), ('ep3', 'EV-2', 'Event', 'Employee', 'EMP-1');

insert into tabCommunication (name, communication_type, communication_medium, sent_or_received, communication_date, reference_doctype, reference_name, subject, owner, modified) values
    ('com1', 'Communication', 'Email', 'Received', '2026-11-10 08:00:00', 'Sales Order', 'SO-1', 'Question', 'Guest', '2026-11-10 08:00:00'),
    ('com2', 'Communication', 'Phone', 'Sent', '2026-11-10 09:00:00', 'Customer', 'CUST-1', 'Answer', 'anna@nordwind.example', '2026-11-10 09:00:00'),
    ('com3', 'Communication', 'Event', 'Sent', '2026-10-04 10:00:00', 'Opportunity', 'OPP-1', 'Visit in Kiel', 'anna@nordwind.example', '2026-10-04 10:00:00'),
    ('com4', 'Comment', null, null, '2026-11-10 09:00:00', 'Customer', 'CUST-1', 'seen', 'anna@nordwind.example', '2026-11-10 09:00:00'),
    ('com5', 'Communication', 'Email', 'Received', '2026-11-10 09:00:00', 'Supplier', 'SUP-1', 'Offer', 'Guest', '2026-11-10 09:00:00');

insert into tabToDo (name, status, date, allocated_to, reference_type, reference_name, creation, modified) values
    ('td1', 'Open', '2026-11-25', 'anna@nordwind.example', 'Opportunity', 'OPP-3', '2026-11-10 09:00:00', '2026-11-10 09:00:00'),
    ('td2', 'Cancelled', '2026-11-25', 'anna@nordwind.example', 'Opportunity', 'OPP-3', '2026-11-10 09:00:00', '2026-11-10 09:00:00');

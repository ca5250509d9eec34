-- The tables of an Odoo 17 database that the pack reads, reduced to the columns that matter, with the types that its ORM makes:
-- a float with digits and a monetary amount are numeric, a float without digits is double precision, a datetime is a timestamp in UTC,
-- a translated text is jsonb. A field that is computed and not stored has no column and must not be read.

create table res_currency (id serial primary key, name varchar not null, rounding numeric, active boolean);

create table res_currency_rate (
    id serial primary key, name date not null, rate numeric, currency_id integer not null, company_id integer,
    create_date timestamp, write_date timestamp);

create table resource_calendar (id serial primary key, name varchar not null, tz varchar not null, company_id integer);

create table res_company (
    id serial primary key, name varchar not null, partner_id integer not null, currency_id integer not null, parent_id integer,
    resource_calendar_id integer, sale_discount_product_id integer, create_date timestamp, write_date timestamp);

create table res_country (id serial primary key, name jsonb not null, code varchar(2));

create table res_partner_industry (id serial primary key, name jsonb, active boolean);

create table res_partner (
    id serial primary key, name varchar, ref varchar, vat varchar, is_company boolean, type varchar, active boolean,
    parent_id integer, commercial_partner_id integer, industry_id integer, user_id integer, function varchar, email varchar,
    phone varchar, mobile varchar, city varchar, zip varchar, country_id integer, customer_rank integer, supplier_rank integer,
    create_date timestamp, write_date timestamp);

create table res_partner_category (id serial primary key, name jsonb not null, parent_id integer, active boolean);

create table res_partner_res_partner_category_rel (
    category_id integer not null, partner_id integer not null, primary key (category_id, partner_id));

create table res_users (
    id serial primary key, login varchar not null, partner_id integer not null, active boolean, share boolean, sale_team_id integer,
    create_date timestamp, write_date timestamp);

create table crm_team (id serial primary key, name jsonb not null, user_id integer, active boolean, company_id integer);

create table ir_model_fields (id serial primary key, name varchar not null, model varchar not null, ttype varchar not null);

create table ir_property (
    id serial primary key, name varchar, res_id varchar, company_id integer, fields_id integer not null, value_float double precision,
    value_integer integer, value_text text, value_reference varchar, value_datetime timestamp, type varchar not null);

create table account_payment_term (id serial primary key, name jsonb not null, active boolean);

create table account_payment_term_line (
    id serial primary key, payment_id integer not null, value varchar not null, value_amount numeric, nb_days integer,
    delay_type varchar not null);

create table uom_category (id serial primary key, name jsonb not null);

create table uom_uom (
    id serial primary key, name jsonb not null, category_id integer not null, factor numeric not null, rounding numeric not null,
    uom_type varchar not null, active boolean);

create table product_category (
    id serial primary key, name varchar not null, complete_name varchar, parent_id integer, create_date timestamp,
    write_date timestamp);

create table product_template (
    id serial primary key, name jsonb not null, type varchar, detailed_type varchar not null, categ_id integer not null,
    uom_id integer not null, list_price numeric, sale_ok boolean, active boolean, company_id integer, create_date timestamp,
    write_date timestamp);

create table product_product (
    id serial primary key, product_tmpl_id integer not null, default_code varchar, barcode varchar, active boolean,
    create_date timestamp, write_date timestamp);

create table product_template_attribute_value (
    id serial primary key, price_extra numeric, ptav_active boolean, product_tmpl_id integer);

create table product_variant_combination (
    product_product_id integer not null, product_template_attribute_value_id integer not null,
    primary key (product_product_id, product_template_attribute_value_id));

create table product_pricelist (
    id serial primary key, name jsonb not null, currency_id integer not null, company_id integer, active boolean);

create table product_pricelist_item (
    id serial primary key, pricelist_id integer not null, applied_on varchar not null, compute_price varchar not null, base varchar,
    product_tmpl_id integer, product_id integer, categ_id integer, min_quantity numeric, fixed_price numeric,
    percent_price double precision, price_discount numeric, price_surcharge numeric, price_round numeric, date_start timestamp,
    date_end timestamp, company_id integer, active boolean);

create table crm_stage (id serial primary key, name jsonb not null, is_won boolean, sequence integer);

create table crm_lost_reason (id serial primary key, name jsonb not null, active boolean);

create table utm_source (id serial primary key, name varchar not null);

create table crm_lead (
    id serial primary key, name varchar not null, type varchar not null, active boolean, partner_id integer, partner_name varchar,
    contact_name varchar, user_id integer, team_id integer, company_id integer, stage_id integer, expected_revenue numeric,
    probability double precision, date_deadline date, date_closed timestamp, lost_reason_id integer, source_id integer,
    create_date timestamp, write_date timestamp);

create table sale_order (
    id serial primary key, name varchar not null, state varchar, company_id integer not null, partner_id integer not null,
    partner_invoice_id integer not null, partner_shipping_id integer not null, client_order_ref varchar,
    date_order timestamp not null, commitment_date timestamp, currency_id integer, currency_rate numeric, pricelist_id integer,
    user_id integer, team_id integer, amount_untaxed numeric, amount_tax numeric, amount_total numeric, invoice_status varchar,
    locked boolean, opportunity_id integer, create_date timestamp, write_date timestamp,
    constraint date_order_conditional_required check (state <> 'sale' or date_order is not null));

create table sale_order_line (
    id serial primary key, order_id integer not null, company_id integer, sequence integer, display_type varchar,
    is_downpayment boolean, product_id integer, name text not null, product_uom_qty numeric not null, product_uom integer,
    price_unit numeric not null, discount numeric, price_subtotal numeric, price_tax double precision, price_total numeric,
    purchase_price numeric, is_delivery boolean, reward_id integer, create_date timestamp, write_date timestamp,
    constraint accountable_required_fields
    check (display_type is not null or is_downpayment or (product_id is not null and product_uom is not null)));

create table stock_location (id serial primary key, name varchar not null, usage varchar not null);

create table stock_move (
    id serial primary key, name varchar not null, state varchar, product_id integer not null, product_uom integer not null,
    product_uom_qty numeric not null, quantity numeric, location_id integer not null, location_dest_id integer not null,
    date timestamp not null, date_deadline timestamp, sale_line_id integer, create_date timestamp, write_date timestamp);

create table account_journal (id serial primary key, name jsonb not null, type varchar not null);

create table account_account (id serial primary key, name jsonb not null, code varchar, account_type varchar not null);

create table account_move (
    id serial primary key, name varchar, ref varchar, move_type varchar not null, state varchar not null, payment_state varchar,
    date date not null, invoice_date date, invoice_date_due date, company_id integer, journal_id integer not null, partner_id integer,
    commercial_partner_id integer, currency_id integer not null, amount_untaxed numeric, amount_tax numeric, amount_total numeric,
    amount_residual numeric, amount_untaxed_signed numeric, amount_total_signed numeric, reversed_entry_id integer,
    create_date timestamp, write_date timestamp);

create table account_move_line (
    id serial primary key, move_id integer not null, display_type varchar not null, account_id integer, partner_id integer,
    product_id integer, product_uom_id integer, quantity numeric, price_unit numeric, discount numeric, price_subtotal numeric,
    price_total numeric, balance numeric, amount_currency numeric, amount_residual numeric, amount_residual_currency numeric,
    currency_id integer not null, date date, is_downpayment boolean, create_date timestamp, write_date timestamp);

create index account_move_line_move_id_index on account_move_line (move_id);

create table sale_order_line_invoice_rel (
    invoice_line_id integer not null, order_line_id integer not null, primary key (invoice_line_id, order_line_id));

create table account_partial_reconcile (
    id serial primary key, debit_move_id integer not null, credit_move_id integer not null, amount numeric,
    debit_amount_currency numeric, credit_amount_currency numeric, debit_currency_id integer, credit_currency_id integer,
    max_date date, company_id integer, create_date timestamp, write_date timestamp);

create table account_payment (
    id serial primary key, move_id integer not null, payment_type varchar not null, partner_type varchar not null, partner_id integer,
    amount numeric, currency_id integer, create_date timestamp, write_date timestamp);

create table mail_message_subtype (id serial primary key, name jsonb not null, internal boolean);

create table mail_activity_type (id serial primary key, name jsonb not null, category varchar, active boolean);

create table mail_message (
    id serial primary key, model varchar, res_id integer, date timestamp, message_type varchar not null, subtype_id integer,
    author_id integer, mail_activity_type_id integer, is_internal boolean, subject varchar, create_date timestamp,
    write_date timestamp);

create table mail_tracking_value (
    id serial primary key, field_id integer, mail_message_id integer not null, old_value_char varchar, new_value_char varchar,
    old_value_integer integer, new_value_integer integer);

create table mail_activity (
    id serial primary key, res_model varchar, res_id integer, activity_type_id integer, summary varchar, date_deadline date not null,
    user_id integer not null, create_date timestamp, write_date timestamp);

create table calendar_event (
    id serial primary key, name varchar not null, active boolean, start timestamp not null, stop timestamp not null, allday boolean,
    duration double precision, user_id integer, opportunity_id integer, res_model varchar, res_id integer, create_date timestamp,
    write_date timestamp);

create table calendar_event_res_partner_rel (
    calendar_event_id integer not null, res_partner_id integer not null, primary key (calendar_event_id, res_partner_id));

create table rating_rating (
    id serial primary key, res_model varchar, res_id integer not null, partner_id integer, rating double precision, feedback text,
    consumed boolean, create_date timestamp, write_date timestamp);

-- Enterprise only: the app Helpdesk, with the bridge to sales.
create table helpdesk_stage (id serial primary key, name jsonb not null, fold boolean);

create table helpdesk_ticket_type (id serial primary key, name jsonb not null);

create table helpdesk_ticket (
    id serial primary key, name varchar not null, partner_id integer, stage_id integer, ticket_type_id integer, priority varchar,
    user_id integer, sale_order_id integer, product_id integer, close_date timestamp, create_date timestamp, write_date timestamp);

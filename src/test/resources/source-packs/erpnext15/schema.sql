-- The tables of an ERPNext 15 site on MariaDB that the pack reads, reduced to the columns that matter, with the types that Frappe makes:
-- a number is decimal(21,9), a tick is int(1), a datetime is local to the site, and every key is text.

create table `tabCompany` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `company_name` varchar(140),
    `default_currency` varchar(140),
    `abbr` varchar(140)
);

create table `tabCurrency Exchange` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `date` date,
    `from_currency` varchar(140),
    `to_currency` varchar(140),
    `exchange_rate` decimal(21,9) not null default 0.000000000,
    `for_buying` int(1) not null default 0,
    `for_selling` int(1) not null default 0
);

create table `tabCustomer` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `customer_name` varchar(140),
    `customer_type` varchar(140),
    `customer_group` varchar(140),
    `territory` varchar(140),
    `tax_id` varchar(140),
    `industry` varchar(140),
    `market_segment` varchar(140),
    `default_price_list` varchar(140),
    `account_manager` varchar(140),
    `default_sales_partner` varchar(140),
    `payment_terms` varchar(140),
    `customer_primary_address` varchar(140),
    `disabled` int(1) not null default 0,
    `is_frozen` int(1) not null default 0,
    `represents_company` varchar(140),
    `lead_name` varchar(140)
);

create table `tabCustomer Credit Limit` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    parent varchar(140),
    parentfield varchar(140),
    parenttype varchar(140),
    `company` varchar(140),
    `credit_limit` decimal(21,9) not null default 0.000000000,
    `bypass_credit_limit_check` int(1) not null default 0,
    index parent (parent)
);

create table `tabAddress` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `address_title` varchar(140),
    `address_type` varchar(140),
    `city` varchar(140),
    `pincode` varchar(140),
    `country` varchar(140),
    `disabled` int(1) not null default 0
);

create table `tabCountry` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `country_name` varchar(140),
    `code` varchar(140)
);

create table `tabContact` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `first_name` varchar(140),
    `last_name` varchar(140),
    `full_name` varchar(140),
    `designation` varchar(140),
    `department` varchar(140),
    `email_id` varchar(140),
    `phone` varchar(140),
    `mobile_no` varchar(140),
    `status` varchar(140),
    `is_primary_contact` int(1) not null default 0
);

create table `tabDynamic Link` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    parent varchar(140),
    parentfield varchar(140),
    parenttype varchar(140),
    `link_doctype` varchar(140),
    `link_name` varchar(140),
    index parent (parent)
);

create table `tabPayment Terms Template Detail` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    parent varchar(140),
    parentfield varchar(140),
    parenttype varchar(140),
    `due_date_based_on` varchar(140),
    `credit_days` int(11) not null default 0,
    `credit_months` int(11) not null default 0,
    `invoice_portion` decimal(21,9) not null default 0.000000000,
    index parent (parent)
);

create table `tabItem Group` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `item_group_name` varchar(140),
    `parent_item_group` varchar(140),
    `is_group` int(1) not null default 0,
    `lft` int(11) not null default 0,
    `rgt` int(11) not null default 0
);

create table `tabItem` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `item_code` varchar(140),
    `item_name` varchar(140),
    `item_group` varchar(140),
    `stock_uom` varchar(140),
    `disabled` int(1) not null default 0,
    `is_stock_item` int(1) not null default 0,
    `is_sales_item` int(1) not null default 0,
    `has_variants` int(1) not null default 0,
    `variant_of` varchar(140),
    `standard_rate` decimal(21,9) not null default 0.000000000,
    `valuation_rate` decimal(21,9) not null default 0.000000000,
    `last_purchase_rate` decimal(21,9) not null default 0.000000000,
    `end_of_life` date
);

create table `tabItem Price` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `item_code` varchar(140),
    `price_list` varchar(140),
    `customer` varchar(140),
    `supplier` varchar(140),
    `buying` int(1) not null default 0,
    `selling` int(1) not null default 0,
    `currency` varchar(140),
    `price_list_rate` decimal(21,9) not null default 0.000000000,
    `uom` varchar(140),
    `packing_unit` int(11) not null default 0,
    `valid_from` date,
    `valid_upto` date,
    `batch_no` varchar(140)
);

create table `tabPrice List` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `price_list_name` varchar(140),
    `currency` varchar(140),
    `enabled` int(1) not null default 0,
    `selling` int(1) not null default 0,
    `buying` int(1) not null default 0
);

create table `tabBin` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `item_code` varchar(140),
    `warehouse` varchar(140),
    `actual_qty` decimal(21,9) not null default 0.000000000,
    `valuation_rate` decimal(21,9) not null default 0.000000000
);

create table `tabSales Person` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `sales_person_name` varchar(140),
    `parent_sales_person` varchar(140),
    `is_group` int(1) not null default 0,
    `enabled` int(1) not null default 0,
    `employee` varchar(140),
    `department` varchar(140),
    `commission_rate` varchar(140)
);

create table `tabEmployee` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `employee_name` varchar(140),
    `user_id` varchar(140),
    `date_of_joining` date,
    `relieving_date` date,
    `status` varchar(140)
);

create table `tabSales Team` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    parent varchar(140),
    parentfield varchar(140),
    parenttype varchar(140),
    `sales_person` varchar(140),
    `allocated_percentage` decimal(21,9) not null default 0.000000000,
    index parent (parent)
);

create table `tabSales Partner` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `partner_name` varchar(140),
    `partner_type` varchar(140),
    `territory` varchar(140),
    `commission_rate` decimal(21,9) not null default 0.000000000
);

create table `tabSales Order` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `company` varchar(140),
    `customer` varchar(140),
    `transaction_date` date,
    `delivery_date` date,
    `po_no` varchar(140),
    `currency` varchar(140),
    `conversion_rate` decimal(21,9) not null default 0.000000000,
    `net_total` decimal(21,9) not null default 0.000000000,
    `total` decimal(21,9) not null default 0.000000000,
    `total_taxes_and_charges` decimal(21,9) not null default 0.000000000,
    `grand_total` decimal(21,9) not null default 0.000000000,
    `discount_amount` decimal(21,9) not null default 0.000000000,
    `status` varchar(140),
    `sales_partner` varchar(140),
    `selling_price_list` varchar(140),
    `order_type` varchar(140),
    `amended_from` varchar(140),
    `is_internal_customer` int(1) not null default 0
);

create table `tabSales Order Item` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    parent varchar(140),
    parentfield varchar(140),
    parenttype varchar(140),
    `item_code` varchar(140),
    `qty` decimal(21,9) not null default 0.000000000,
    `uom` varchar(140),
    `conversion_factor` decimal(21,9) not null default 0.000000000,
    `stock_qty` decimal(21,9) not null default 0.000000000,
    `stock_uom` varchar(140),
    `price_list_rate` decimal(21,9) not null default 0.000000000,
    `rate` decimal(21,9) not null default 0.000000000,
    `amount` decimal(21,9) not null default 0.000000000,
    `net_rate` decimal(21,9) not null default 0.000000000,
    `net_amount` decimal(21,9) not null default 0.000000000,
    `discount_percentage` decimal(21,9) not null default 0.000000000,
    `valuation_rate` decimal(21,9) not null default 0.000000000,
    `is_free_item` int(1) not null default 0,
    `delivery_date` date,
    `prevdoc_docname` varchar(140),
    `pricing_rules` text,
    index parent (parent)
);

create table `tabQuotation` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `quotation_to` varchar(140),
    `party_name` varchar(140),
    `opportunity` varchar(140),
    `status` varchar(140)
);

create table `tabSales Taxes and Charges` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    parent varchar(140),
    parentfield varchar(140),
    parenttype varchar(140),
    `charge_type` varchar(140),
    `account_head` varchar(140),
    `included_in_print_rate` int(1) not null default 0,
    `tax_amount` decimal(21,9) not null default 0.000000000,
    index parent (parent)
);

create table `tabDelivery Note` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `company` varchar(140),
    `customer` varchar(140),
    `posting_date` date,
    `posting_time` time(6),
    `is_return` int(1) not null default 0,
    `return_against` varchar(140),
    `status` varchar(140)
);

create table `tabDelivery Note Item` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    parent varchar(140),
    parentfield varchar(140),
    parenttype varchar(140),
    `item_code` varchar(140),
    `qty` decimal(21,9) not null default 0.000000000,
    `uom` varchar(140),
    `stock_qty` decimal(21,9) not null default 0.000000000,
    `against_sales_order` varchar(140),
    `so_detail` varchar(140),
    `dn_detail` varchar(140),
    index parent (parent)
);

create table `tabSales Invoice` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `company` varchar(140),
    `customer` varchar(140),
    `posting_date` date,
    `due_date` date,
    `is_return` int(1) not null default 0,
    `is_pos` int(1) not null default 0,
    `is_opening` varchar(140),
    `return_against` varchar(140),
    `currency` varchar(140),
    `conversion_rate` decimal(21,9) not null default 0.000000000,
    `net_total` decimal(21,9) not null default 0.000000000,
    `grand_total` decimal(21,9) not null default 0.000000000,
    `outstanding_amount` decimal(21,9) not null default 0.000000000,
    `party_account_currency` varchar(140),
    `paid_amount` decimal(21,9) not null default 0.000000000,
    `base_paid_amount` decimal(21,9) not null default 0.000000000,
    `change_amount` decimal(21,9) not null default 0.000000000,
    `base_change_amount` decimal(21,9) not null default 0.000000000,
    `remarks` text,
    `status` varchar(140),
    `amended_from` varchar(140),
    `is_consolidated` int(1) not null default 0,
    `update_outstanding_for_self` int(1) not null default 0
);

create table `tabSales Invoice Item` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    parent varchar(140),
    parentfield varchar(140),
    parenttype varchar(140),
    `item_code` varchar(140),
    `qty` decimal(21,9) not null default 0.000000000,
    `uom` varchar(140),
    `stock_qty` decimal(21,9) not null default 0.000000000,
    `net_rate` decimal(21,9) not null default 0.000000000,
    `net_amount` decimal(21,9) not null default 0.000000000,
    `rate` decimal(21,9) not null default 0.000000000,
    `sales_order` varchar(140),
    `so_detail` varchar(140),
    `delivery_note` varchar(140),
    index parent (parent)
);

create table `tabPayment Entry` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `payment_type` varchar(140),
    `posting_date` date,
    `company` varchar(140),
    `party_type` varchar(140),
    `party` varchar(140),
    `paid_from_account_currency` varchar(140),
    `paid_to_account_currency` varchar(140),
    `paid_amount` decimal(21,9) not null default 0.000000000,
    `received_amount` decimal(21,9) not null default 0.000000000,
    `source_exchange_rate` decimal(21,9) not null default 0.000000000,
    `target_exchange_rate` decimal(21,9) not null default 0.000000000,
    `unallocated_amount` decimal(21,9) not null default 0.000000000,
    `status` varchar(140)
);

create table `tabPayment Entry Reference` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    parent varchar(140),
    parentfield varchar(140),
    parenttype varchar(140),
    `reference_doctype` varchar(140),
    `reference_name` varchar(140),
    `allocated_amount` decimal(21,9) not null default 0.000000000,
    `exchange_rate` decimal(21,9) not null default 0.000000000,
    `exchange_gain_loss` decimal(21,9) not null default 0.000000000,
    index parent (parent)
);

create table `tabOpportunity` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `opportunity_from` varchar(140),
    `party_name` varchar(140),
    `customer_name` varchar(140),
    `title` text,
    `status` varchar(140),
    `sales_stage` varchar(140),
    `opportunity_owner` varchar(140),
    `currency` varchar(140),
    `opportunity_amount` decimal(21,9) not null default 0.000000000,
    `probability` decimal(21,9) not null default 0.000000000,
    `transaction_date` date,
    `expected_closing` date,
    `source` varchar(140),
    `order_lost_reason` text,
    `company` varchar(140)
);

create table `tabOpportunity Lost Reason Detail` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    parent varchar(140),
    parentfield varchar(140),
    parenttype varchar(140),
    `lost_reason` varchar(140),
    index parent (parent)
);

create table `tabCompetitor Detail` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    parent varchar(140),
    parentfield varchar(140),
    parenttype varchar(140),
    `competitor` varchar(140),
    index parent (parent)
);

create table `tabLead` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `lead_name` varchar(140),
    `company_name` varchar(140),
    `customer` varchar(140),
    `status` varchar(140)
);

create table `tabVersion` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `ref_doctype` varchar(140),
    `docname` varchar(140),
    `data` longtext
);

create table `tabIssue` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `customer` varchar(140),
    `subject` varchar(140),
    `status` varchar(140),
    `priority` varchar(140),
    `issue_type` varchar(140),
    `opening_date` date,
    `opening_time` time(6),
    `first_responded_on` datetime(6),
    `sla_resolution_date` datetime(6),
    `resolution_details` longtext
);

create table `tabWarranty Claim` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `customer` varchar(140),
    `item_code` varchar(140),
    `complaint_date` date,
    `status` varchar(140),
    `resolution_date` datetime(6),
    `resolution_details` text,
    `complaint` text
);

create table `tabInstallation Note` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `customer` varchar(140),
    `inst_date` date,
    `company` varchar(140),
    `status` varchar(140)
);

create table `tabInstallation Note Item` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    parent varchar(140),
    parentfield varchar(140),
    parenttype varchar(140),
    `item_code` varchar(140),
    `serial_no` text,
    `qty` decimal(21,9) not null default 0.000000000,
    index parent (parent)
);

create table `tabEvent` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `subject` text,
    `event_category` varchar(140),
    `event_type` varchar(140),
    `status` varchar(140),
    `starts_on` datetime(6),
    `ends_on` datetime(6),
    `all_day` int(1) not null default 0
);

create table `tabEvent Participants` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    parent varchar(140),
    parentfield varchar(140),
    parenttype varchar(140),
    `reference_doctype` varchar(140),
    `reference_docname` varchar(140),
    `email` varchar(140),
    index parent (parent)
);

create table `tabCommunication` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `communication_type` varchar(140),
    `communication_medium` varchar(140),
    `sent_or_received` varchar(140),
    `communication_date` datetime(6),
    `reference_doctype` varchar(140),
    `reference_name` varchar(140),
    `subject` text,
    `user` varchar(140)
);

create table `tabToDo` (
    name varchar(140) not null primary key,
    creation datetime(6),
    modified datetime(6),
    modified_by varchar(140),
    owner varchar(140),
    docstatus int(1) not null default 0,
    idx int(8) not null default 0,
    `status` varchar(140),
    `date` date,
    `allocated_to` varchar(140),
    `reference_type` varchar(140),
    `reference_name` varchar(140),
    `description` longtext
);

create table `tabSingles` (
    doctype varchar(255),
    field varchar(255),
    value text,
    index singles_doctype_field_index (doctype, field)
);

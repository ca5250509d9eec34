-- What Odoo 19 changed of what the pack reads, after 18: units have no category, and their factor says how much they hold.

alter table sale_order_line rename column product_uom to product_uom_id;

alter table uom_uom drop column category_id, drop column uom_type, drop column rounding, add column relative_factor numeric;

update uom_uom set factor = 12, relative_factor = 12 where id = 2;

alter table res_partner drop column mobile;

-- Which of our products stand at customers, since when?
-- The lines of submitted installation notes; nothing says when an asset was taken out of use.
with

installed_lines as (
    select * from `tabInstallation Note Item`
),

installation_notes as (
    select * from `tabInstallation Note`
)

select
    installed_lines.name as asset_id,
    installation_notes.customer as customer_id,
    installed_lines.item_code as product_id,
    installation_notes.inst_date as installed_on
from installed_lines
inner join installation_notes
    on installation_notes.name = installed_lines.parent
where installation_notes.docstatus = 1

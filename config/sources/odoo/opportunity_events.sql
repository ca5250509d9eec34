-- When did an opportunity enter which stage?
-- The changes that Odoo tracks, and before the first of them the stage in which the opportunity was made.
with

opportunities as (
    select * from crm_lead
),

stages as (
    select * from crm_stage
),

changes as (
    select
        mail_tracking_value.id,
        mail_message.res_id as opportunity_id,
        mail_message.date as changed_at,
        mail_tracking_value.old_value_char as stage_before,
        mail_tracking_value.new_value_char as stage_after
    from mail_tracking_value
    inner join ir_model_fields
        on ir_model_fields.id = mail_tracking_value.field_id
    inner join mail_message
        on mail_message.id = mail_tracking_value.mail_message_id
    where ir_model_fields.model = 'crm.lead'
        and ir_model_fields.name = 'stage_id'
        and mail_message.model = 'crm.lead'
),

first_changes as (
    select distinct on (opportunity_id)
        opportunity_id,
        stage_before
    from changes
    order by opportunity_id, changed_at, id
),

entries as (
    select
        opportunity_id,
        changed_at as at,
        stage_after as stage
    from changes
    union
    select
        opportunities.id as opportunity_id,
        opportunities.create_date as at,
        coalesce(first_changes.stage_before, stages.name ->> 'en_US') as stage
    from opportunities
    left join first_changes
        on first_changes.opportunity_id = opportunities.id
    left join stages
        on stages.id = opportunities.stage_id
)

select
    entries.opportunity_id,
    entries.at,
    entries.stage
from entries
inner join opportunities
    on opportunities.id = entries.opportunity_id
where opportunities.type = 'opportunity'
    and entries.stage <> ''

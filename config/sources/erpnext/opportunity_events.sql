-- When did an opportunity enter which stage?
-- The versions that Frappe keeps of an opportunity, and before the first of them the stage in which it was made.
with

opportunities as (
    select * from `tabOpportunity`
),

changes as (
    select
        `tabVersion`.docname as opportunity_id,
        `tabVersion`.creation as changed_at,
        fields.stage_before,
        fields.stage_after
    from `tabVersion`
    cross join json_table(
        `tabVersion`.data, '$.changed[*]' columns (
            field varchar(140) path '$[0]',
            stage_before varchar(140) path '$[1]',
            stage_after varchar(140) path '$[2]'
        )
    ) as fields
    where `tabVersion`.ref_doctype = 'Opportunity'
        and fields.field = 'sales_stage'
),

first_changes as (
    select
        opportunity_id,
        stage_before,
        row_number() over (partition by opportunity_id order by changed_at asc) as change_rank
    from changes
),

entries as (
    select
        opportunity_id,
        changed_at,
        stage_after as stage
    from changes
    union
    select
        opportunities.name as opportunity_id,
        opportunities.creation as changed_at,
        case when first_changes.opportunity_id is null then opportunities.sales_stage else first_changes.stage_before end as stage
    from opportunities
    left join first_changes
        on first_changes.opportunity_id = opportunities.name
        and first_changes.change_rank = 1
)

select
    entries.opportunity_id,
    entries.changed_at as `at`,
    entries.stage
from entries
inner join opportunities
    on opportunities.name = entries.opportunity_id
where entries.stage <> ''

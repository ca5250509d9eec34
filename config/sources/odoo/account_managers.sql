-- Who looks after customers for us?
-- Every user of the house (not of the portal), also those who left; the superior is the leader of the sales team.
with

users as (
    select
        id,
        partner_id,
        sale_team_id,
        share,
        active
    from res_users
),

people as (
    select * from res_partner
),

teams as (
    select * from crm_team
)

select
    users.id as account_manager_id,
    people.name,
    teams.name ->> 'en_US' as team,
    case when teams.user_id <> users.id then teams.user_id end as manager_id,
    coalesce(users.active, false) as is_active
from users
inner join people
    on people.id = users.partner_id
left join teams
    on teams.id = users.sale_team_id
where not coalesce(users.share, false)

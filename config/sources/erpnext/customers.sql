-- Who are the customers?
-- ERPNext knows no parent and no merger: customers that were merged or renamed are gone under their old key.
with

customers as (
    select * from `tabCustomer`
),

addresses as (
    select * from `tabAddress`
),

countries as (
    select * from `tabCountry`
),

default_company as (
    select value as name
    from `tabSingles`
    where doctype = 'Global Defaults'
        and field = 'default_company'
),

credit_limits as (
    select
        `tabCustomer Credit Limit`.parent as customer_id,
        max(`tabCustomer Credit Limit`.credit_limit) as credit_limit
    from `tabCustomer Credit Limit`
    inner join default_company
        on default_company.name = `tabCustomer Credit Limit`.company
    where `tabCustomer Credit Limit`.parenttype = 'Customer'
    group by `tabCustomer Credit Limit`.parent
),

payment_terms as (
    select
        parent as payment_terms,
        max(credit_days) as payment_term_days
    from `tabPayment Terms Template Detail`
    where due_date_based_on = 'Day(s) after invoice date'
    group by parent
),

team_members as (
    select
        parent as customer_id,
        sales_person,
        row_number() over (partition by parent order by allocated_percentage desc, idx asc) as member_rank
    from `tabSales Team`
    where parenttype = 'Customer'
),

sales_people_of_users as (
    select
        `tabEmployee`.user_id,
        min(`tabSales Person`.name) as sales_person
    from `tabSales Person`
    inner join `tabEmployee`
        on `tabEmployee`.name = `tabSales Person`.employee
    where `tabEmployee`.user_id is not null
    group by `tabEmployee`.user_id
)

select
    customers.name as customer_id,
    customers.name as code,
    customers.customer_name as name,
    case when customers.customer_type = 'Individual' then 'person' else 'company' end as kind,
    customers.tax_id,
    customers.industry,
    customers.territory,
    addresses.city,
    addresses.pincode as postal_code,
    upper(countries.code) as country_code,
    customers.customer_group,
    customers.default_price_list as price_list_id,
    coalesce(team_members.sales_person, sales_people_of_users.sales_person) as account_manager_id,
    case when customers.default_sales_partner is not null then 'agent' else 'direct' end as channel_id,
    customers.default_sales_partner as agent_id,
    round(nullif(credit_limits.credit_limit, 0), 4) as credit_limit,
    payment_terms.payment_term_days,
    customers.creation as created_at,
    greatest(customers.modified, coalesce(addresses.modified, customers.modified)) as changed_at,
    customers.disabled = 0 as is_active
from customers
left join addresses
    on addresses.name = customers.customer_primary_address
left join countries
    on countries.name = addresses.country
left join credit_limits
    on credit_limits.customer_id = customers.name
left join payment_terms
    on payment_terms.payment_terms = customers.payment_terms
left join team_members
    on team_members.customer_id = customers.name
    and team_members.member_rank = 1
left join sales_people_of_users
    on sales_people_of_users.user_id = customers.account_manager

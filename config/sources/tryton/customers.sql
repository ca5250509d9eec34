-- Who are the customers?
-- Tryton does not mark customers: a party is one when it was sold to, invoiced, courted or heard, and otherwise
-- when it is neither one of us (company, employee, agent) nor merely a supplier.
with

parties as (
    select * from party_party
),

buyers as (
    select party from sale_sale
    union
    select party from account_invoice
    where type = 'out'
    union
    select party from sale_opportunity
    union
    select customer as party from sale_complaint
),

strangers as (
    select party from company_company
    union
    select party from company_employee
    union
    select party from commission_agent
    union
    select party from account_invoice
    where type = 'in'
),

-- A relation is stored once, in the direction in which somebody entered it.
parents as (
    select distinct on (relations.child)
        relations.child,
        relations.parent,
        relations.changed_at
    from (
        select
            party_relation.id,
            case when party_relation_type.name ilike '%subsidiary of%' then from_ else "to" end as child,
            case when party_relation_type.name ilike '%subsidiary of%' then "to" else from_ end as parent,
            coalesce(party_relation.write_date, party_relation.create_date) as changed_at
        from party_relation
        inner join party_relation_type
            on party_relation_type.id = party_relation.type
        where party_relation_type.name ilike '%subsidiary of%'
            or party_relation_type.name ilike '%parent of%'
    ) as relations
    order by relations.child, relations.id
),

addresses as (
    select distinct on (party_address.party)
        party_address.party,
        party_address.city,
        party_address.postal_code,
        country_country.code as country_code,
        coalesce(party_address.write_date, party_address.create_date) as changed_at
    from party_address
    left join country_country
        on country_country.id = party_address.country
    where party_address.active
    order by party_address.party, party_address.sequence nulls last, party_address.id
),

-- The kinds of number that Tryton itself counts as a tax number.
tax_numbers as (
    select distinct on (party)
        party,
        code,
        coalesce(write_date, create_date) as changed_at
    from party_identifier
    where type in (
        'ad_nrt', 'al_nipt', 'ar_cuit', 'at_uid', 'au_abn', 'au_acn', 'be_vat', 'bg_vat', 'by_unp', 'ch_vat', 'cl_rut',
        'cn_uscc', 'co_rut', 'cr_cpj', 'cz_dic', 'de_vat', 'dk_cvr', 'do_rnc', 'dz_nif', 'ec_ruc', 'ee_kmkr', 'eg_tn',
        'es_nif', 'eu_vat', 'fi_alv', 'fo_vn', 'fr_tva', 'gb_vat', 'gh_tin', 'gn_nifp', 'gr_vat', 'gt_nit', 'hu_anum',
        'id_npwp', 'ie_vat', 'il_hp', 'in_gstin', 'is_vsk', 'it_iva', 'jp_cn', 'kr_brn', 'lt_pvm', 'lu_tva', 'lv_pvn',
        'ma_ice', 'mc_tva', 'md_idno', 'mk_edb', 'mt_vat', 'mx_rfc', 'nl_btw', 'no_mva', 'nz_ird', 'pe_ruc', 'pl_nip',
        'pt_nif', 'py_ruc', 'ro_cf', 'rs_pib', 'ru_inn', 'se_vat', 'si_ddv', 'sk_dph', 'sm_coe', 'sv_nit', 'tn_mf',
        'tr_vkn', 'tw_ubn', 'us_ein', 'uy_rut', 've_rif', 'vn_mst', 'za_tin'
    )
    order by party, sequence nulls last, id
),

groups as (
    select distinct on (party_category_rel.party)
        party_category_rel.party,
        party_category.name,
        coalesce(party_category_rel.write_date, party_category_rel.create_date) as changed_at
    from party_category_rel
    inner join party_category
        on party_category.id = party_category_rel.category
    order by party_category_rel.party, party_category.id
),

price_lists as (
    select distinct on (party)
        party,
        sale_price_list,
        coalesce(write_date, create_date) as changed_at
    from party_party_sale_price_list
    where sale_price_list is not null
    order by party, company nulls last, id
),

credit_limits as (
    select distinct on (party)
        party,
        credit_limit_amount,
        coalesce(write_date, create_date) as changed_at
    from party_party_credit_limit_amount
    where credit_limit_amount is not null
    order by party, company nulls last, id
),

-- Only a term of days and weeks is a number of days; one of months or "the 15th" is not.
term_days as (
    select
        lines.payment,
        max(deltas.days) as days
    from account_invoice_payment_term_line as lines
    left join lateral (
        select coalesce(sum(delta.days + 7 * delta.weeks), 0) as days
        from account_invoice_payment_term_line_delta as delta
        where delta.line = lines.id
    ) as deltas
        on true
    group by lines.payment
    having lines.payment not in (
        select lines.payment
        from account_invoice_payment_term_line as lines
        inner join account_invoice_payment_term_line_delta as delta
            on delta.line = lines.id
        where delta.months <> 0
            or delta.month is not null
            or delta.day is not null
            or delta.weekday is not null
    )
),

terms as (
    select distinct on (party)
        party,
        customer_payment_term,
        coalesce(write_date, create_date) as changed_at
    from party_party_payment_term
    where customer_payment_term is not null
    order by party, id
),

agents as (
    select distinct on (party)
        party,
        agent,
        coalesce(write_date, create_date) as changed_at
    from commission_agent_selection
    where party is not null
        and end_date is null
    order by party, sequence nulls last, id
)

select
    parties.id as customer_id,
    parties.code,
    coalesce(nullif(trim(parties.name), ''), parties.code) as name,
    parents.parent as parent_customer_id,
    parties.replaced_by as merged_into_id,
    tax_numbers.code as tax_id,
    addresses.city,
    addresses.postal_code,
    addresses.country_code,
    groups.name as customer_group,
    price_lists.sale_price_list as price_list_id,
    case when agents.agent is null then 'direct' else 'agent' end as channel_id,
    agents.agent as agent_id,
    round(credit_limits.credit_limit_amount, 4) as credit_limit,
    term_days.days as payment_term_days,
    parties.create_date as created_at,
    greatest(
        coalesce(parties.write_date, parties.create_date),
        parents.changed_at,
        addresses.changed_at,
        tax_numbers.changed_at,
        groups.changed_at,
        price_lists.changed_at,
        credit_limits.changed_at,
        terms.changed_at,
        agents.changed_at
    ) as changed_at,
    coalesce(parties.active, false) as is_active
from parties
left join parents
    on parents.child = parties.id
left join addresses
    on addresses.party = parties.id
left join tax_numbers
    on tax_numbers.party = parties.id
left join groups
    on groups.party = parties.id
left join price_lists
    on price_lists.party = parties.id
left join credit_limits
    on credit_limits.party = parties.id
left join terms
    on terms.party = parties.id
left join term_days
    on term_days.payment = terms.customer_payment_term
left join agents
    on agents.party = parties.id
where not exists (select from strangers where strangers.party = parties.id)
    or exists (select from buyers where buyers.party = parties.id)

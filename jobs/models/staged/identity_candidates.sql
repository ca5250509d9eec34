-- How sure is it that a record is a customer of the book of record, and what follows?
-- Doubts are multiplied; what contradicts, or has a rival as good, is for people to decide.
with

evidence as (
    select * from staged.identity_evidence
),

decisions as (
    select * from staged.identity_decisions
),

policy as (
    select * from config.identity
),

strong_doubts as (
    select
        evidence.*,
        cast(case when has_declared_key then 1 - policy.declared_key_score else 1 end as decimal(9, 6)) as key_doubt,
        cast(case when has_tax_id then 1 - policy.tax_id_score else 1 end as decimal(9, 6)) as tax_doubt,
        cast(case when has_domain then 1 - policy.domain_score else 1 end as decimal(9, 6)) as domain_doubt,
        cast(
            case
                when has_name then 1 - policy.name_score
                when has_similar_name then 1 - policy.similar_name_score
                else 1
            end as decimal(9, 6)
        ) as name_doubt,
        cast(case when has_postcode then 1 - policy.postcode_score else 1 end as decimal(9, 6)) as postcode_doubt,
        cast(
            case when has_other_tax_id or has_other_country then policy.contradiction_factor else 1 end as decimal(9, 6)
        ) as factor
    from evidence
    cross join policy
),

doubts as (
    select
        *,
        cast(key_doubt * tax_doubt as decimal(9, 6)) as number_doubt,
        cast(name_doubt * postcode_doubt as decimal(9, 6)) as place_doubt
    from strong_doubts
),

scored as (
    select
        doubts.*,
        cast(
            (1 - cast(cast(number_doubt * place_doubt as decimal(9, 6)) * domain_doubt as decimal(9, 6))) * factor
            as decimal(9, 6)
        ) as score,
        decisions.decision
    from doubts
    left join decisions
        on decisions.source_system = doubts.source_system
        and decisions.source_customer_id = doubts.source_customer_id
        and decisions.customer_id = doubts.customer_id
),

ranked as (
    select
        *,
        row_number() over (
            partition by source_system, source_customer_id
            order by case when decision = 'distinct' then 1 else 0 end asc nulls last, score desc nulls last, customer_id asc nulls last
        ) as candidate_rank,
        lead(case when coalesce(decision, '') <> 'distinct' then score end) over (
            partition by source_system, source_customer_id
            order by case when decision = 'distinct' then 1 else 0 end asc nulls last, score desc nulls last, customer_id asc nulls last
        ) as next_score,
        max(case when decision = 'same' then 1 else 0 end) over (partition by source_system, source_customer_id) = 1
            as is_decided
    from scored
),

merged as (
    select
        ranked.*,
        not ranked.is_decided
        and ranked.candidate_rank = 1
        and coalesce(ranked.decision, '') <> 'distinct'
        and ranked.score >= policy.merge_score
        and coalesce(ranked.score - ranked.next_score >= policy.lead_score, true) as is_merged
    from ranked
    cross join policy
),

settled as (
    select
        *,
        is_decided or max(case when is_merged then 1 else 0 end) over (partition by source_system, source_customer_id) = 1
            as is_settled
    from merged
)

select
    settled.source_system,
    settled.source_customer_id,
    settled.customer_id,
    settled.candidate_rank,
    settled.score,
    case
        when settled.has_declared_key then 'declared_key'
        when settled.has_tax_id then 'tax_id'
        when settled.has_domain then 'domain'
        else 'name'
    end as method,
    nullif(
        concat_ws(
            ', ',
            case when settled.has_declared_key then 'declared_key' end,
            case when settled.has_tax_id then 'tax_id' end,
            case when settled.has_domain then 'domain' end,
            case when settled.has_name then 'name' end,
            case when settled.has_similar_name then 'similar_name' end,
            case when settled.has_postcode then 'postcode' end
        ),
        ''
    ) as evidence,
    nullif(
        concat_ws(
            ', ',
            case when settled.has_other_tax_id then 'other_tax_id' end,
            case when settled.has_other_country then 'other_country' end
        ),
        ''
    ) as contradictions,
    case
        when settled.decision = 'same' then 'decided_same'
        when settled.decision = 'distinct' then 'decided_distinct'
        when settled.is_merged then 'merged'
        when settled.is_settled then 'outranked'
        when settled.score >= policy.review_score then 'review'
        else 'weak'
    end as verdict
from settled
cross join policy

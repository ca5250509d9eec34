-- Which records may stand for the same customer, and are not sure enough to be merged?
-- Keys, scores and kinds of evidence only: names and addresses are looked up in the systems.
with

candidates as (
    select * from staged.identity_candidates
),

peers as (
    select * from staged.identity_peers
),

identities as (
    select * from staged.customer_identities
),

policy as (
    select * from config.identity
),

night as (
    select * from run.current
),

pairs as (
    select
        candidates.source_system,
        candidates.source_customer_id,
        candidates.customer_id as candidate_id,
        candidates.score,
        candidates.evidence,
        candidates.contradictions,
        case
            when candidates.contradictions is not null then 'contradiction'
            when candidates.score >= policy.merge_score then 'ambiguous'
            else 'below_merge_score'
        end as reason
    from candidates
    cross join policy
    where candidates.verdict = 'review'
    union all
    select
        source_system,
        source_customer_id,
        peer_customer_id as candidate_id,
        score,
        evidence,
        cast(null as string) as contradictions,
        'not_in_book_of_record' as reason
    from peers
)

select
    night.as_of,
    pairs.source_system,
    pairs.source_customer_id,
    pairs.candidate_id,
    identities.customer_id,
    pairs.score,
    pairs.evidence,
    pairs.contradictions,
    pairs.reason
from pairs
inner join identities
    on identities.source_system = pairs.source_system
    and identities.source_customer_id = pairs.source_customer_id
cross join night

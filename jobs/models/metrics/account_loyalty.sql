-- How loyal is an account in what it does, and how loyal in how it stands to us?
-- Mean of its standardised parts: 0 is the average account, 1 a standard deviation above it in every part. The interval is by how far its parts agree.
with

accounts as (
    select * from metrics.account_activity
),

parts as (
    select * from metrics.loyalty_parts
),

norms as (
    select * from metrics.loyalty_norms
),

policy as (
    select * from config.loyalty
),

scores as (
    select
        parts.level,
        parts.account_id,
        parts.months_ago,
        parts.loyalty_kind,
        safe_div(
            case
                when parts.value < norms.value_low then norms.value_low
                when parts.value > norms.value_high then norms.value_high
                else parts.value
            end - norms.mean_value,
            norms.standard_deviation
        ) as score
    from parts
    inner join norms on norms.level = parts.level and norms.months_ago = parts.months_ago and norms.part = parts.part
    where norms.standard_deviation > 0
),

sums as (
    select
        level,
        account_id,
        months_ago,
        loyalty_kind,
        count(*) as part_count,
        cast(sum(fixed(score)) as double) as score_sum,
        cast(sum(fixed(score * score)) as double) as square_sum
    from scores
    group by level, account_id, months_ago, loyalty_kind
),

means as (
    select
        sums.*,
        safe_div(score_sum, part_count) as score,
        safe_div(square_sum - safe_div(score_sum * score_sum, part_count), part_count - 1) as variance
    from sums
),

estimates as (
    select
        means.level,
        means.account_id,
        means.months_ago,
        means.loyalty_kind,
        means.part_count,
        case when means.part_count >= policy.min_known_parts then means.score end as loyalty,
        z_90() * sqrt(safe_div(case when means.variance > 0 then means.variance else 0e0 end, means.part_count)) as reach
    from means
    cross join policy
),

joined as (
    select
        accounts.level,
        accounts.account_id,
        coalesce(transactional.part_count, 0) as transactional_n,
        transactional.loyalty as transactional_loyalty,
        transactional.reach as transactional_reach,
        earlier.loyalty as transactional_loyalty_3m_ago,
        coalesce(emotional.part_count, 0) as emotional_n,
        emotional.loyalty as emotional_loyalty,
        emotional.reach as emotional_reach,
        earlier_emotional.loyalty as emotional_loyalty_3m_ago,
        case
            when accounts.occasion_count = 0 then 'NEVER_BOUGHT'
            when transactional.loyalty is null then 'TOO_FEW_OBSERVATIONS'
        end as transactional_abstain_reason,
        case
            when accounts.occasion_count = 0 then 'NEVER_BOUGHT'
            when emotional.loyalty is null then 'TOO_FEW_OBSERVATIONS'
        end as emotional_abstain_reason
    from accounts
    left join estimates as transactional
        on transactional.level = accounts.level
        and transactional.account_id = accounts.account_id
        and transactional.months_ago = 0
        and transactional.loyalty_kind = 'TRANSACTIONAL'
    left join estimates as earlier
        on earlier.level = accounts.level
        and earlier.account_id = accounts.account_id
        and earlier.months_ago = 3
        and earlier.loyalty_kind = 'TRANSACTIONAL'
    left join estimates as earlier_emotional
        on earlier_emotional.level = accounts.level
        and earlier_emotional.account_id = accounts.account_id
        and earlier_emotional.months_ago = 3
        and earlier_emotional.loyalty_kind = 'EMOTIONAL'
    left join estimates as emotional
        on emotional.level = accounts.level
        and emotional.account_id = accounts.account_id
        and emotional.months_ago = 0
        and emotional.loyalty_kind = 'EMOTIONAL'
)

select
    level,
    account_id,
    transactional_loyalty,
    transactional_loyalty - transactional_reach as transactional_loyalty_low,
    transactional_loyalty + transactional_reach as transactional_loyalty_high,
    transactional_n,
    transactional_abstain_reason,
    transactional_loyalty_3m_ago,
    emotional_loyalty,
    emotional_loyalty - emotional_reach as emotional_loyalty_low,
    emotional_loyalty + emotional_reach as emotional_loyalty_high,
    emotional_n,
    emotional_abstain_reason,
    emotional_loyalty_3m_ago,
    case
        when transactional_loyalty >= 0 and emotional_loyalty >= 0 then 'TRUE'
        when transactional_loyalty < 0 and emotional_loyalty >= 0 then 'LATENT'
        when transactional_loyalty >= 0 and emotional_loyalty < 0 then 'SPURIOUS'
        when transactional_loyalty < 0 and emotional_loyalty < 0 then 'NONE'
    end as loyalty_type,
    coalesce(transactional_abstain_reason, emotional_abstain_reason) as loyalty_type_abstain_reason
from joined

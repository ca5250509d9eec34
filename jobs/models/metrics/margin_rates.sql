-- What share of what an account will spend will be left as margin?
-- Its own rate counts as far as its purchases are evidence, the rest is its segment (Bühlmann and Straub 1970); a loss keeps its sign. By its name the narrowest kind of segment is the last.
with

statistics as (
    select * from metrics.margin_statistics
),

segments as (
    select * from metrics.margin_segments
),

customers as (
    select * from staged.customers
),

policy as (
    select * from config.spend
),

described as (
    select
        statistics.level,
        statistics.account_id,
        statistics.margin_abstain_reason,
        statistics.own_margin_rate,
        statistics.purchase_amount,
        statistics.month_count,
        customers.industry,
        customers.size_class
    from statistics
    left join customers on customers.customer_id = statistics.account_id
),

choices as (
    select
        described.level,
        described.account_id,
        max(segments.segment_kind) as segment_kind
    from described
    cross join policy
    inner join segments
        on segments.level = described.level
        and (segments.industry is null or segments.industry = described.industry)
        and (segments.size_class is null or segments.size_class = described.size_class)
        and (segments.segment_kind = 'ALL' or segments.account_count >= policy.margin_segment_min_accounts)
    group by described.level, described.account_id
),

shares as (
    select
        described.level,
        described.account_id,
        segments.segment_kind,
        segments.mean_rate,
        segments.mean_rate_variance,
        segments.between_variance,
        described.own_margin_rate,
        coalesce(
            safe_div(
                safe_div(described.purchase_amount, segments.average_month_amount) * segments.between_variance,
                safe_div(described.purchase_amount, segments.average_month_amount) * segments.between_variance + segments.within_variance
            ),
            0e0
        ) as own_evidence_share
    from described
    inner join choices on choices.level = described.level and choices.account_id = described.account_id
    inner join segments
        on segments.level = choices.level
        and segments.segment_kind = choices.segment_kind
        and (segments.industry is null or segments.industry = described.industry)
        and (segments.size_class is null or segments.size_class = described.size_class)
    where described.margin_abstain_reason is null
)

select
    described.level,
    described.account_id,
    described.month_count,
    shares.segment_kind as margin_segment_kind,
    shares.own_evidence_share,
    shares.mean_rate + shares.own_evidence_share * (coalesce(shares.own_margin_rate, shares.mean_rate) - shares.mean_rate)
        as margin_rate,
    sqrt(
        shares.between_variance * (1 - shares.own_evidence_share)
            + (1 - shares.own_evidence_share) * (1 - shares.own_evidence_share) * shares.mean_rate_variance
    ) as margin_rate_error,
    case when shares.mean_rate is not null then 'SHRUNK_TO_SEGMENT' end as margin_rate_method,
    case
        when described.margin_abstain_reason is not null then described.margin_abstain_reason
        when shares.mean_rate is null then 'TOO_FEW_OBSERVATIONS'
    end as margin_rate_abstain_reason
from described
left join shares on shares.level = described.level and shares.account_id = described.account_id

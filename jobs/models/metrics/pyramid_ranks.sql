-- Where does each account stand among all, at each look?
-- One total order: equal accounts are told apart the same way every night. Who did not buy in the window comes after those of equal value who did.
with

ranking_values as (
    select * from metrics.ranking_values where ranking_amount is not null
)

select
    scheme,
    level,
    account_id,
    months_ago,
    ranking_amount,
    revenue_amount,
    gross_amount,
    last_ordered_on,
    occasion_count,
    cast(row_number() over (
        partition by scheme, level, months_ago
        order by
            ranking_amount desc nulls last,
            gross_amount desc nulls last,
            last_ordered_on desc nulls last,
            occasion_count desc nulls last,
            account_id asc nulls last
    ) as bigint) as value_rank
from ranking_values

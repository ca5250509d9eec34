-- How much do the answers of one account to the same question differ among themselves?
-- Variance within account and instrument, pooled: what one answer says of an account is off by that.
with

accounts as (
    select * from staged.accounts
),

surveys as (
    select * from staged.surveys
),

groups as (
    select
        accounts.level,
        accounts.account_id,
        surveys.instrument,
        count(*) as answer_count,
        cast(sum(fixed_small(surveys.score_share)) as double) as share_sum,
        cast(sum(fixed_small(surveys.score_share * surveys.score_share)) as double) as square_sum
    from surveys
    inner join accounts on accounts.customer_id = surveys.customer_id
    group by accounts.level, accounts.account_id, surveys.instrument
),

sums as (
    select
        level,
        cast(sum(answer_count) as bigint) as answer_count,
        cast(sum(answer_count - 1) as bigint) as degrees_of_freedom,
        cast(sum(fixed(share_sum)) as double) as share_sum,
        cast(sum(fixed(square_sum - share_sum * share_sum / answer_count)) as double) as squares_within
    from groups
    group by level
)

select
    level,
    answer_count,
    safe_div(share_sum, answer_count) as mean_score_share,
    degrees_of_freedom,
    case when degrees_of_freedom > 0 then greatest(safe_div(squares_within, degrees_of_freedom), 0e0) end as within_variance
from sums

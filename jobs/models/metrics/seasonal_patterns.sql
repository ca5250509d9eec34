-- Does an account buy in a season only, and has it missed one since its last purchase?
-- Months of the year are counted back from the business date, so that those of different years lie on each other. A month beside a month of another year counts as the same.
with

months as (
    select level, account_id, months_ago from metrics.account_months where occasion_count > 0
),

policy as (
    select * from config.winback
),

placed as (
    select
        level,
        account_id,
        months_ago,
        cast(months_ago % 12 as integer) as place,
        cast(floor(months_ago / 12) as integer) as years_ago
    from months
),

few as (
    select
        placed.level,
        placed.account_id,
        count(distinct placed.place) as place_count
    from placed
    group by placed.level, placed.account_id
),

candidates as (
    select placed.*
    from placed
    cross join policy
    inner join few on few.level = placed.level and few.account_id = placed.account_id
    where few.place_count <= policy.season_max_months
),

-- A month of another year, the same or beside; place 0 lies beside place 11 of the year before.
recurring as (
    select
        placed.level,
        placed.account_id,
        placed.months_ago,
        placed.place,
        max(case when abs(others.months_ago - placed.months_ago) % 12 in (0, 1, 11) and abs(others.months_ago - placed.months_ago) >= 11 then 1 else 0 end)
            as is_recurring
    from candidates as placed
    inner join candidates as others on others.level = placed.level and others.account_id = placed.account_id
    group by placed.level, placed.account_id, placed.months_ago, placed.place
),

accounts as (
    select
        placed.level,
        placed.account_id,
        min(placed.months_ago) as last_months_ago,
        max(placed.months_ago) as first_months_ago,
        count(*) as month_count,
        count(distinct placed.place) as place_count,
        sum(recurring.is_recurring) as recurring_count
    from placed
    left join recurring
        on recurring.level = placed.level
        and recurring.account_id = placed.account_id
        and recurring.months_ago = placed.months_ago
    group by placed.level, placed.account_id
),

-- Each place of the season since the last purchase that is wholly over, two months and more after its turn.
missed as (
    select
        recurring.level,
        recurring.account_id,
        count(distinct recurring.place) as missed_count
    from recurring
    inner join accounts on accounts.level = recurring.level and accounts.account_id = recurring.account_id
    where recurring.is_recurring = 1
        and recurring.place > 1
        and recurring.place < accounts.last_months_ago - 1
    group by recurring.level, recurring.account_id
)

select
    accounts.level,
    accounts.account_id,
    accounts.month_count,
    accounts.place_count as season_month_count,
    safe_div(accounts.recurring_count, accounts.month_count) as recurring_share,
    accounts.first_months_ago - accounts.last_months_ago >= 11
        and coalesce(safe_div(accounts.recurring_count, accounts.month_count) >= policy.season_share, false) as is_seasonal,
    coalesce(missed.missed_count, 0) + case when accounts.last_months_ago >= 14 then 1 else 0 end as missed_month_count,
    safe_div(accounts.recurring_count + 1, accounts.month_count + 2) as season_confidence
from accounts
cross join policy
left join missed on missed.level = accounts.level and missed.account_id = accounts.account_id

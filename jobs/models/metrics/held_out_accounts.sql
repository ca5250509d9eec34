-- Whose warnings does nobody act on, so that it is known what acting brings?
-- Drawn by the MD5 of the group's number: the same every night, and sisters together, since what is done for one is heard of by the other.
with

accounts as (
    select * from staged.accounts
),

policy as (
    select * from config.hold_out
),

digested as (
    select
        account_id as parent_id,
        customer_id,
        md5(account_id) as digest
    from accounts
    where level = 'parent'
),

drawn as (
    select
        digested.parent_id,
        digested.customer_id,
        policy.from_on,
        cast(policy.share as double) as held_out_share,
        (
            (instr('0123456789abcdef', substr(digested.digest, 1, 1)) - 1) * 4096
            + (instr('0123456789abcdef', substr(digested.digest, 2, 1)) - 1) * 256
            + (instr('0123456789abcdef', substr(digested.digest, 3, 1)) - 1) * 16
            + (instr('0123456789abcdef', substr(digested.digest, 4, 1)) - 1)
        ) as lot
    from digested
    cross join policy
)

select
    accounts.level,
    accounts.account_id,
    min(drawn.from_on) as held_out_from_on,
    max(drawn.held_out_share) as held_out_share
from accounts
inner join drawn on drawn.customer_id = accounts.customer_id
where drawn.lot < drawn.held_out_share * 65536
group by accounts.level, accounts.account_id

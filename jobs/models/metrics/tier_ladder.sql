-- Which tiers does a scheme have, from the best to the last?
-- Ranked tiers hold the accounts that bought in the window; the others stand below without a rank.
select
    scheme,
    tier,
    cast(tier_order as integer) as tier_order,
    is_ranked
from (
    values
        ('CURRY', 'TOP', 1, true),
        ('CURRY', 'BIG', 2, true),
        ('CURRY', 'MEDIUM', 3, true),
        ('CURRY', 'SMALL', 4, true),
        ('CURRY', 'INACTIVE', 5, false),
        ('CURRY', 'PROSPECT', 6, false),
        ('CURRY', 'SUSPECT', 7, false)
) as ladder (scheme, tier, tier_order, is_ranked)

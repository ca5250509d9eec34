-- By what does each scheme rank an account, at each look since its first purchase?
-- Without an amount the account has no rank then, and the reason is told. What is known of tonight alone (expected credit loss and its rate,
-- what is overdue, the declared share of wallet) counts at every look: tiers of the past move with purchases, and who passes the border of wallet tonight has passed it at every look.
with

accounts as (
    select level, account_id, first_ordered_on
    from metrics.account_activity
    where first_ordered_on is not null
),

snapshots as (
    select * from metrics.pyramid_snapshots
),

net_values as (
    select * from metrics.pyramid_values
),

basis as (
    select * from metrics.margin_basis
),

net_future_values as (
    select * from metrics.net_future_values
),

credit_losses as (
    select * from metrics.credit_losses
),

wallet_shares as (
    select * from metrics.wallet_shares
),

looks as (
    select
        accounts.level,
        accounts.account_id,
        snapshots.months_ago,
        snapshots.snapshot_on,
        coalesce(net_values.revenue_amount, cast(0 as decimal(18, 4))) as revenue_amount,
        coalesce(net_values.gross_amount, cast(0 as decimal(18, 4))) as gross_amount,
        case
            when net_values.account_id is not null then net_values.basis_margin_amount
            when basis.margin_basis is not null then cast(0 as decimal(18, 4))
        end as basis_margin_amount,
        coalesce(net_values.margin_abstain_reason, basis.margin_basis_abstain_reason) as margin_abstain_reason,
        net_values.last_ordered_on,
        coalesce(net_values.occasion_count, 0) as occasion_count
    from accounts
    cross join basis
    inner join snapshots on snapshots.snapshot_on >= accounts.first_ordered_on
    left join net_values
        on net_values.level = accounts.level
        and net_values.account_id = accounts.account_id
        and net_values.months_ago = snapshots.months_ago
),

present_and_future as (
    select
        looks.*,
        cast(looks.basis_margin_amount - credit_losses.expected_credit_loss_amount as decimal(18, 4)) as present_value_amount,
        net_future_values.clv_net_amount_36m as future_value_amount,
        case
            when looks.basis_margin_amount is null then looks.margin_abstain_reason
            when credit_losses.expected_credit_loss_amount is null
                then coalesce(credit_losses.receivable_abstain_reason, 'SOURCE_MISSING')
            when net_future_values.clv_net_amount_36m is null
                then coalesce(net_future_values.clv_net_abstain_reason, 'TOO_FEW_OBSERVATIONS')
        end as ranking_abstain_reason,
        coalesce(looks.basis_margin_amount < 0 and credit_losses.overdue_90d_amount > 0, false) as is_overdue_without_margin,
        case when wallet_shares.wallet_method = 'DECLARED' then wallet_shares.share_of_wallet_mid end as share_of_wallet
    from looks
    left join net_future_values
        on net_future_values.level = looks.level
        and net_future_values.account_id = looks.account_id
        and net_future_values.months_ago = looks.months_ago
    left join credit_losses on credit_losses.level = looks.level and credit_losses.account_id = looks.account_id
    left join wallet_shares on wallet_shares.level = looks.level and wallet_shares.account_id = looks.account_id
),

both_schemes as (
    select
        'CURRY' as scheme,
        looks.*,
        case when occasion_count > 0 then revenue_amount end as ranking_amount,
        case when occasion_count = 0 then 'NO_PURCHASE_IN_WINDOW' end as ranking_abstain_reason,
        false as is_overdue_without_margin,
        cast(null as decimal(18, 4)) as present_value_amount,
        cast(null as decimal(18, 4)) as future_value_amount,
        cast(null as double) as share_of_wallet
    from looks
    union all
    select
        'ZEITHAML' as scheme,
        level,
        account_id,
        months_ago,
        snapshot_on,
        revenue_amount,
        gross_amount,
        basis_margin_amount,
        margin_abstain_reason,
        last_ordered_on,
        occasion_count,
        case when ranking_abstain_reason is null then cast(present_value_amount + future_value_amount as decimal(18, 4)) end
            as ranking_amount,
        ranking_abstain_reason,
        is_overdue_without_margin,
        present_value_amount,
        future_value_amount,
        share_of_wallet
    from present_and_future
)

select
    scheme,
    level,
    account_id,
    months_ago,
    snapshot_on,
    ranking_amount,
    ranking_abstain_reason,
    case
        when ranking_amount <= 0 then 'NEGATIVE_VALUE'
        when ranking_amount is not null and is_overdue_without_margin then 'OVERDUE_WITHOUT_MARGIN'
    end as floor_reason,
    revenue_amount,
    gross_amount,
    last_ordered_on,
    occasion_count,
    present_value_amount,
    future_value_amount,
    share_of_wallet
from both_schemes

-- How good are tonight's numbers: what was checked, what was refused, and does the money add up?
-- Long form: one figure a row; where there is something to compare with, expected_figure and verdict are filled.
with

gates as (
    select * from run.gates
),

deliveries as (
    select * from run.deliveries
),

quarantine_reasons as (
    select * from run.quarantine_reasons
),

control_totals as (
    select * from run.control_totals
),

source_totals as (
    select * from run.source_totals
),

reconciliation as (
    select * from metrics.revenue_reconciliation
),

account_value as (
    select * from metrics.account_value
),

account_windows as (
    select * from metrics.account_windows where window_name = 'pyramid'
),

pyramid_policy as (
    select * from config.pyramid
),

customer_value as (
    select * from marts.customer_value_v1
),

customer_tiers as (
    select * from marts.customer_tier_v1
),

pyramid as (
    select * from marts.customer_pyramid_v1
),

night as (
    select * from run.current
),

explanation as (
    select * from run.explanation
),

gate_figures as (
    select
        'gate' as area,
        relation,
        'all' as source_system,
        gate as item,
        'rows' as unit,
        'failing' as measure,
        cast(sum(failing_count) as decimal(18, 4)) as figure,
        cast(0 as decimal(18, 4)) as expected_figure,
        cast(null as decimal(9, 6)) as limit_share,
        case
            when bool_or(verdict = 'stop') then 'stop'
            when bool_or(verdict = 'warn') then 'warn'
            else 'pass'
        end as verdict,
        min(because) as because
    from gates
    group by relation, gate
),

measures as (
    select 'delivered' as measure
    union all
    select 'accepted' as measure
    union all
    select 'quarantined' as measure
    union all
    select 'filtered' as measure
),

delivery_presence as (
    select
        'delivery' as area,
        table_name as relation,
        coalesce(source_system, 'all') as source_system,
        'presence' as item,
        'none' as unit,
        'is_delivered' as measure,
        cast(case when is_delivered then 1 else 0 end as decimal(18, 4)) as figure,
        cast(null as decimal(18, 4)) as expected_figure,
        cast(null as decimal(9, 6)) as limit_share,
        cast(null as string) as verdict,
        case when not is_delivered then 'What depends on it is null with SOURCE_MISSING.' end as because
    from deliveries
),

delivery_counts as (
    select
        'delivery' as area,
        deliveries.table_name as relation,
        coalesce(deliveries.source_system, 'all') as source_system,
        'rows' as item,
        'rows' as unit,
        measures.measure,
        cast(
            case measures.measure
                when 'delivered' then deliveries.delivered_count
                when 'accepted' then deliveries.accepted_count
                when 'quarantined' then deliveries.quarantined_count
                when 'filtered' then deliveries.filtered_count
            end as decimal(18, 4)
        ) as figure,
        case
            when measures.measure = 'delivered'
                then
                    cast(
                        deliveries.accepted_count + deliveries.quarantined_count + deliveries.filtered_count
                        as decimal(18, 4)
                    )
        end as expected_figure,
        case when measures.measure = 'quarantined' then deliveries.quarantine_limit_share end as limit_share,
        case
            when measures.measure = 'delivered'
                then
                    case
                        when deliveries.delivered_count
                            = deliveries.accepted_count + deliveries.quarantined_count + deliveries.filtered_count
                            then 'pass'
                        else 'stop'
                    end
            when measures.measure = 'quarantined'
                then
                    case
                        when deliveries.quarantined_count = 0 then 'pass'
                        when deliveries.quarantined_count
                            <= deliveries.quarantine_limit_share * deliveries.delivered_count
                            then 'warn'
                        else 'stop'
                    end
        end as verdict,
        case measures.measure
            when 'delivered' then 'Every delivered row is accepted, quarantined or filtered.'
            when 'quarantined' then 'More than the limit stops the night.'
        end as because
    from deliveries
    cross join measures
    where deliveries.is_delivered
),

quarantine_figures as (
    select
        'quarantine' as area,
        table_name as relation,
        coalesce(source_system, 'all') as source_system,
        reason as item,
        'rows' as unit,
        'quarantined' as measure,
        cast(sum(row_count) as decimal(18, 4)) as figure,
        cast(null as decimal(18, 4)) as expected_figure,
        cast(null as decimal(9, 6)) as limit_share,
        cast(null as string) as verdict,
        'A row with several reasons is counted under each.' as because
    from quarantine_reasons
    group by table_name, coalesce(source_system, 'all'), reason
),

control_figures as (
    select
        'control_total' as area,
        control_totals.table_name as relation,
        coalesce(control_totals.source_system, 'all') as source_system,
        control_totals.column_name as item,
        coalesce(nullif(control_totals.currency_code, ''), 'none') as unit,
        measures.measure,
        case measures.measure
            when 'delivered' then control_totals.delivered_amount
            when 'accepted' then control_totals.accepted_amount
            when 'quarantined' then control_totals.quarantined_amount
            when 'filtered' then control_totals.filtered_amount
        end as figure,
        case
            when measures.measure = 'delivered'
                then
                    cast(
                        control_totals.accepted_amount
                        + control_totals.quarantined_amount
                        + control_totals.filtered_amount
                        as decimal(18, 4)
                    )
        end as expected_figure,
        cast(null as decimal(9, 6)) as limit_share,
        case
            when measures.measure = 'delivered'
                then
                    case
                        when control_totals.delivered_amount
                            = control_totals.accepted_amount
                            + control_totals.quarantined_amount
                            + control_totals.filtered_amount
                            then 'pass'
                        else 'stop'
                    end
        end as verdict,
        case
            when measures.measure = 'delivered' then 'Every delivered amount is accepted, quarantined or filtered.'
        end as because
    from control_totals
    cross join measures
),

source_figures as (
    select
        'source_total' as area,
        table_name as relation,
        source_system,
        coalesce(column_name, 'row_count') as item,
        coalesce(currency_code, 'none') as unit,
        month as measure,
        cast(landed_figure as decimal(18, 4)) as figure,
        cast(source_figure as decimal(18, 4)) as expected_figure,
        cast(null as decimal(9, 6)) as limit_share,
        case
            when source_figure = landed_figure then 'pass'
            when source_figure is not null then 'stop'
        end as verdict,
        'The database was asked for its own figure in the state that was read.' as because
    from source_totals
),

reconciliation_figures as (
    select
        'reconciliation' as area,
        reconciliation.relation,
        'all' as source_system,
        'order_line_revenue' as item,
        night.reporting_currency as unit,
        reconciliation.window_name as measure,
        reconciliation.revenue_amount as figure,
        reconciliation.expected_amount as expected_figure,
        cast(null as decimal(9, 6)) as limit_share,
        reconciliation.verdict,
        'Revenue without returns that no order books; landing counts customers that no system knows.' as because
    from reconciliation
    cross join night
),

computed as (
    select
        'total' as measure,
        level,
        sum(revenue_amount_total) as revenue_amount,
        count(*) as account_count
    from account_value
    group by level
    union all
    select
        'pyramid' as measure,
        level,
        sum(revenue_amount) as revenue_amount,
        count(*) as account_count
    from account_windows
    group by level
),

published as (
    select
        'total' as measure,
        'marts.customer_value_v1' as relation,
        level,
        sum(revenue_amount_total) as revenue_amount
    from customer_value
    group by level
    union all
    select
        'pyramid' as measure,
        'marts.customer_tier_v1, ' || scheme as relation,
        level,
        sum(revenue_amount) as revenue_amount
    from customer_tiers
    group by level, scheme
    union all
    select
        'pyramid' as measure,
        'marts.customer_pyramid_v1, ' || scheme as relation,
        level,
        sum(revenue_amount) as revenue_amount
    from pyramid
    group by level, scheme
),

published_figures as (
    select
        'reconciliation' as area,
        published.relation || ', ' || computed.level as relation,
        'all' as source_system,
        'net_revenue' as item,
        night.reporting_currency as unit,
        computed.measure,
        cast(published.revenue_amount as decimal(18, 4)) as figure,
        cast(computed.revenue_amount as decimal(18, 4)) as expected_figure,
        cast(null as decimal(9, 6)) as limit_share,
        case
            when abs(published.revenue_amount - computed.revenue_amount) <= 0.005 * computed.account_count then 'pass'
            else 'stop'
        end as verdict,
        'Each row is rounded to the cent; the sum may differ by half a cent for each account.' as because
    from computed
    inner join published
        on published.measure = computed.measure
        and published.level = computed.level
    cross join night
),

-- To the cent for each account, where the pyramid sees the twelve months that customer_value_v1 does.
account_differences as (
    select
        'reconciliation' as area,
        'marts.customer_tier_v1, ' || customer_tiers.level as relation,
        'all' as source_system,
        'revenue_amount_12m of customer_value_v1' as item,
        'accounts' as unit,
        'differing' as measure,
        cast(
            count(*) filter (
                where customer_tiers.revenue_amount <> customer_value.revenue_amount_12m
                    or customer_tiers.value_rank is distinct from customer_value.value_rank
                    or customer_value.customer_id is null
            ) as decimal(18, 4)
        ) as figure,
        cast(0 as decimal(18, 4)) as expected_figure,
        cast(null as decimal(9, 6)) as limit_share,
        case
            when count(*) filter (
                where customer_tiers.revenue_amount <> customer_value.revenue_amount_12m
                    or customer_tiers.value_rank is distinct from customer_value.value_rank
                    or customer_value.customer_id is null
            ) = 0 then 'pass'
            else 'stop'
        end as verdict,
        'An account has one net revenue and one rank, in whatever mart they stand.' as because
    from customer_tiers
    left join customer_value
        on customer_value.level = customer_tiers.level
        and customer_value.customer_id = customer_tiers.customer_id
    cross join pyramid_policy
    where pyramid_policy.window_months = 12
        and customer_tiers.scheme = 'CURRY'
    group by customer_tiers.level
),

unexplained as (
    select
        'explanation' as area,
        'marts.value_change_v1' as relation,
        'all' as source_system,
        abstain_reason as item,
        'nights' as unit,
        'compared' as measure,
        cast(0 as decimal(18, 4)) as figure,
        cast(1 as decimal(18, 4)) as expected_figure,
        cast(null as decimal(9, 6)) as limit_share,
        'warn' as verdict,
        'What the last published night knew is needed to explain what changed since.' as because
    from explanation
    where abstain_reason <> 'NO_EARLIER_NIGHT'
),

figures as (
    select * from gate_figures
    union all
    select * from delivery_presence
    union all
    select * from delivery_counts
    union all
    select * from quarantine_figures
    union all
    select * from control_figures
    union all
    select * from source_figures
    union all
    select * from reconciliation_figures
    union all
    select * from published_figures
    union all
    select * from account_differences
    union all
    select * from unexplained
)

select
    night.as_of,
    figures.area,
    figures.relation,
    figures.source_system,
    figures.item,
    figures.unit,
    figures.measure,
    figures.figure,
    figures.expected_figure,
    figures.limit_share,
    figures.verdict,
    figures.because
from figures
cross join night

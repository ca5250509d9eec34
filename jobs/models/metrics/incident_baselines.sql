-- How much would have been bought in the half year after, had there been no incident?
-- E[post | pre] = c0 + c1 x pre, exact where purchases are Poisson at rates that are Gamma (Ehrenberg's NBD; Robbins 1956), by least squares over accounts without an incident.
with

controls as (
    select * from metrics.incident_exposures
    where not is_incident and exposure_abstain_reason is null
),

policy as (
    select * from config.incident_tolerance
),

sums as (
    select
        level,
        count(*) as control_count,
        cast(sum(pre_count) as bigint) as pre_sum,
        cast(sum(post_count) as bigint) as post_sum,
        cast(sum(pre_count * pre_count) as bigint) as pre_square_sum,
        cast(sum(pre_count * post_count) as bigint) as product_sum
    from controls
    group by level
),

-- n times the sums of squares around the mean, in whole numbers.
spreads as (
    select
        sums.*,
        control_count * pre_square_sum - pre_sum * pre_sum as pre_spread,
        control_count * product_sum - pre_sum * post_sum as joint_spread
    from sums
),

slopes as (
    select
        spreads.*,
        safe_div(joint_spread, pre_spread) as slope
    from spreads
    cross join policy
    where pre_spread > 0 and control_count >= policy.min_controls
),

lines as (
    select
        slopes.*,
        safe_div(pre_sum, control_count) as mean_pre,
        safe_div(post_sum, control_count) - slope * safe_div(pre_sum, control_count) as intercept
    from slopes
),

residuals as (
    select
        controls.level,
        controls.pre_count - lines.mean_pre as centred_pre,
        lines.intercept + lines.slope * controls.pre_count as expected_count,
        controls.post_count - lines.intercept - lines.slope * controls.pre_count as residual
    from controls
    inner join lines on lines.level = controls.level
),

moments as (
    select
        level,
        cast(sum(fixed(residual * residual)) as double) as squares,
        cast(sum(fixed(residual * residual * centred_pre)) as double) as squares_by_pre,
        cast(sum(fixed(residual * residual * centred_pre * centred_pre)) as double) as squares_by_pre_square,
        cast(sum(fixed(expected_count)) as double) as expected_sum,
        cast(sum(fixed(expected_count * expected_count)) as double) as expected_square_sum
    from residuals
    group by level
)

select
    lines.level,
    lines.control_count,
    lines.mean_pre,
    lines.intercept,
    lines.slope,
    safe_div(moments.squares, cast(lines.control_count as double) * lines.control_count) as mean_variance,
    safe_div(moments.squares_by_pre, lines.pre_spread) as covariance,
    safe_div(moments.squares_by_pre_square, safe_div(lines.pre_spread, lines.control_count) * safe_div(lines.pre_spread, lines.control_count))
        as slope_variance,
    case
        when moments.squares > moments.expected_sum then safe_div(moments.expected_square_sum, moments.squares - moments.expected_sum)
    end as prior_purchases
from lines
inner join moments on moments.level = lines.level

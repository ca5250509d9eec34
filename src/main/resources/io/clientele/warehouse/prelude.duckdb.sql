-- The words that models use beyond the subset that all engines share. Each engine defines the same ones.

-- Whole days from a to b.
CREATE OR REPLACE TEMP MACRO days_between(a, b) AS CAST(b - a AS INTEGER);

-- Whole calendar months from the month of a to the month of b.
CREATE OR REPLACE TEMP MACRO months_diff(a, b) AS
    CAST((year(b) * 12 + month(b)) - (year(a) * 12 + month(a)) AS INTEGER);

CREATE OR REPLACE TEMP MACRO month_start(d) AS CAST(date_trunc('month', d) AS DATE);

-- The same day n months earlier, or the last day of that month where it has no such day.
CREATE OR REPLACE TEMP MACRO months_before(d, n) AS CAST(d - to_months(CAST(n AS INTEGER)) AS DATE);

-- The day that it is in a time zone at an instant, which is written in UTC.
CREATE OR REPLACE TEMP MACRO business_day(t, zone) AS CAST(timezone(zone, timezone('UTC', t)) AS DATE);

-- The instant, in UTC, at which a day of a time zone is over: the first of the next day.
CREATE OR REPLACE TEMP MACRO day_end(d, zone) AS timezone('UTC', timezone(zone, CAST(d + 1 AS TIMESTAMP)));

-- a / b as a double; null where b is 0.
CREATE OR REPLACE TEMP MACRO safe_div(a, b) AS CAST(a AS DOUBLE) / NULLIF(CAST(b AS DOUBLE), 0);

-- Half away from zero.
CREATE OR REPLACE TEMP MACRO money(x) AS CAST(CAST(x AS DECIMAL(38, 8)) AS DECIMAL(18, 2));

-- An amount as people read it: 184,220.15.
CREATE OR REPLACE TEMP MACRO amount_text(x) AS format('{:,.2f}', CAST(money(x) AS DOUBLE));

-- A double in fixed point: its sum is exact, and the same in any order.
CREATE OR REPLACE TEMP MACRO fixed(x) AS CAST(x AS DECIMAL(28, 18));

-- The same of what is less than a million, a logarithm say, to twelve digits: half the width, and much faster to add.
CREATE OR REPLACE TEMP MACRO fixed_small(x) AS CAST(x AS DECIMAL(18, 12));

-- The standard score of every interval: 90 %, two-sided.
CREATE OR REPLACE TEMP MACRO z_90() AS 1.6448536269514722e0;

-- The 90 % interval of a share of k in n (Wilson 1927); null where n is 0.
CREATE OR REPLACE TEMP MACRO wilson_low(k, n) AS
    CASE
        WHEN n > 0 AND k = 0 THEN 0e0
        WHEN n > 0 THEN
            (2e0 * k + z_90() * z_90() - z_90() * sqrt(z_90() * z_90() + 4e0 * k * (n - k) / n))
            / (2e0 * (n + z_90() * z_90()))
    END;
CREATE OR REPLACE TEMP MACRO wilson_high(k, n) AS
    CASE
        WHEN n > 0 AND k = n THEN 1e0
        WHEN n > 0 THEN
            (2e0 * k + z_90() * z_90() + z_90() * sqrt(z_90() * z_90() + 4e0 * k * (n - k) / n))
            / (2e0 * (n + z_90() * z_90()))
    END;

-- The 90 % interval of a count of k by Poisson's law (Byar's approximation; Breslow and Day 1987).
CREATE OR REPLACE TEMP MACRO byar_low(k) AS
    CASE
        WHEN k = 0 THEN 0e0
        WHEN k > 0 THEN k * power(1e0 - 1e0 / (9e0 * k) - z_90() / (3e0 * sqrt(CAST(k AS DOUBLE))), 3)
    END;
CREATE OR REPLACE TEMP MACRO byar_high(k) AS
    (k + 1) * power(1e0 - 1e0 / (9e0 * (k + 1)) + z_90() / (3e0 * sqrt(CAST(k + 1 AS DOUBLE))), 3);

-- The standard error of a mean of n values, by their sum and the sum of their squares; null where n is below 2.
CREATE OR REPLACE TEMP MACRO mean_error(total, squares, n) AS
    CASE WHEN n > 1 THEN sqrt(greatest(safe_div(squares - safe_div(total * total, n), n - 1), 0e0)) / sqrt(n) END;

-- The standard error of an area under the curve that tells k from m others (Hanley and McNeil 1982); null where k or m is 0.
CREATE OR REPLACE TEMP MACRO auc_error(auc, k, m) AS
    CASE
        WHEN auc >= 0 AND k > 0 AND m > 0 THEN sqrt(greatest(
            (
                auc * (1 - auc)
                + (k - 1) * (auc / (2 - auc) - auc * auc)
                + (m - 1) * (2 * auc * auc / (1 + auc) - auc * auc)
            ) / (CAST(k AS DOUBLE) * m),
            0e0
        ))
    END;

CREATE OR REPLACE TEMP MACRO int_series(a, b) AS TABLE
    SELECT CAST(unnest(generate_series(a, b)) AS INTEGER) AS n;

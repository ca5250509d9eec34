-- The words that models use beyond the subset that all engines share. Each engine defines the same ones.
SET TimeZone = 'UTC';

-- Whole days from a to b.
CREATE OR REPLACE TEMP MACRO days_between(a, b) AS CAST(b - a AS INTEGER);

-- Whole calendar months from the month of a to the month of b.
CREATE OR REPLACE TEMP MACRO months_diff(a, b) AS
    CAST((year(b) * 12 + month(b)) - (year(a) * 12 + month(a)) AS INTEGER);

CREATE OR REPLACE TEMP MACRO month_start(d) AS CAST(date_trunc('month', d) AS DATE);

-- The same day n months earlier, or the last day of that month where it has no such day.
CREATE OR REPLACE TEMP MACRO months_before(d, n) AS CAST(d - to_months(CAST(n AS INTEGER)) AS DATE);

-- a / b as a double; null where b is 0.
CREATE OR REPLACE TEMP MACRO safe_div(a, b) AS CAST(a AS DOUBLE) / NULLIF(CAST(b AS DOUBLE), 0);

-- Half away from zero.
CREATE OR REPLACE TEMP MACRO money(x) AS CAST(CAST(x AS DECIMAL(38, 8)) AS DECIMAL(18, 2));

-- A double in fixed point: its sum is exact, and the same in any order.
CREATE OR REPLACE TEMP MACRO fixed(x) AS CAST(x AS DECIMAL(28, 18));

CREATE OR REPLACE TEMP MACRO int_series(a, b) AS TABLE
    SELECT CAST(unnest(generate_series(a, b)) AS INTEGER) AS n;

package io.clientele.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The macros that models write in every engine, in numbers. */
class PreludeTest {

    private static DuckDbWarehouse warehouse;

    @BeforeAll
    static void open() {
        warehouse = DuckDbWarehouse.inMemory();
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            money(1.005)                                            | 1.01
            money(-1.005)                                           | -1.01
            money(1.004999)                                         | 1.00
            money(cast(1.005 as double))                            | 1.01
            money(cast(0.285 as double))                            | 0.29
            money(cast(null as double))                             | null
            safe_div(1, 0)                                          | null
            safe_div(0, 0)                                          | null
            safe_div(null, 2)                                       | null
            safe_div(7, 2)                                          | 3.5
            safe_div(cast(10.00 as decimal(18,2)), 4)               | 2.5
            months_before(date '2026-03-31', 1)                     | 2026-02-28
            months_before(date '2024-03-31', 1)                     | 2024-02-29
            months_before(date '2026-02-28', 12)                    | 2025-02-28
            months_before(date '2024-02-29', 12)                    | 2023-02-28
            months_before(date '2026-11-20', 0)                     | 2026-11-20
            months_before(date '2026-01-15', -1)                    | 2026-02-15
            months_diff(date '2026-01-31', date '2026-02-01')       | 1
            months_diff(date '2026-02-01', date '2026-01-31')       | -1
            months_diff(date '2025-12-31', date '2026-12-01')       | 12
            days_between(date '2024-02-28', date '2024-03-01')      | 2
            days_between(date '2026-03-01', date '2026-02-28')      | -1
            month_start(date '2024-02-29')                          | 2024-02-01
            business_day(timestamp '2026-11-20 22:59:59', 'Europe/Berlin') | 2026-11-20
            business_day(timestamp '2026-11-20 23:00:00', 'Europe/Berlin') | 2026-11-21
            business_day(timestamp '2026-07-20 22:00:00', 'Europe/Berlin') | 2026-07-21
            business_day(timestamp '2026-11-20 02:00:00', 'America/New_York') | 2026-11-19
            day_end(date '2026-11-20', 'Europe/Berlin')             | 2026-11-20 23:00:00.0
            day_end(date '2026-07-20', 'Europe/Berlin')             | 2026-07-20 22:00:00.0
            day_end(date '2026-03-28', 'Europe/Berlin')             | 2026-03-28 23:00:00.0
            day_end(date '2026-03-29', 'Europe/Berlin')             | 2026-03-29 22:00:00.0
            day_end(date '2026-10-25', 'Europe/Berlin')             | 2026-10-25 23:00:00.0
            day_end(date '2018-11-03', 'America/Sao_Paulo')         | 2018-11-04 03:00:00.0
            day_end(date '2026-11-20', 'UTC')                       | 2026-11-21 00:00:00.0
            fixed(cast(0.1 as double))                              | 0.100000000000000000
            fixed_small(cast(0.1 as double))                        | 0.100000000000
            byar_low(0)                                             | 0.0
            byar_low(null)                                          | null
            round(byar_low(10), 6)                                  | 5.423525
            round(byar_high(10), 6)                                 | 16.958166
            round(byar_high(0), 6)                                  | 2.968435
            round(mean_error(3.5e0, 2.55e0, 5), 8)                  | 0.07071068
            mean_error(0.7e0, 0.49e0, 1)                            | null
            mean_error(null, null, 0)                               | null
            round(auc_error(0.893e0, 51, 58), 4)                    | 0.0325
            auc_error(0.9e0, 0, 58)                                 | null
            auc_error(null, 51, 58)                                 | null
            auc_error(1e0, 51, 58)                                  | 0.0
            """)
    void aMacroGives(String expression, String expected) {
        Object value = warehouse.rows("select " + expression).get(0).value(0);

        assertThat(String.valueOf(value)).isEqualTo(expected);
    }

    @Test
    void anInstantIsBeforeTheEndOfADayExactlyWhenItsBusinessDayIsNotLaterInEachOf8784HoursOfFourZones() {
        assertThat(warehouse.rows("""
                                select count(*), count(*) filter (where
                                    (business_day(t, zone) <= d) <> (t < day_end(d, zone)))
                                from (select timestamp '2018-01-01 00:30:00' + to_hours(n) as t from int_series(0, 8783)) as hours
                                cross join (values ('UTC'), ('Europe/Berlin'), ('Asia/Kolkata'), ('America/Sao_Paulo')) as zones(zone)
                                cross join (values (date '2018-02-17'), (date '2018-03-25'), (date '2018-11-03')) as days(d)
                                """).get(0).values()).containsExactly(105408L, 0L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            money(1)                                          | decimal(18,2)
            safe_div(1, 2)                                    | double
            months_before(date '2026-03-31', 1)               | date
            months_diff(date '2026-03-31', date '2026-03-31') | integer
            days_between(date '2026-03-31', date '2026-03-31')| integer
            month_start(timestamp '2026-03-31 10:00:00')      | date
            fixed(cast(1 as double))                          | decimal(28,18)
            fixed_small(cast(1 as double))                    | decimal(18,12)
            """)
    void aMacroHasTheType(String expression, String type) {
        assertThat(warehouse.describe("select " + expression + " as x")).containsExactly(new ResultColumn("x", type));
    }

    @Test
    void aThousandFixedNumbersSumToTheSameDigitsInTwoOrdersWhereDoublesDoNot() {
        String numbers = "(select n, 1 / cast(n as double) as x from int_series(1, 1000) as s)";
        assertThat(sum("fixed(x)", numbers, "asc")).isEqualTo(sum("fixed(x)", numbers, "desc"));
        assertThat(sum("fixed(x)", numbers, "asc")).isInstanceOf(BigDecimal.class);
        assertThat(sum("x", numbers, "asc")).isNotEqualTo(sum("x", numbers, "desc"));
    }

    private static @Nullable Object sum(String of, String numbers, String direction) {
        return warehouse
                .rows("select sum(" + of + " order by n " + direction + ") from " + numbers)
                .get(0)
                .value(0);
    }

    @Test
    void anIntegerSeriesHoldsBothItsEndsAndNothingWhereTheyCross() {
        assertThat(warehouse.rows("select n from int_series(3, 6) order by n"))
                .extracting(row -> row.whole(0))
                .containsExactly(3L, 4L, 5L, 6L);
        assertThat(warehouse.rows("select n from int_series(3, 2)")).isEmpty();
    }

    @Test
    void theTimeZoneIsUtcWhateverTheMachineThinks() {
        assertThat(warehouse.rows("select current_setting('TimeZone')").get(0).text(0))
                .isEqualTo("UTC");
    }
}

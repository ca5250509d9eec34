package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.extract.tryton.TrytonDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night from mergers, promotions, francs, money on account, a second company, and yen for which there is no rate. */
class TrytonOddityNightTest {

    private static final LocalDate DAY = LocalDate.of(2024, 12, 31);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void of132OrdersOnlyThatInYenAndItsLineGoToQuarantine() throws IOException, SQLException {
        TrytonDatabase.assumeDelivered();
        TrytonDatabase database = TrytonDatabase.load("tryton_oddity_night").meetOddities();
        PackHouse house = PackHouse.of(folder, "tryton", database.url()).usingRatesFor(366);

        house.run(DAY, new Recorder());

        assertThat(house.hashes()).hasSize(27);
        try (Connection night = house.night(DAY);
                Connection tryton = database.connect()) {
            assertThat(PackHouse.rows(
                            night,
                            "select table_name, delivered_count, quarantined_count from run.deliveries"
                                    + " where quarantined_count > 0 order by table_name"))
                    .containsExactly("order_lines 329 1", "orders 132 1");
            assertThat(PackHouse.rows(
                            night, "select table_name, reason, row_count from run.quarantine_reasons order by 1"))
                    .containsExactly("order_lines ORPHAN order_id 1", "orders NO_RATE currency_code 1");
            assertThat(PackHouse.rows(
                            tryton,
                            "select sale_sale.id from sale_sale inner join currency_currency on"
                                    + " currency_currency.id = sale_sale.currency where code = 'JPY'"))
                    .containsExactly("900005");
            assertThat(PackHouse.rows(
                            night,
                            "select order_id from landing.orders where order_id = '900005' union all"
                                    + " select order_id from landing.order_lines where order_id = '900005'"))
                    .isEmpty();
        }
    }
}

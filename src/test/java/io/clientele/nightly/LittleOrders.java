package io.clientele.nightly;

import io.clientele.servers.PostgreSql;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Little houses that all read the same three orders. */
public final class LittleOrders {

    private LittleOrders() {}

    public static LittleHouse house(Path folder) throws SQLException, IOException {
        String url = PostgreSql.database("three_orders");
        try (Connection orders = PostgreSql.connect(url)) {
            LittleHouse.execute(
                    orders,
                    "create table orders (order_id text primary key, customer text, ordered_on date, currency_code text,"
                            + " amount numeric(18,4), note text, changed_at timestamp)",
                    "insert into orders values ('O1', 'C1', '2026-01-05', 'EUR', 10.5, null, '2026-01-05 08:00'),"
                            + " ('O2', 'C1', '2026-01-06', 'EUR', 20, 'a', '2026-01-06 08:00'),"
                            + " ('O3', 'C2', '2026-01-07', 'EUR', 7.25, 'b', '2026-01-07 08:00')");
        }
        return LittleHouse.of(folder, url);
    }
}

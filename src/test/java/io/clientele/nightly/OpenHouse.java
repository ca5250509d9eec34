package io.clientele.nightly;

import io.clientele.servers.PostgreSql;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** The little house with five orders in its database, for the tests of other rooms. */
public record OpenHouse(NightSettings settings, String url) {

    /** Furnishes it in an empty folder, with a database of that name. */
    public static OpenHouse in(Path folder, String database) throws IOException, SQLException {
        String url = PostgreSql.database(database);
        try (Connection connection = PostgreSql.connect(url)) {
            LittleHouse.execute(
                    connection,
                    "create table orders (order_id text primary key, customer text not null, ordered_on date not null,"
                            + " currency_code text not null, amount numeric(18,4) not null, note text, changed_at timestamp)",
                    "insert into orders select 'O' || i, 'C' || i % 2, date '2026-11-01' + i, 'EUR', 100.25 * i, null,"
                            + " timestamp '2026-11-10 08:00:00' from generate_series(1, 5) i");
        }
        return new OpenHouse(LittleHouse.of(folder, url).settings(), url);
    }

    /** Settings for the command line, in a file. */
    public static Path configuration(Path folder) throws IOException {
        return LittleHouse.at(folder).configuration();
    }
}

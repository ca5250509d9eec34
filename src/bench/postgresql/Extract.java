package io.clientele.extract.jdbc;

import io.clientele.model.Column;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Our way: {@code Extract PORT QUERY.SQL ROWS FOLDER}, half of the keys on each of two connections, ordered by key. */
public final class Extract {
    private static final int FETCH_SIZE = 5_000;
    private static final int PARTS = 2;
    private static final List<Column> COLUMNS = List.of(
            Column.of("order_line_id", "varchar", false),
            Column.of("order_id", "varchar", false),
            Column.of("line_number", "bigint", true),
            Column.of("product_id", "varchar", true),
            Column.of("kind", "varchar", false),
            Column.of("quantity", "decimal(18,6)", false),
            Column.of("uom", "varchar", true),
            Column.of("unit_price", "decimal(18,4)", true),
            Column.of("discount_fraction", "decimal(18,6)", true),
            Column.of("net_amount", "decimal(18,4)", false),
            Column.of("changed_at", "timestamp", true));

    private Extract() {}

    public static void main(String[] arguments) throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:" + arguments[0] + "/postgres";
        String query = Files.readString(Path.of(arguments[1]));
        long rows = Long.parseLong(arguments[2]);
        ExecutorService threads = Executors.newFixedThreadPool(PARTS);
        List<Future<Long>> parts = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            Path file = Path.of(arguments[3], "part-" + part + ".parquet");
            long from = 1 + part * rows / PARTS;
            long to = 1 + (part + 1) * rows / PARTS;
            parts.add(threads.submit(() -> extract(url, query, from, to, file)));
        }
        long count = 0;
        for (Future<Long> part : parts) {
            count += part.get();
        }
        threads.shutdown();
        System.out.println(count + " rows");
    }

    private static long extract(String url, String query, long from, long to, Path file) throws Exception {
        String range = "select * from (" + query + ") as q where q.order_line_id >= ? and q.order_line_id < ?"
                + " order by q.order_line_id";
        Properties settings = new Properties();
        settings.setProperty("user", "postgres");
        settings.setProperty("prepareThreshold", "-1");
        try (Connection connection = DriverManager.getConnection(url, settings)) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(range);
                    PartFile part = new PartFile(file, COLUMNS)) {
                statement.setFetchSize(FETCH_SIZE);
                statement.setLong(1, from);
                statement.setLong(2, to);
                try (ResultSet result = statement.executeQuery()) {
                    RowReader reader = new RowReader(result, COLUMNS, ZoneOffset.UTC, true);
                    while (result.next()) {
                        part.write(reader.read());
                    }
                }
                return part.rowCount();
            }
        }
    }
}

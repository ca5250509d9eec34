package io.clientele.warehouse;

import io.clientele.model.Column;
import io.clientele.model.RelationName;
import io.clientele.model.SqlText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** DuckDB in this process: one database file, one connection, one thread at a time. */
public final class DuckDbWarehouse implements Warehouse {

    /** The macros that models use in every engine, here in DuckDB's words. */
    private static final List<String> PRELUDES =
            List.of("prelude.duckdb.sql", "prelude-normal_cdf.duckdb.sql", "prelude-names.duckdb.sql");

    /** The database that is in use aside, spilled like everything else. */
    private static final String ASIDE = "aside";

    private static final int VALUES_TOGETHER = 4096;

    private final Connection connection;
    private final RunningStatement running;
    private final Runnable afterwards;

    private DuckDbWarehouse(Connection connection, RunningStatement running, Runnable afterwards) {
        this.connection = connection;
        this.running = running;
        this.afterwards = afterwards;
        PRELUDES.forEach(prelude -> execute(resource(prelude)));
    }

    /**
     * Opens a database file, or makes it.
     *
     * @param spill the folder for what does not fit into memory
     */
    public static DuckDbWarehouse open(Path file, Path spill, WarehouseSettings settings) {
        Properties properties = safe();
        properties.setProperty("memory_limit", settings.memory().toBytes() + "B");
        if (settings.threads() > 0) {
            properties.setProperty("threads", Integer.toString(settings.threads()));
        }
        properties.setProperty("temp_directory", spill.toAbsolutePath().toString());
        properties.setProperty("max_temp_directory_size", settings.spill().toBytes() + "B");
        return connect("jdbc:duckdb:" + file.toAbsolutePath(), properties);
    }

    /** A database that is gone when it is closed. */
    public static DuckDbWarehouse inMemory() {
        return connect("jdbc:duckdb:", safe());
    }

    /** Nothing is fetched from a network, and the time zone is no one's but UTC. */
    private static Properties safe() {
        Properties properties = new Properties();
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        properties.setProperty("allow_community_extensions", "false");
        properties.setProperty("allow_persistent_secrets", "false");
        properties.setProperty("preserve_insertion_order", "true");
        return properties;
    }

    private static DuckDbWarehouse connect(String url, Properties properties) {
        try {
            Connection connection = DriverManager.getConnection(url, properties);
            DuckDbWarehouse warehouse = new DuckDbWarehouse(connection, new RunningStatement(), () -> {});
            warehouse.execute("SET GLOBAL TimeZone = 'UTC'");
            return warehouse;
        } catch (SQLException e) {
            throw new WarehouseException(EngineReason.of(e), e);
        }
    }

    @Override
    public void createOrReplace(RelationName relation, String query) {
        execute("CREATE SCHEMA IF NOT EXISTS " + SqlText.name(relation.schema()));
        execute("CREATE OR REPLACE TABLE " + SqlText.name(relation) + " AS\n" + query);
    }

    @Override
    public void createEmpty(RelationName relation, List<Column> columns) {
        execute("CREATE SCHEMA IF NOT EXISTS " + SqlText.name(relation.schema()));
        execute("CREATE OR REPLACE TABLE " + SqlText.name(relation) + " ("
                + columns.stream()
                        .map(column -> SqlText.name(column.name()) + " "
                                + column.type().sql())
                        .collect(Collectors.joining(", "))
                + ")");
    }

    /** Values that have the types of their columns go in as they are; what people wrote as text is cast, as the engine casts it. */
    @Override
    public void append(RelationName relation, List<Column> columns, List<List<@Nullable Object>> rows) {
        execute("BEGIN TRANSACTION");
        try {
            if (TypedRows.canHold(columns, rows)) {
                TypedRows.append(connection, relation, columns, rows);
            } else {
                insertTogether(relation, columns, rows);
            }
        } catch (SQLException e) {
            execute("ROLLBACK");
            throw new WarehouseException(EngineReason.of(e), e);
        }
        execute("COMMIT");
    }

    private void insertTogether(RelationName relation, List<Column> columns, List<List<@Nullable Object>> rows)
            throws SQLException {
        int together = Math.max(1, VALUES_TOGETHER / columns.size());
        for (int at = 0; at < rows.size(); at += together) {
            insert(relation, columns, rows.subList(at, Math.min(rows.size(), at + together)));
        }
    }

    /** One statement for many rows: a row by itself costs the engine as much as a hundred. */
    private void insert(RelationName relation, List<Column> columns, List<List<@Nullable Object>> rows)
            throws SQLException {
        String places = columns.stream()
                .map(column -> "CAST(? AS " + column.type().sql() + ")")
                .collect(Collectors.joining(", ", "(", ")"));
        String names =
                columns.stream().map(column -> SqlText.name(column.name())).collect(Collectors.joining(", "));
        String sql = "INSERT INTO " + SqlText.name(relation) + " (" + names + ") VALUES "
                + String.join(", ", Collections.nCopies(rows.size(), places));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int place = 1;
            for (List<@Nullable Object> row : rows) {
                for (Object value : row) {
                    statement.setObject(place++, bindable(value));
                }
            }
            statement.execute();
        }
    }

    /** Decimals and dates go in as text, which the cast reads exactly. */
    private static @Nullable Object bindable(@Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        return value instanceof LocalDate date ? date.toString() : value;
    }

    @Override
    public void appendQuery(RelationName relation, String query) {
        execute("INSERT INTO " + SqlText.name(relation) + "\n" + query);
    }

    @Override
    public void registerParquet(RelationName relation, List<Path> files) {
        String paths = files.stream().map(SqlText::path).collect(Collectors.joining(", "));
        createView(relation, "SELECT * FROM read_parquet([" + paths + "])");
    }

    @Override
    public void delete(RelationName relation, String condition) {
        execute("DELETE FROM " + SqlText.name(relation) + " WHERE " + condition);
    }

    @Override
    public void drop(RelationName relation) {
        boolean isView =
                !rows("SELECT 1 FROM duckdb_views() WHERE database_name = current_database() AND schema_name = "
                                + SqlText.text(relation.schema()) + " AND view_name = " + SqlText.text(relation.name()))
                        .isEmpty();
        execute("DROP " + (isView ? "VIEW" : "TABLE") + " IF EXISTS " + SqlText.name(relation));
    }

    @Override
    public boolean exists(RelationName relation) {
        return !rows("SELECT 1 FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = "
                        + SqlText.text(relation.schema()) + " AND table_name = " + SqlText.text(relation.name()))
                .isEmpty();
    }

    @Override
    public List<ResultColumn> describe(String query) {
        return rows("DESCRIBE " + query).stream()
                .map(row -> new ResultColumn(row.text(0), row.text(1).toLowerCase(Locale.ROOT)))
                .toList();
    }

    @Override
    public List<Row> rows(String query) {
        List<Row> rows = new ArrayList<>();
        forEachRow(query, rows::add);
        return rows;
    }

    @Override
    public void forEachRow(String query, Consumer<Row> reader) {
        try (Statement statement = connection.createStatement();
                RunningStatement.Turn turn = running.turn(statement);
                ResultSet result = statement.executeQuery(query)) {
            int width = result.getMetaData().getColumnCount();
            while (result.next()) {
                reader.accept(row(result, width));
            }
        } catch (SQLException e) {
            throw WarehouseException.of(e, query);
        }
    }

    @Override
    public void forEachNumbers(String query, Consumer<RowNumbers> reader) {
        try (Statement statement = connection.createStatement();
                RunningStatement.Turn turn = running.turn(statement);
                ResultSet result = statement.executeQuery(query)) {
            RowNumbers row = new ResultNumbers(result);
            while (result.next()) {
                reader.accept(row);
            }
        } catch (SQLException e) {
            throw WarehouseException.of(e, query);
        }
    }

    /** Whatever row the result stands on. */
    private record ResultNumbers(ResultSet result) implements RowNumbers {

        @Override
        public long whole(int index) {
            try {
                return result.getLong(index + 1);
            } catch (SQLException e) {
                throw new WarehouseException(EngineReason.of(e), e);
            }
        }

        @Override
        public double real(int index) {
            try {
                return result.getDouble(index + 1);
            } catch (SQLException e) {
                throw new WarehouseException(EngineReason.of(e), e);
            }
        }
    }

    private static Row row(ResultSet result, int width) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(width);
        for (int i = 1; i <= width; i++) {
            Object value = result.getObject(i);
            values.add(value instanceof Date date ? date.toLocalDate() : value);
        }
        return new Row(values);
    }

    @Override
    public void exportParquet(String query, Path file, ParquetLayout layout, Map<String, String> metadata) {
        String codec =
                switch (layout) {
                    case MART -> "snappy";
                    case LANDING -> "zstd";
                };
        String pairs = metadata.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> SqlText.name(entry.getKey()) + ": " + SqlText.text(entry.getValue()))
                .collect(Collectors.joining(", "));
        execute("COPY (" + query + "\n) TO " + SqlText.path(file) + " (FORMAT parquet, COMPRESSION " + codec
                + ", PARQUET_VERSION v1, ROW_GROUP_SIZE 122880, USE_TMP_FILE true"
                + (pairs.isEmpty() ? "" : ", KV_METADATA {" + pairs + "}") + ")");
    }

    @Override
    public Warehouse aside() {
        try {
            Connection second = connection.unwrap(DuckDBConnection.class).duplicate();
            execute("ATTACH ':memory:' AS " + ASIDE);
            DuckDbWarehouse aside = new DuckDbWarehouse(second, running, () -> execute("DETACH " + ASIDE));
            aside.execute("USE " + ASIDE);
            return aside;
        } catch (SQLException e) {
            throw new WarehouseException(EngineReason.of(e), e);
        }
    }

    @Override
    public void lend(RelationName relation, Warehouse aside) {
        String own = rows("SELECT current_database()").get(0).text(0);
        ((DuckDbWarehouse) aside)
                .createView(relation, "SELECT * FROM " + SqlText.name(own) + "." + SqlText.name(relation));
    }

    /** The lock comes last: it closes the other two settings as well. */
    @Override
    public void fence(List<Path> folders) {
        if (!folders.isEmpty()) {
            execute("SET allowed_directories = ["
                    + folders.stream().map(SqlText::path).collect(Collectors.joining(", ")) + "]");
        }
        execute("SET enable_external_access = false");
        execute("SET lock_configuration = true");
    }

    private void createView(RelationName relation, String query) {
        execute("CREATE SCHEMA IF NOT EXISTS " + SqlText.name(relation.schema()));
        execute("CREATE OR REPLACE VIEW " + SqlText.name(relation) + " AS " + query);
    }

    /** Runs a statement of DuckDB's own, for those who work in its SQL whatever computes the models. */
    public void execute(String sql) {
        try (Statement statement = connection.createStatement();
                RunningStatement.Turn turn = running.turn(statement)) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw WarehouseException.of(e, sql);
        }
    }

    @Override
    public void cancel() {
        try {
            running.cancel();
        } catch (SQLException e) {
            throw new WarehouseException(EngineReason.of(e), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new WarehouseException(EngineReason.of(e), e);
        }
        afterwards.run();
    }

    private static String resource(String name) {
        try (InputStream in = DuckDbWarehouse.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

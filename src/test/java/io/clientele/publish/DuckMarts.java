package io.clientele.publish;

import io.clientele.model.Column;
import io.clientele.model.RelationName;
import io.clientele.warehouse.RowSum;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Marts in a real DuckDB. */
class DuckMarts implements MartSource, AutoCloseable {

    /** How the house writes marts. */
    static final String HOUSE_FORMAT = "COMPRESSION snappy, PARQUET_VERSION v1, ROW_GROUP_SIZE 122880";

    private static final String CONTRACT_TYPES = "BOOLEAN|INTEGER|BIGINT|DOUBLE|VARCHAR|DATE|TIMESTAMP|DECIMAL.*";

    private final Connection connection;
    private final String format;

    DuckMarts(String format) {
        this.format = format;
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        run("create schema marts");
    }

    DuckMarts() {
        this(HOUSE_FORMAT);
    }

    final void run(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void export(RelationName mart, List<String> orderBy, Path file, Map<String, String> metadata) {
        String order =
                orderBy.stream().map(column -> column + " asc nulls last").collect(Collectors.joining(", "));
        write("select * from " + mart + " order by " + order, file, metadata);
    }

    final void write(String select, Path file, Map<String, String> metadata) {
        String pairs = metadata.entrySet().stream()
                .map(entry -> "'" + entry.getKey() + "': '" + entry.getValue() + "'")
                .collect(Collectors.joining(", ", "{", "}"));
        run("copy (" + select + ") to '" + file + "' (FORMAT parquet, USE_TMP_FILE true, KV_METADATA " + pairs + ", "
                + format + ")");
    }

    @Override
    public MartFigures figures(RelationName mart) {
        Map<String, Long> counts = new HashMap<>();
        Map<String, BigDecimal> sums = new HashMap<>();
        long rows = 0;
        BigInteger rowSum = BigInteger.ZERO;
        try (Statement statement = connection.createStatement()) {
            Map<String, String> types = new LinkedHashMap<>();
            try (ResultSet columns = statement.executeQuery("describe " + mart)) {
                while (columns.next()) {
                    types.put(columns.getString(1), columns.getString(2));
                }
            }
            for (Map.Entry<String, String> column : types.entrySet()) {
                boolean isExact = column.getValue().matches("INTEGER|BIGINT|DECIMAL.*");
                String sum = isExact ? "coalesce(sum(" + column.getKey() + "), 0)::varchar" : "null";
                try (ResultSet figures = statement.executeQuery(
                        "select count(*), count(" + column.getKey() + "), " + sum + " from " + mart)) {
                    figures.next();
                    rows = figures.getLong(1);
                    counts.put(column.getKey(), figures.getLong(2));
                    if (isExact) {
                        sums.put(column.getKey(), new BigDecimal(figures.getString(3)));
                    }
                }
            }
            if (types.values().stream().allMatch(type -> type.matches(CONTRACT_TYPES))) {
                List<Column> columns = types.entrySet().stream()
                        .map(column ->
                                Column.of(column.getKey(), column.getValue().toLowerCase(Locale.ROOT), true))
                        .toList();
                try (ResultSet sum = statement.executeQuery(
                        "select coalesce(" + RowSum.of(columns) + ", 0)::varchar from " + mart)) {
                    sum.next();
                    rowSum = new BigInteger(sum.getString(1));
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return new MartFigures(rows, counts, sums, rowSum);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

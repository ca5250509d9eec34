package io.clientele.extract.jdbc;

import static io.clientele.model.Column.Pii.NONE;

import io.clientele.model.Column;
import io.clientele.model.ColumnType;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a query gives, taken through a part file and read back by the engine: each row as texts between bars. */
final class Extraction {
    private final Connection connection;
    private final Path folder;
    private final ZoneId zone;
    private final boolean textAsBytes;
    private int files;

    Extraction(Connection connection, Path folder, ZoneId zone, boolean textAsBytes) {
        this.connection = connection;
        this.folder = folder;
        this.zone = zone;
        this.textAsBytes = textAsBytes;
    }

    /** The rows under columns such as {@code amount decimal(18,4)}. */
    List<String> rows(String query, String... columns) throws SQLException, IOException {
        Path file = file(query, columns);
        String list = String.join(
                " || '|' || ",
                contract(columns).stream()
                        .map(column -> "coalesce(" + column.name() + "::varchar, 'null')")
                        .toList());
        return answer("select " + list + " || coalesce('|' || _misfits, '') from '" + file + "'");
    }

    /** What the engine takes the file's columns for. */
    List<String> types(String query, String... columns) throws SQLException, IOException {
        return answer("select column_type from (describe from '" + file(query, columns) + "')");
    }

    Path file(String query, String... columns) throws SQLException, IOException {
        Path file = folder.resolve("part-" + ++files + ".parquet");
        List<Column> contract = contract(columns);
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(1_000);
            try (ResultSet result = statement.executeQuery(query);
                    PartFile part = new PartFile(file, contract)) {
                RowReader reader = new RowReader(result, contract, zone, textAsBytes);
                while (result.next()) {
                    part.write(reader.read());
                }
            }
        }
        return file;
    }

    static List<Column> contract(String... columns) {
        return Arrays.stream(columns)
                .map(column -> column.split(" ", 2))
                .map(each -> new Column(
                        each[0], ColumnType.parse(each[1]), true, null, each[0], null, null, List.of(), NONE))
                .toList();
    }

    static List<String> answer(String query) throws SQLException {
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = engine.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}

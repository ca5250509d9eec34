package io.clientele.extract.tryton;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What each shipped query gives, kept as {@code pack.<landing table>} beside Tryton's tables, and questions to both. */
final class TrytonPack implements AutoCloseable {

    static final Path DEFINITION = Path.of("config/sources/tryton.yaml");
    static final Path QUERIES = Path.of("config/sources/tryton");

    private static final Pattern ENTRY = Pattern.compile("(?m)^ {2}(\\w+): \\{query: ([\\w.]+)(.*)}$");

    private final Connection connection;

    private TrytonPack(Connection connection) {
        this.connection = connection;
    }

    static TrytonPack on(TrytonDatabase database) throws IOException, SQLException {
        TrytonPack pack = new TrytonPack(database.connect());
        pack.execute("create schema pack");
        for (String table : entries().keySet()) {
            pack.execute("create table pack." + table + " as " + query(table));
        }
        return pack;
    }

    /** What the source file says of each landing table, behind the name of its query. */
    static SortedMap<String, String> entries() throws IOException {
        SortedMap<String, String> entries = new TreeMap<>();
        Matcher entry = ENTRY.matcher(Files.readString(DEFINITION));
        while (entry.find()) {
            entries.put(entry.group(1), entry.group(2) + entry.group(3));
        }
        return entries;
    }

    static String query(String table) throws IOException {
        return Files.readString(QUERIES.resolve(table + ".sql"));
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Rows, their cells as text with a space between. */
    List<String> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    cells.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join(" ", cells));
            }
            return rows;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

package io.clientele.nightly;

import io.clientele.model.Column;
import io.clientele.model.Contract;
import io.clientele.rehearsal.Rehearsal;
import io.clientele.servers.MariaDb;
import io.clientele.servers.PostgreSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The sample company's records in a database: what its files deliver, in tables that are named like the contract's. */
final class SampleDatabase {

    private static final int BATCH = 5_000;

    /** Which kind of server it is on. */
    enum Server {
        POSTGRESQL,
        MARIADB
    }

    private final String source;
    private final Server server;
    private final String url;
    private final Map<String, Contract> tables = new LinkedHashMap<>();

    private SampleDatabase(String source, Server server, String url) {
        this.source = source;
        this.server = server;
        this.url = url;
    }

    /**
     * Copies what one source has delivered.
     *
     * @param night the database of a night that has taken in the files
     */
    static SampleDatabase of(String source, Server server, String name, Path night) throws SQLException {
        String url = server == Server.POSTGRESQL ? PostgreSql.database(name) : MariaDb.database(name);
        SampleDatabase database = new SampleDatabase(source, server, url);
        try (Rehearsal rehearsal = Rehearsal.of(Path.of("jobs"), Path.of("config/policy"));
                Connection from = DriverManager.getConnection("jdbc:duckdb:" + night);
                Connection to = database.connect()) {
            to.setAutoCommit(false);
            for (Contract contract : rehearsal.catalogue().landing()) {
                database.copy(contract, from, to);
            }
            to.commit();
        }
        return database;
    }

    Connection connect() throws SQLException {
        return server == Server.POSTGRESQL ? PostgreSql.connect(url) : MariaDb.connect(url);
    }

    String url() {
        return url;
    }

    private void copy(Contract contract, Connection from, Connection to) throws SQLException {
        String table = contract.relation().name();
        String columns =
                contract.columns().stream().map(Column::name).map(this::name).collect(Collectors.joining(", "));
        try (Statement statement = from.createStatement();
                ResultSet rows = statement.executeQuery("SELECT "
                        + contract.columns().stream()
                                .map(column -> "\"" + column.name() + "\"")
                                .collect(Collectors.joining(", "))
                        + " FROM landing." + table + " WHERE source_system = '" + source + "'")) {
            if (!rows.next()) {
                return;
            }
            execute(
                    to,
                    "create table " + table + " ("
                            + contract.columns().stream()
                                    .map(column -> name(column.name()) + " " + type(column))
                                    .collect(Collectors.joining(", "))
                            + ")");
            String places = contract.columns().stream().map(column -> "?").collect(Collectors.joining(", "));
            try (PreparedStatement insert =
                    to.prepareStatement("insert into " + table + " (" + columns + ") values (" + places + ")")) {
                long count = 0;
                do {
                    for (int i = 1; i <= contract.columns().size(); i++) {
                        insert.setObject(i, rows.getObject(i));
                    }
                    insert.addBatch();
                    if (++count % BATCH == 0) {
                        insert.executeBatch();
                    }
                } while (rows.next());
                insert.executeBatch();
            }
            tables.put(table, contract);
        }
    }

    private String name(String name) {
        return server == Server.POSTGRESQL ? '"' + name + '"' : '`' + name + '`';
    }

    private String type(Column column) {
        return switch (column.type().kind()) {
            case VARCHAR -> server == Server.POSTGRESQL ? "text" : "varchar(300)";
            case BOOLEAN -> "boolean";
            case INTEGER -> "integer";
            case BIGINT -> "bigint";
            case DOUBLE -> "double precision";
            case DATE -> "date";
            case TIMESTAMP -> server == Server.POSTGRESQL ? "timestamp" : "datetime(6)";
            case DECIMAL ->
                "decimal(" + column.type().precision() + ", " + column.type().scale() + ")";
        };
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect()) {
            for (String sql : statements) {
                execute(connection, sql);
            }
        }
    }

    /** The first column of what a query gives. */
    List<String> texts(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Writes a source file that reads all of it.
     *
     * @param more lines of {@code database:}
     * @param tableKeys what stands beside a table's query, by table; null for what is read as a whole
     */
    Path sourceFile(Path folder, String kind, List<String> more, Map<String, String> tableKeys) throws IOException {
        StringBuilder yaml = new StringBuilder("source: " + source + "\nkind: " + kind + "\ndatabase:\n");
        yaml.append("  url: ").append(url).append("\n  username: ").append(PostgreSql.USERNAME);
        yaml.append("\n  password: ${CLIENTELE_TEST_PASSWORD}\n  back_off: 100ms\n");
        more.forEach(line -> yaml.append("  ").append(line).append('\n'));
        yaml.append("tables:\n");
        Path queries = Files.createDirectories(folder.resolve(source));
        for (Map.Entry<String, Contract> table : tables.entrySet()) {
            String keys = tableKeys.get(table.getKey());
            yaml.append("  ")
                    .append(table.getKey())
                    .append(": {query: ")
                    .append(table.getKey())
                    .append(".sql");
            yaml.append(keys == null ? "" : ", " + keys).append("}\n");
            Files.writeString(
                    queries.resolve(table.getKey() + ".sql"),
                    "select\n"
                            + table.getValue().columns().stream()
                                    .map(column -> "    " + name(column.name()))
                                    .collect(Collectors.joining(",\n"))
                            + "\nfrom " + table.getKey() + "\n");
        }
        return Files.writeString(folder.resolve(source + ".yaml"), yaml);
    }
}

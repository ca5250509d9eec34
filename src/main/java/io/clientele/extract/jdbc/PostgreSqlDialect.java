package io.clientele.extract.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** PostgreSQL: a transaction can export the state that it sees, and others can begin with it. */
final class PostgreSqlDialect extends Dialect {

    /** Statement or transaction ended by an administrator, a crash or a shutdown. */
    private static final Set<String> ENDED_BY_THE_SERVER = Set.of("57P01", "57P02", "57P03", "57P05", "25P03");

    /** The encoding of a database that does not look at its texts. */
    private static final String BYTES = "SQL_ASCII";

    /** Lock not available, deadlock, too many connections. */
    private static final Set<String> BUSY = Set.of("55P03", "40P01", "53300");

    @Override
    Properties properties(Database database) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "clientele");
        properties.setProperty(
                "connectTimeout", Long.toString(database.connectTimeout().toSeconds()));
        properties.setProperty(
                "socketTimeout", Long.toString(database.queryTimeout().toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        // Binary values from the first execution on: no text is made and parsed of numbers and times.
        properties.setProperty("binaryTransfer", "true");
        properties.setProperty("prepareThreshold", "-1");
        properties.setProperty("allowEncodingChanges", "true");
        return properties;
    }

    @Override
    void beginSnapshot(Connection connection, Database database, Optional<String> exported) throws SQLException {
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        if (exported.isPresent()) {
            execute(connection, "SET TRANSACTION SNAPSHOT '" + exported.get() + "'");
        }
        execute(
                connection,
                "SET LOCAL TIME ZONE 'UTC'",
                "SET LOCAL lock_timeout = " + database.lockTimeout().toMillis(),
                "SET LOCAL statement_timeout = " + database.queryTimeout().toMillis(),
                "SET LOCAL idle_in_transaction_session_timeout = 0");
        if (told(connection, "SHOW server_encoding").equals(BYTES)) {
            execute(connection, "SET LOCAL client_encoding = '" + BYTES + "'"); // or it refuses rows whose text is none
        }
    }

    private static String told(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }

    @Override
    Optional<String> exportSnapshot(Connection connection) throws SQLException {
        return Optional.of(told(connection, "SELECT pg_export_snapshot()"));
    }

    @Override
    String text(String value) {
        return "CAST(" + value + " AS text)";
    }

    @Override
    String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @Override
    String atMost(int rows) {
        return "LIMIT " + rows;
    }

    @Override
    Optional<RowEstimate> estimate() {
        return Optional.of(new RowEstimate("EXPLAIN (FORMAT JSON) ", RowEstimate::ofPostgreSqlPlan));
    }

    @Override
    Optional<String> writableCount() {
        return Optional.of("""
                SELECT count(*)
                FROM pg_class AS c
                JOIN pg_namespace AS n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p')
                    AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
                    AND has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
                """);
    }

    @Override
    String clock() {
        return "SELECT clock_timestamp() AT TIME ZONE 'UTC'";
    }

    @Override
    boolean isTextGivenAsBytes() {
        return true;
    }

    @Override
    boolean isLost(SQLException e) {
        return super.isLost(e) || ENDED_BY_THE_SERVER.contains(String.valueOf(e.getSQLState()));
    }

    @Override
    boolean isBusy(SQLException e) {
        return BUSY.contains(String.valueOf(e.getSQLState()));
    }
}

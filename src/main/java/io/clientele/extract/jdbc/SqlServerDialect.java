package io.clientele.extract.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** SQL Server: the database has to allow snapshot isolation. Not tested against a server. */
final class SqlServerDialect extends Dialect {

    /** Lock request timeout, deadlock. */
    private static final Set<Integer> BUSY = Set.of(1222, 1205);

    /** The isolation level that only SQL Server has, as its driver numbers it. */
    private static final int SNAPSHOT = 0x1000;

    @Override
    Properties properties(Database database) {
        Properties properties = new Properties();
        properties.setProperty("applicationName", "clientele");
        properties.setProperty(
                "loginTimeout", Long.toString(database.connectTimeout().toSeconds()));
        properties.setProperty(
                "socketTimeout", Long.toString(database.queryTimeout().toMillis()));
        properties.setProperty(
                "lockTimeout", Long.toString(database.lockTimeout().toMillis()));
        properties.setProperty("applicationIntent", "ReadOnly");
        return properties;
    }

    @Override
    void beginSnapshot(Connection connection, Database database, Optional<String> exported) throws SQLException {
        connection.setTransactionIsolation(SNAPSHOT);
        connection.setAutoCommit(false);
    }

    @Override
    Optional<String> exportSnapshot(Connection connection) {
        return Optional.empty();
    }

    @Override
    String text(String value) {
        return "CAST(" + value + " AS NVARCHAR(4000))";
    }

    @Override
    String name(String name) {
        return '[' + name.replace("]", "]]") + ']';
    }

    @Override
    String month(String date) {
        return "YEAR(" + date + ") * 100 + MONTH(" + date + ")";
    }

    @Override
    String atMost(int rows) {
        return "ORDER BY (SELECT NULL) OFFSET 0 ROWS FETCH NEXT " + rows + " ROWS ONLY";
    }

    @Override
    String clock() {
        return "SELECT sysutcdatetime()";
    }

    @Override
    boolean isTextGivenAsBytes() {
        return false;
    }

    @Override
    boolean isBusy(SQLException e) {
        return BUSY.contains(e.getErrorCode());
    }
}

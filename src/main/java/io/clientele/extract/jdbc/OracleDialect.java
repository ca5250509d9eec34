package io.clientele.extract.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** Oracle: a read-only transaction sees one state. Not tested against a server. */
final class OracleDialect extends Dialect {

    /** Resource busy, timeout waiting for a lock, deadlock. */
    private static final Set<Integer> BUSY = Set.of(54, 4021, 60);

    @Override
    Properties properties(Database database) {
        Properties properties = new Properties();
        properties.setProperty("v$session.program", "clientele");
        properties.setProperty(
                "oracle.net.CONNECT_TIMEOUT",
                Long.toString(database.connectTimeout().toMillis()));
        properties.setProperty(
                "oracle.jdbc.ReadTimeout", Long.toString(database.queryTimeout().toMillis()));
        return properties;
    }

    @Override
    void beginSnapshot(Connection connection, Database database, Optional<String> exported) throws SQLException {
        connection.setAutoCommit(false);
        execute(connection, "SET TRANSACTION READ ONLY");
    }

    @Override
    Optional<String> exportSnapshot(Connection connection) {
        return Optional.empty();
    }

    @Override
    String text(String value) {
        return "CAST(" + value + " AS VARCHAR2(4000))";
    }

    @Override
    String name(String name) {
        return '"' + name + '"';
    }

    @Override
    String clock() {
        return "SELECT sys_extract_utc(systimestamp) FROM dual";
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

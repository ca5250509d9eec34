package io.clientele.extract.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** MariaDB and MySQL: each connection sees the state at which it began; they all begin at once. */
final class MariaDbDialect extends Dialect {

    /** Lock wait timeout, deadlock, too many connections. */
    private static final Set<Integer> BUSY = Set.of(1205, 1213, 1040);

    /** The connection was killed, the server is shutting down, or it has gone away. */
    private static final Set<Integer> LOST = Set.of(1927, 1053, 1317, 2006, 2013);

    @Override
    Properties properties(Database database) {
        Properties properties = new Properties();
        properties.setProperty(
                "connectTimeout", Long.toString(database.connectTimeout().toMillis()));
        properties.setProperty(
                "socketTimeout", Long.toString(database.queryTimeout().toMillis()));
        properties.setProperty("tcpKeepAlive", "true");
        if (database.url().startsWith("jdbc:mysql:")) {
            properties.setProperty("useCursorFetch", "true");
        } else {
            properties.setProperty("connectionAttributes", "program_name:clientele");
        }
        return properties;
    }

    @Override
    void beginSnapshot(Connection connection, Database database, Optional<String> exported) throws SQLException {
        long lockSeconds = Math.max(1, database.lockTimeout().toSeconds());
        connection.setAutoCommit(false);
        execute(
                connection,
                "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                "SET SESSION lock_wait_timeout = " + lockSeconds,
                "SET SESSION net_write_timeout = " + database.queryTimeout().toSeconds(),
                "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    }

    @Override
    Optional<String> exportSnapshot(Connection connection) {
        return Optional.empty();
    }

    @Override
    String name(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    @Override
    String rowAt(long offset) {
        return "LIMIT 1 OFFSET " + offset;
    }

    @Override
    String clock() {
        return "SELECT utc_timestamp(6)";
    }

    @Override
    boolean isTextGivenAsBytes() {
        return true;
    }

    @Override
    boolean isLost(SQLException e) {
        return super.isLost(e) || LOST.contains(e.getErrorCode());
    }

    @Override
    boolean isBusy(SQLException e) {
        return BUSY.contains(e.getErrorCode());
    }
}

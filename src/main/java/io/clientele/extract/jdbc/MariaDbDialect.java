package io.clientele.extract.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MariaDB and MySQL: each connection sees the state at which it began; they all begin at once. */
final class MariaDbDialect extends Dialect {

    private static final Logger LOG = LoggerFactory.getLogger(MariaDbDialect.class);

    /** Unknown or incorrect time zone. */
    private static final int NO_SUCH_TIME_ZONE = 1298;

    /** Lock wait timeout, deadlock, too many connections. */
    private static final Set<Integer> BUSY = Set.of(1205, 1213, 1040);

    /** The connection was killed, the server is shutting down, or it has gone away. */
    private static final Set<Integer> LOST = Set.of(1927, 1053, 1317, 2006, 2013);

    /** Access to the database or at all is denied, or there is no such database. */
    private static final Set<Integer> MISDIRECTED = Set.of(1044, 1045, 1049);

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
        setTimeZone(connection, database);
        execute(
                connection,
                "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                "SET SESSION lock_wait_timeout = " + lockSeconds,
                "SET SESSION net_write_timeout = " + database.queryTimeout().toSeconds(),
                "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    }

    /** In which the server tells timestamps, which it keeps in UTC; a server without names of zones knows only its own. */
    private static void setTimeZone(Connection connection, Database database) throws SQLException {
        String zone = database.timeZone().getId().equals("UTC")
                ? "+00:00"
                : database.timeZone().getId();
        try {
            execute(connection, "SET SESSION time_zone = '" + zone + "'");
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_SUCH_TIME_ZONE) {
                throw e;
            }
            LOG.warn(
                    "{}: the server knows no time zone {}: columns of type timestamp are told in its own",
                    database.source(),
                    zone);
        }
    }

    @Override
    Optional<String> exportSnapshot(Connection connection) {
        return Optional.empty();
    }

    @Override
    String text(String value) {
        return "CAST(" + value + " AS CHAR)";
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
    String atMost(int rows) {
        return "LIMIT " + rows;
    }

    @Override
    Optional<RowEstimate> estimate() {
        return Optional.of(new RowEstimate("EXPLAIN ", RowEstimate::ofMariaDbPlan));
    }

    @Override
    Optional<String> writableCount() {
        return Optional.of("""
                SELECT count(*)
                FROM (
                    SELECT grantee, privilege_type
                    FROM information_schema.user_privileges
                    UNION ALL
                    SELECT grantee, privilege_type
                    FROM information_schema.schema_privileges
                    WHERE database() LIKE table_schema
                    UNION ALL
                    SELECT grantee, privilege_type
                    FROM information_schema.table_privileges
                    WHERE table_schema = database()
                ) AS granted
                WHERE replace(granted.grantee, '''', '') = current_user()
                    AND granted.privilege_type IN ('INSERT', 'UPDATE', 'DELETE')
                """);
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
    boolean isMisdirected(SQLException e) {
        return super.isMisdirected(e) || MISDIRECTED.contains(e.getErrorCode());
    }

    @Override
    boolean isBusy(SQLException e) {
        return BUSY.contains(e.getErrorCode());
    }
}

package io.clientele.extract.jdbc;

import io.clientele.model.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** What databases say differently. */
abstract sealed class Dialect permits PostgreSqlDialect, MariaDbDialect, SqlServerDialect, OracleDialect {

    /** Classes of SQLSTATE: the authorization and the name of the catalogue. */
    private static final Set<String> MISDIRECTED = Set.of("28", "3D");

    /** Classes of SQLSTATE: not supported, cardinality, data, the state of the transaction, syntax and access. */
    private static final Set<String> OF_THE_QUERY = Set.of("0A", "21", "22", "25", "42");

    /**
     * The dialect of an address.
     *
     * @throws Refusal {@code USAGE} where it is of no database that we know
     */
    static Dialect of(Database database) {
        String url = database.url();
        if (url.startsWith("jdbc:postgresql:")) {
            return new PostgreSqlDialect();
        }
        if (url.startsWith("jdbc:mariadb:") || url.startsWith("jdbc:mysql:")) {
            return new MariaDbDialect();
        }
        if (url.startsWith("jdbc:sqlserver:")) {
            return new SqlServerDialect();
        }
        if (url.startsWith("jdbc:oracle:")) {
            return new OracleDialect();
        }
        throw new Refusal(
                Refusal.Kind.USAGE,
                "Cannot reach " + database.source() + ": " + url + " is of no database that can be read",
                List.of("these can: jdbc:postgresql:, jdbc:mariadb:, jdbc:mysql:, jdbc:sqlserver:, jdbc:oracle:"));
    }

    /** What its driver is told besides user and password. */
    abstract Properties properties(Database database);

    /** Begins a transaction that reads one state of the database, that of another transaction where it is named. */
    abstract void beginSnapshot(Connection connection, Database database, Optional<String> exported)
            throws SQLException;

    /** A name by which other transactions can read the same state; empty where the database gives none. */
    abstract Optional<String> exportSnapshot(Connection connection) throws SQLException;

    /** A quoted name. */
    abstract String name(String name);

    /** What gives a value as text. */
    abstract String text(String value);

    /** Year and month of a date, as in 202611. */
    String month(String date) {
        return "EXTRACT(YEAR FROM " + date + ") * 100 + EXTRACT(MONTH FROM " + date + ")";
    }

    /** What gives of an ordered query the one row that has so many before it. */
    String rowAt(long offset) {
        return "OFFSET " + offset + " ROWS FETCH NEXT 1 ROWS ONLY";
    }

    /** What gives of a query its first rows. */
    String atMost(int rows) {
        return "FETCH FIRST " + rows + " ROWS ONLY";
    }

    /** What tells of a query, without running it, how many rows it may give; empty where we cannot ask. */
    Optional<RowEstimate> estimate() {
        return Optional.empty();
    }

    /** A query of one number, which is 0 where the login may not change a row; empty where we cannot ask. */
    Optional<String> writableCount() {
        return Optional.empty();
    }

    /** A query of the time in UTC by the clock of the database. */
    abstract String clock();

    /** Whether the driver gives the bytes of a text as they came over the network, in UTF-8. */
    abstract boolean isTextGivenAsBytes();

    /** Whether the connection is gone, so that another one may succeed. */
    boolean isLost(SQLException e) {
        String state = e.getSQLState();
        return e instanceof SQLRecoverableException
                || e instanceof SQLTransientConnectionException
                || (e instanceof SQLNonTransientConnectionException && !isMisdirected(e))
                || (state != null && state.startsWith("08"));
    }

    /** Whether the login or the name of the database is wrong, which no further attempt can mend. */
    boolean isMisdirected(SQLException e) {
        return MISDIRECTED.contains(classOf(e));
    }

    /** Who has to act: whoever wrote down the login, whoever knows the query and its tables, or nobody but time. */
    final Refusal.Kind kind(SQLException e) {
        if (isMisdirected(e)) {
            return Refusal.Kind.USAGE;
        }
        return !isWorthAnotherAttempt(e) && OF_THE_QUERY.contains(classOf(e)) ? Refusal.Kind.GATE : Refusal.Kind.SOURCE;
    }

    /** The class of its SQLSTATE; empty where it has none. */
    static String classOf(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.length() < 2 ? "" : state.substring(0, 2);
    }

    /** Whether somebody else is in the way: a lock, or all connections taken. */
    abstract boolean isBusy(SQLException e);

    final boolean isWorthAnotherAttempt(Throwable e) {
        return e instanceof SQLException refused && (isLost(refused) || isBusy(refused));
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}

package io.clientele.extract.jdbc;

import io.clientele.model.Refusal;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;

/**
 * A source as it was at one moment, read over a few connections. Where the database can, all of them see the same state
 * to the row; a connection that is lost is then replaced by one that sees it too.
 */
public final class Session implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final int PAUSE_GROWS_BY = 2;

    private final Database database;
    private final Dialect dialect;
    private final Driver driver;
    private final DriverWords words;
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Link> free = new LinkedBlockingQueue<>();
    private volatile boolean isCancelled;

    private Session(Database database, Dialect dialect, Driver driver) {
        this.database = database;
        this.dialect = dialect;
        this.driver = driver;
        this.words = new DriverWords(database.password());
    }

    /** Reads a result. */
    interface Reading<T> {
        T read(ResultSet result) throws SQLException;
    }

    /**
     * Opens all connections, each in its transaction.
     *
     * @throws Refusal {@code SOURCE} where the database does not let us in
     */
    public static Session open(Database database, Drivers drivers) {
        Session session = new Session(database, Dialect.of(database), drivers.of(database));
        try {
            session.attempt("reach", () -> {
                session.connectAll();
                return true;
            });
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** All are connected before the first one begins: where each sees a state of its own, they are as near as can be. */
    private void connectAll() throws SQLException {
        closeAll();
        List<Connection> connected = new ArrayList<>();
        try {
            for (int i = 0; i < database.connections(); i++) {
                connected.add(connect());
            }
            Optional<String> exported = Optional.empty();
            for (Connection connection : connected) {
                Link link = begin(connection, exported);
                exported = link.exported();
                links.add(link);
                free.add(link);
            }
        } catch (SQLException e) {
            for (Connection connection : connected) {
                connection.close();
            }
            throw e;
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = dialect.properties(database);
        properties.setProperty("user", database.username());
        properties.setProperty("password", database.password().text());
        Connection connection = driver.connect(database.url(), properties);
        if (connection == null) {
            throw new SQLException("the driver does not know the address");
        }
        return connection;
    }

    private Link begin(Connection connection, Optional<String> exported) throws SQLException {
        dialect.beginSnapshot(connection, database, exported);
        return new Link(connection, dialect.exportSnapshot(connection));
    }

    public Database database() {
        return database;
    }

    /** Whether all connections see the same state to the row, as a connection that replaces a lost one does. */
    public boolean isStateShared() {
        return links.stream().allMatch(link -> link.exported().isPresent());
    }

    Dialect dialect() {
        return dialect;
    }

    /** The time in UTC by the clock of the database. */
    public Instant now() {
        return ask(BoundQuery.of(dialect.clock()), result -> {
            result.next();
            return result.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC);
        });
    }

    /**
     * The columns that a query gives; nothing of it is read.
     *
     * @throws SQLException where the database refuses it
     */
    public List<GivenColumn> describe(String query) throws SQLException {
        return look("SELECT * FROM (\n" + query + "\n) q WHERE 1 = 0", Session::columns);
    }

    /**
     * Asks what the database may well refuse; what the transaction sees stays as it was.
     *
     * @throws SQLException where the database refuses it
     * @throws Refusal {@code SOURCE} where it does not come to answer
     */
    <T> T look(String sql, Reading<T> reading) throws SQLException {
        try (Lease lease = new Lease(this)) {
            return retries().execute(() -> looked(lease, sql, reading));
        } catch (RetryException e) {
            if (e.getLastException() instanceof SQLException refused && !dialect.isWorthAnotherAttempt(refused)) {
                throw refused;
            }
            throw givenUp("read", e);
        }
    }

    private <T> T looked(Lease lease, String sql, Reading<T> reading) throws SQLException {
        Link link = lease.link();
        Savepoint before = link.connection().setSavepoint();
        try {
            return run(link, BoundQuery.of(sql), reading);
        } catch (SQLException e) {
            if (dialect.isLost(e)) {
                lease.failed(e);
            } else {
                link.connection().rollback(before);
            }
            throw e;
        }
    }

    private static List<GivenColumn> columns(ResultSet result) throws SQLException {
        ResultSetMetaData metadata = result.getMetaData();
        List<GivenColumn> columns = new ArrayList<>();
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            columns.add(new GivenColumn(
                    metadata.getColumnLabel(i), metadata.getColumnType(i), metadata.getColumnTypeName(i)));
        }
        return columns;
    }

    /** Asks a query whose result is small; a connection that is lost meanwhile is replaced. */
    <T> T ask(BoundQuery query, Reading<T> reading) {
        try (Lease lease = new Lease(this)) {
            return attempt("read", () -> asked(lease, query, reading));
        }
    }

    private <T> T asked(Lease lease, BoundQuery query, Reading<T> reading) throws SQLException {
        try {
            return run(lease.link(), query, reading);
        } catch (SQLException e) {
            lease.failed(e);
            throw e;
        }
    }

    private <T> T run(Link link, BoundQuery query, Reading<T> reading) throws SQLException {
        try (PreparedStatement statement = prepare(link, query);
                ResultSet result = statement.executeQuery()) {
            return reading.read(result);
        } finally {
            link.runs(null);
        }
    }

    /** A statement whose rows come as they are read, {@link Database#fetchSize} at a time. */
    PreparedStatement prepare(Link link, BoundQuery query) throws SQLException {
        demandGoingOn();
        PreparedStatement statement = link.connection()
                .prepareStatement(query.sql(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        try {
            statement.setFetchSize(database.fetchSize());
            query.bind(statement);
            link.runs(statement);
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    /** Throws where somebody has asked to stop. */
    void demandGoingOn() {
        if (isCancelled) {
            throw new Refusal(Refusal.Kind.STOPPED, "Stopped reading " + database.source() + ", as asked");
        }
    }

    Link take() {
        try {
            return free.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Refusal.Kind.STOPPED, "Stopped reading " + database.source() + ", as asked");
        }
    }

    void giveBack(Link link) {
        free.add(link);
    }

    /**
     * A new connection that sees what a lost one saw.
     *
     * @throws BeginAgain where no connection is left whose state could be joined
     */
    Link rejoin(Link lost, SQLException cause) {
        LOG.warn("{}: a connection was lost and is replaced: {}", database.source(), told(cause));
        links.remove(lost);
        closeFailed(lost);
        for (Link other : links) {
            if (other.exported().isPresent()) {
                Optional<Link> joined = join(other.exported());
                if (joined.isPresent()) {
                    links.add(joined.get());
                    return joined.get();
                }
            }
        }
        throw BeginAgain.lost(
                "the state of " + database.source() + " that was being read is gone: " + told(cause),
                words.withoutSecrets(cause));
    }

    private Optional<Link> join(Optional<String> exported) {
        try {
            Connection connection = connect();
            try {
                return Optional.of(begin(connection, exported));
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            LOG.warn("{}: cannot join what another connection sees: {}", database.source(), told(e));
            return Optional.empty();
        }
    }

    /** Tries what may come right by itself, with pauses that grow. */
    <T> T attempt(String what, Retryable<T> work) {
        try {
            return retries().execute(work);
        } catch (RetryException e) {
            throw givenUp(what, e);
        }
    }

    private RetryTemplate retries() {
        return new RetryTemplate(RetryPolicy.builder()
                .maxRetries(database.attempts() - 1L)
                .delay(database.backOff())
                .multiplier(PAUSE_GROWS_BY)
                .maxDelay(database.queryTimeout())
                .predicate(e -> !isCancelled && dialect.isWorthAnotherAttempt(e))
                .build());
    }

    private RuntimeException givenUp(String what, RetryException e) {
        Throwable last = e.getLastException();
        if (last instanceof RuntimeException refused) {
            return refused;
        }
        if (last instanceof Error error) {
            throw error;
        }
        return refusal(what, last, e.getRetryCount() + 1);
    }

    /** Why the database does not do what was asked of it, in its words, without what nobody may read. */
    private Refusal refusal(String what, Throwable e, int attempts) {
        return new Refusal(
                kind(e),
                "Cannot " + what + " " + database.source() + ": " + told(e)
                        + (attempts > 1 ? " (" + attempts + " attempts)" : "") + "\n  at " + database.url(),
                words.withoutSecrets(e));
    }

    private Refusal.Kind kind(Throwable e) {
        if (isCancelled) {
            return Refusal.Kind.STOPPED;
        }
        return e instanceof SQLException refused ? dialect.kind(refused) : Refusal.Kind.SOURCE;
    }

    /** What a driver says, on one line, without the password. */
    public String told(Throwable e) {
        return words.told(e);
    }

    /** Ends what runs, from another thread; nothing is begun after it. */
    public void cancel() {
        isCancelled = true;
        for (Link link : links) {
            try {
                link.cancel();
            } catch (SQLException e) {
                LOG.warn("{}: a query could not be cancelled: {}", database.source(), told(e));
            }
        }
    }

    @Override
    public void close() {
        closeAll();
    }

    private void closeAll() {
        links.forEach(this::closeFailed);
        links.clear();
        free.clear();
    }

    /** A connection that was lost cannot be closed well, and need not. */
    private void closeFailed(Link link) {
        try {
            link.close();
        } catch (SQLException e) {
            LOG.debug("{}: a connection was not closed well: {}", database.source(), told(e));
        }
    }
}

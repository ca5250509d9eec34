package io.clientele.extract.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection within its transaction, and the statement that runs on it. */
final class Link implements AutoCloseable {

    private final Connection connection;
    private final Optional<String> exported;
    private volatile @Nullable Statement running;

    /** @param exported the name by which other transactions can read the same state */
    Link(Connection connection, Optional<String> exported) {
        this.connection = connection;
        this.exported = exported;
    }

    Connection connection() {
        return connection;
    }

    Optional<String> exported() {
        return exported;
    }

    void runs(@Nullable Statement statement) {
        running = statement;
    }

    void cancel() throws SQLException {
        Statement statement = running;
        if (statement != null) {
            statement.cancel();
        }
    }

    /** Ends the transaction, in which nothing was written, with its connection. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

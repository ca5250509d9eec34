package io.clientele.nightly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Connections to the metadata in a file of the data folder, which several processes use in turn. */
final class FileStore extends AbstractDataSource implements AutoCloseable {

    private final FileStoreTurns turns;

    private FileStore(FileStoreTurns turns) {
        this.turns = turns;
    }

    /** @param file without its ending; it need not exist yet */
    static FileStore at(Path file) {
        try {
            return new FileStore(FileStoreTurns.of(
                    file.resolveSibling("locks"),
                    // A thread that is interrupted while it writes would close the file for all; "retry" opens it
                    // again.
                    "jdbc:h2:retry:" + file.toAbsolutePath() + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = turns.connect();
        AtomicBoolean isOpen = new AtomicBoolean(true);
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    } finally {
                        if (method.getName().equals("close") && isOpen.getAndSet(false)) {
                            turns.disconnected();
                        }
                    }
                });
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    /** Writes the file anew, without what was deleted or replaced in it. */
    void compact() throws SQLException {
        turns.compact();
    }

    @Override
    public void close() throws SQLException {
        turns.end();
    }
}

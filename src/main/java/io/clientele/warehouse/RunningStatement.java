package io.clientele.warehouse;

import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The statement that another thread may cancel. It is never cancelled after its turn, when it may be closed. */
final class RunningStatement {

    private @Nullable Statement statement;

    /** While it is open, its statement can be cancelled. */
    interface Turn extends AutoCloseable {

        @Override
        void close();
    }

    synchronized Turn turn(Statement next) {
        statement = next;
        return this::end;
    }

    private synchronized void end() {
        statement = null;
    }

    synchronized void cancel() throws SQLException {
        if (statement == null) {
            return;
        }
        try {
            statement.cancel();
        } catch (SQLException e) {
            if (!statement.isClosed()) { // by an error of its own it is closed before its turn is over
                throw e;
            }
        }
    }
}

package io.clientele.extract.jdbc;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A session's connection while somebody works with it; it is taken when it is first needed, and replaced when it is lost. */
final class Lease implements AutoCloseable {

    private final Session session;
    private @Nullable Link link;
    private @Nullable SQLException failure;

    Lease(Session session) {
        this.session = session;
    }

    Link link() {
        if (link == null) {
            link = session.take();
        }
        if (failure != null) {
            SQLException cause = failure;
            Link lost = link;
            link = null;
            failure = null;
            link = session.rejoin(lost, cause);
        }
        return link;
    }

    /** Says that the connection is of no use any more. */
    void failed(SQLException cause) {
        failure = cause;
    }

    @Override
    public void close() {
        if (link != null) {
            session.giveBack(link); // whoever takes it next finds out by himself if it is lost
        }
        link = null;
    }
}

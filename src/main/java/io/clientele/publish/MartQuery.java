package io.clientele.publish;

import java.nio.file.Path;

/** Asks the published catalogue a question in SQL. */
public interface MartQuery {

    /**
     * Opens the catalogue read-only, runs exactly one SELECT and streams its rows.
     *
     * @throws RefusedQuery when it is anything else than one SELECT, or the engine cannot run it
     */
    void select(Path catalogue, String sql, RowReader reader);

    /** A query that was not answered; the message is for the person who asked. */
    final class RefusedQuery extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public RefusedQuery(String message) {
            super(message);
        }
    }
}

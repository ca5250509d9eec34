package io.clientele.warehouse;

import java.sql.SQLException;

/** Why the engine would not do something, in its own words made short. */
public final class WarehouseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    WarehouseException(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    /** Without the values of rows that the engine quotes, and that the query does not name. */
    static WarehouseException of(SQLException e, String query) {
        SQLException told = EngineReason.withoutValues(e, query);
        return new WarehouseException(EngineReason.of(told), told);
    }

    /** The line of the query that the engine points at, counted from 1; 0 where it points nowhere. */
    public int line() {
        return EngineReason.line(this).orElse(0);
    }

    /**
     * Whether the engine gave up for itself, because it was cancelled, lacks memory or disk, or is broken. Otherwise it is the query or
     * what it reads, and another one can be answered.
     */
    public boolean isOfEngine() {
        return EngineReason.isOfEngine(reason);
    }

    /** The engine's reason, without its stack and hints. */
    public String reason() {
        return reason;
    }
}

package io.clientele.warehouse;

/** Why the engine would not do something, in its own words made short. */
public final class WarehouseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    WarehouseException(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
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

package io.clientele.nightly;

import java.util.EnumSet;
import java.util.Set;

/** Where a run stands. Each run comes to exactly one end. */
public enum RunStatus {
    /** It has its business date for itself and waits until the night of another date has ended. */
    WAITING(false),
    RUNNING(false),
    /** Its version is published. */
    PUBLISHED(true),
    /** The date was published already, and nothing had to be done. */
    UNCHANGED(true),
    /** A gate refused to publish; the marts stay. */
    REFUSED(true),
    FAILED(true),
    /** Ended as somebody asked. */
    STOPPED(true),
    /** Its process died; found by a later start. */
    KILLED(true);

    private final boolean isEnd;

    RunStatus(boolean isEnd) {
        this.isEnd = isEnd;
    }

    /** Whether nothing comes after it. */
    public boolean isEnd() {
        return isEnd;
    }

    /** Whether its date needs no other run. */
    public boolean isDone() {
        return this == PUBLISHED || this == UNCHANGED;
    }

    /** Those that a run is in before its end. */
    static Set<RunStatus> alive() {
        return EnumSet.of(WAITING, RUNNING);
    }
}

package io.clientele.nightly;

import java.time.Instant;

/**
 * Who holds a lock.
 *
 * @param runId its run, or its backfill
 * @param pid of its process, on the host that it names in its record
 * @param since when it took the lock
 */
public record RunHolder(String runId, long pid, Instant since) {

    /** The names of backfills begin with it; those of runs begin with a digit. */
    static final String BACKFILL = "b";

    /** Whether it is a backfill, and no run. */
    public boolean namesBackfill() {
        return runId.startsWith(BACKFILL);
    }

    /** As people say it. */
    String words() {
        return "run " + runId + ", process " + pid + ", since " + since;
    }
}

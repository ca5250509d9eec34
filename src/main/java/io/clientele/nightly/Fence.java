package io.clientele.nightly;

import java.time.LocalDate;

/**
 * What a run shows before it publishes.
 *
 * @param token greater than that of every run that began before
 */
record Fence(RunLock lock, LocalDate businessDate, String runId, long token) {

    /** Refuses to publish for a run whose date another one has taken. */
    void demand() {
        lock.demand(businessDate, runId, token);
    }
}

package io.clientele.nightly;

import java.time.Instant;

/**
 * Who holds a lock.
 *
 * @param runId its run
 * @param pid of its process, on the host that it names in its record
 * @param since when it took the lock
 */
public record RunHolder(String runId, long pid, Instant since) {

    /** As people say it. */
    String words() {
        return "run " + runId + ", process " + pid + ", since " + since;
    }
}

package io.clientele.nightly;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a run: one start of a night, by whom, why, and what became of it.
 *
 * @param runId names this start and no other; {@code [a-z0-9_-]}, at most 64 characters; later ones sort later
 * @param revision null until the run knows which revision it makes or goes on with
 * @param fingerprints by what the night is made, SHA-256 in hex: {@code models}, {@code policies}, {@code sources}; and
 *     {@code program}, its version. Empty until they are read
 * @param fencingToken greater than that of every run that began before; null until the run begins
 * @param host where its process is, and {@code pid} which it is there
 * @param requestedAt when it was asked for, and had its business date for itself
 * @param beganAt when it began; before, it waits for the night of another date
 * @param endedAt when its end was recorded; for a killed run, when it was found
 * @param stopRequestedBy who asked it to stop
 * @param versionBefore what readers were shown when it began
 * @param versionAfter the version that it published or found
 * @param failure why it did not publish
 */
public record RunRecord(
        String runId,
        LocalDate businessDate,
        @Nullable Long revision,
        boolean isFull,
        String trigger,
        @Nullable String requestedBy,
        @Nullable String reason,
        @Nullable String backfillId,
        RunStatus status,
        @Nullable String versionBefore,
        @Nullable String versionAfter,
        Map<String, String> fingerprints,
        @Nullable Long fencingToken,
        String host,
        long pid,
        Instant requestedAt,
        @Nullable Instant beganAt,
        @Nullable Instant endedAt,
        @Nullable String stopRequestedBy,
        @Nullable String failure) {

    /** Whether its process is known to be gone although nobody has recorded an end yet. Of other machines' processes nothing is known. */
    public boolean isDead() {
        return !status.isEnd() && host.equals(Host.name()) && !Host.isAlive(this);
    }
}

package io.clientele.publish;

import java.time.Instant;
import java.util.Objects;

/**
 * What {@code current.json} says: the one version that readers see.
 *
 * @param fencingToken of the run that switched to it; greater than those of the runs before it, and no run with a smaller one may
 *     switch any more
 */
public record Pointer(String version, String manifestSha256, String runId, long fencingToken, Instant publishedAt) {

    public Pointer {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(manifestSha256, "manifestSha256");
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(publishedAt, "publishedAt");
    }
}

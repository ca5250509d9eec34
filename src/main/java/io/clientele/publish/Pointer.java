package io.clientele.publish;

import java.time.Instant;

/** What {@code current.json} says: the one version that readers see. */
public record Pointer(String version, String manifestSha256, String runId, Instant publishedAt) {}

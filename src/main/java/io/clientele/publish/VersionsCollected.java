package io.clientele.publish;

import java.time.Instant;
import java.util.List;

/**
 * What a collection of versions did, or would do.
 *
 * @param kept that nothing may delete
 * @param expired that nothing keeps any more: readable until their time of grace is over
 * @param deleted whose time of grace was over
 */
public record VersionsCollected(List<String> kept, List<Expiring> expired, List<String> deleted) {

    /** A version, and from when on it may be deleted. */
    public record Expiring(String version, Instant deletableFrom) {}
}

package io.clientele.publish;

import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of versions that are not shown, from one collection to the next.
 *
 * @param versions by name
 */
record Expiry(TreeMap<String, Age> versions) {

    /**
     * A version that is not shown.
     *
     * @param supersededSince when it was first found not to be shown
     * @param expiredAt since when nothing keeps it; null while something does
     */
    record Age(Instant supersededSince, @Nullable Instant expiredAt) {}
}

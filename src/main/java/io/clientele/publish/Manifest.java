package io.clientele.publish;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a version holds and where it comes from. It names no time and no attempt: equal inputs give equal bytes.
 *
 * @param formatVersion grows when a reader of the former format would misread this one
 * @param parentVersion the version that was current before; null for the first
 * @param marts by name
 * @param overrides of gates that would have stopped it; older manifests do not know of any
 */
public record Manifest(
        int formatVersion,
        LocalDate businessDate,
        long revision,
        String runId,
        @Nullable String parentVersion,
        String toolVersion,
        String engineVersion,
        Map<String, String> hashes,
        List<MartFile> marts,
        FileSeal dictionary,
        List<GateResult> gates,
        List<GateOverride> overrides,
        List<ControlTotal> controlTotals) {

    /** Its name in a version's folder. */
    static final String FILE = "_MANIFEST.json";

    static final int FORMAT_VERSION = 1;

    public Manifest {
        Objects.requireNonNull(businessDate, "businessDate");
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(marts, "marts");
        Objects.requireNonNull(dictionary, "dictionary");
        overrides = Objects.requireNonNullElse(overrides, List.of());
    }

    public Optional<MartFile> mart(String name) {
        return marts.stream().filter(mart -> mart.name().equals(name)).findFirst();
    }

    /** The name under which a manifest of these bytes is published: date, revision and the start of its SHA-256. */
    VersionName versionName(String manifestSha256) {
        return new VersionName(businessDate, revision, manifestSha256.substring(0, VersionName.HASH_LENGTH));
    }
}

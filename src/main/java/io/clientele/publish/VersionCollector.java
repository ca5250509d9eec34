package io.clientele.publish;

import io.clientele.model.Retention;
import io.clientele.publish.Expiry.Age;
import io.clientele.publish.VersionsCollected.Expiring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Deletes versions in two phases: what nothing keeps is first told of, and deleted by a collection after its time of grace. Whoever
 * reads a version that expires can finish; whoever reads on after that finds its files missing, and never those of another version.
 * One at a time: the caller holds the lock.
 */
public final class VersionCollector {

    private final MartsFolder folder;
    private final Retention policy;

    public VersionCollector(Path root, Retention policy) {
        this.folder = MartsFolder.at(root);
        this.policy = policy;
    }

    /** What {@link #collect} would do now. */
    public VersionsCollected plan(Instant now) {
        try {
            return collected(now, ages(now));
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    /**
     * Expires and deletes.
     *
     * @throws UncheckedIOException when the disk fails; a version is then whole, or gone from the list of versions
     */
    public VersionsCollected collect(Instant now) {
        try {
            folder.sweep();
            TreeMap<String, Age> ages = ages(now);
            VersionsCollected collected = collected(now, ages);
            write(new Expiry(ages));
            for (String version : collected.deleted()) {
                delete(folder.version(VersionName.parse(version).orElseThrow()));
            }
            return collected;
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    /**
     * Deletes versions at once, whatever keeps them.
     *
     * @throws IllegalArgumentException where one of them is shown
     * @throws UncheckedIOException when the disk fails; a version is then whole, or gone from the list of versions
     */
    public void erase(Collection<String> versions) {
        try {
            folder.sweep();
            for (String version : versions) {
                VersionName name = VersionName.parse(version)
                        .filter(found -> !shown().filter(found::equals).isPresent())
                        .orElseThrow(() -> new IllegalArgumentException("not to be erased: " + version));
                delete(folder.version(name));
            }
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    /** The ages of all versions that are not shown; one that is shown again begins anew when it ceases to be. */
    private TreeMap<String, Age> ages(Instant now) throws IOException {
        TreeMap<String, Age> known = Files.exists(folder.expiry())
                ? Json.read(folder.expiry(), Expiry.class).versions()
                : new TreeMap<>();
        TreeMap<String, Age> ages = new TreeMap<>();
        for (VersionName version : folder.versionNames()) {
            if (!shown().filter(version::equals).isPresent()) {
                ages.put(version.toString(), known.getOrDefault(version.toString(), new Age(now, null)));
            }
        }
        return ages;
    }

    /** Puts into {@code ages} what expires now. */
    private VersionsCollected collected(Instant now, TreeMap<String, Age> ages) throws IOException {
        List<VersionName> versions = folder.versionNames();
        Map<VersionName, Instant> superseded = new HashMap<>();
        for (VersionName version : versions) {
            Optional.ofNullable(ages.get(version.toString()))
                    .ifPresent(age -> superseded.put(version, age.supersededSince()));
        }
        Set<VersionName> kept = new Retained(policy, versions, shown()).at(now, superseded, lastGood());
        List<Expiring> expired = new ArrayList<>();
        List<String> deleted = new ArrayList<>();
        for (Map.Entry<String, Age> each : List.copyOf(ages.entrySet())) {
            String version = each.getKey();
            Age age = each.getValue();
            if (kept.contains(VersionName.parse(version).orElseThrow())) {
                ages.put(version, new Age(age.supersededSince(), null));
                continue;
            }
            Instant since = age.expiredAt() == null ? now : age.expiredAt();
            if (age.expiredAt() != null && !since.plus(policy.grace()).isAfter(now)) {
                deleted.add(version);
                ages.remove(version);
            } else {
                expired.add(new Expiring(version, since.plus(policy.grace())));
                ages.put(version, new Age(age.supersededSince(), since));
            }
        }
        return new VersionsCollected(
                versions.stream()
                        .filter(kept::contains)
                        .map(VersionName::toString)
                        .sorted()
                        .toList(),
                expired,
                deleted);
    }

    private Optional<VersionName> shown() {
        return folder.readPointer().flatMap(pointer -> VersionName.parse(pointer.version()));
    }

    private Optional<VersionName> lastGood() {
        return PublishedMarts.open(folder.root())
                .current()
                .flatMap(version -> Optional.ofNullable(version.manifest().parentVersion()))
                .flatMap(VersionName::parse);
    }

    private void write(Expiry expiry) throws IOException {
        Path next = MartsFolder.next(folder.expiry());
        Disk.write(next, Json.bytes(expiry));
        FileModes.share(next);
        Disk.replace(next, folder.expiry());
        Disk.syncFolder(folder.root());
    }

    /** First the name goes, in one step; then the files. What a kill leaves of them is swept by the next collection. */
    private void delete(Path version) throws IOException {
        Path gone = folder.gone(version);
        Disk.delete(gone);
        Files.move(version, gone, StandardCopyOption.ATOMIC_MOVE);
        Disk.syncFolder(folder.versions());
        Disk.delete(gone);
    }

    private static UncheckedIOException failed(IOException failure) {
        return new UncheckedIOException("Cannot collect versions: " + Reason.of(failure), failure);
    }
}

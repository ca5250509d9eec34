package io.clientele.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where things are below the folder of the marts. */
record MartsFolder(Path root) {

    private static final String STAGING_PREFIX = ".staging-";
    private static final String GONE_PREFIX = ".gone-";

    static MartsFolder at(Path root) {
        return new MartsFolder(root.toAbsolutePath().normalize());
    }

    Path versions() {
        return root.resolve("versions");
    }

    Path version(VersionName name) {
        return versions().resolve(name.toString());
    }

    Path staging(String runId) {
        return versions().resolve(STAGING_PREFIX + runId);
    }

    /** Where a damaged version is put aside until the next repair. */
    Path damaged(String runId) {
        return versions().resolve(STAGING_PREFIX + runId + ".damaged");
    }

    /** The name under which a version is deleted. */
    Path gone(Path version) {
        return version.resolveSibling(GONE_PREFIX + version.getFileName());
    }

    /** Deletes what a killed deletion left. */
    void sweep() throws IOException {
        for (Path path : below(versions())) {
            if (path.getFileName().toString().startsWith(GONE_PREFIX)) {
                Disk.delete(path);
            }
        }
    }

    /** What is remembered of versions that are not shown. */
    Path expiry() {
        return root.resolve("expiry.json");
    }

    Path pointer() {
        return root.resolve("current.json");
    }

    Path catalogue() {
        return root.resolve("marts.duckdb");
    }

    Path link() {
        return root.resolve("current");
    }

    /** The name under which a file is written before it takes its own. */
    static Path next(Path file) {
        return file.resolveSibling(file.getFileName() + ".tmp");
    }

    List<Path> stagings() throws IOException {
        return below(versions()).stream()
                .filter(path -> path.getFileName().toString().startsWith(STAGING_PREFIX))
                .toList();
    }

    List<VersionName> versionNames() throws IOException {
        return below(versions()).stream()
                .flatMap(path -> VersionName.parse(path.getFileName().toString()).stream())
                .toList();
    }

    /** What an interrupted switch left behind, the database's own log files included. */
    List<Path> leftovers() throws IOException {
        return below(root).stream()
                .filter(path ->
                        path.getFileName().toString().matches("(current|current\\.json|marts\\.duckdb)\\.tmp.*"))
                .toList();
    }

    Optional<Pointer> readPointer() {
        if (!Files.exists(pointer())) {
            return Optional.empty();
        }
        try {
            Pointer pointer = Json.readOlder(pointer(), Pointer.class);
            nameIn(pointer);
            return Optional.of(pointer);
        } catch (IOException unreadable) {
            throw new PublicationException(
                    "Cannot read the pointer " + pointer(),
                    List.of(Reason.of(unreadable)),
                    "The versions are untouched. Put the file back, or delete it: the next night writes a new one.");
        }
    }

    VersionName nameIn(Pointer pointer) throws IOException {
        return VersionName.parse(pointer.version())
                .orElseThrow(() -> new IOException("no name of a version: " + pointer.version()));
    }

    private static List<Path> below(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        }
    }
}

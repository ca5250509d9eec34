package io.clientele.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The marts as readers see them. Needs nothing but the folder: no SQL engine, no jobs. */
public final class PublishedMarts {

    private final MartsFolder folder;

    private PublishedMarts(MartsFolder folder) {
        this.folder = folder;
    }

    /** The folder need not exist yet. */
    public static PublishedMarts open(Path root) {
        return new PublishedMarts(MartsFolder.at(root));
    }

    /** Empty before the first publication. */
    public Optional<Pointer> pointer() {
        return folder.readPointer();
    }

    /**
     * The version that {@code current.json} names now; empty before the first publication. Resolve it once for all that must fit together.
     *
     * @throws PublicationException when the version is missing or is not the one that was published
     */
    public Optional<Version> current() {
        return pointer().map(this::resolve);
    }

    /** The day up to which the current marts know the customers; empty before the first publication. */
    public Optional<String> currentBusinessDate() {
        return pointer()
                .flatMap(pointer -> VersionName.parse(pointer.version()))
                .map(name -> name.businessDate().toString());
    }

    private Version resolve(Pointer pointer) {
        try {
            Version version = Version.open(folder.version(folder.nameIn(pointer)));
            if (!version.manifestSha256().equals(pointer.manifestSha256())) {
                throw new IOException("its manifest is not the one that was published");
            }
            return version;
        } catch (IOException unreadable) {
            throw new PublicationException(
                    "Cannot read the marts of " + pointer.version(),
                    List.of(Reason.of(unreadable)),
                    "Run \"clientele marts verify\" to see every damaged file.");
        }
    }

    /** The names of all versions on disk, the oldest business date and revision first; one of them is current. */
    public List<String> versions() {
        try {
            return folder.versionNames().stream()
                    .sorted(Comparator.comparing(VersionName::businessDate)
                            .thenComparing(VersionName::revision)
                            .thenComparing(VersionName::hash))
                    .map(VersionName::toString)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot list the versions: " + Reason.of(unreadable), unreadable);
        }
    }

    /** A version by its name, current or not; empty where there is none of this name. */
    public Optional<Version> find(String name) {
        Optional<Path> found = VersionName.parse(name).map(folder::version).filter(PublishedMarts::isFolder);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Version.open(found.get()));
        } catch (IOException unreadable) {
            throw new PublicationException(
                    "Cannot read the marts of " + name,
                    List.of(Reason.of(unreadable)),
                    "What readers are shown is another version, unless it is the current one.");
        }
    }

    /** A link that has the name of a version may lead anywhere. */
    private static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** The newest version of the last date before this one that has any. */
    public Optional<String> newestBefore(LocalDate businessDate) {
        return versions().stream()
                .filter(name -> VersionName.parse(name)
                        .filter(version -> version.businessDate().isBefore(businessDate))
                        .isPresent())
                .reduce((earlier, later) -> later);
    }

    /** The newest revision of a date that a version is there of, current or not. */
    public Optional<Long> newestRevision(LocalDate businessDate) {
        return versions().stream()
                .flatMap(name -> VersionName.parse(name).stream())
                .filter(name -> name.businessDate().equals(businessDate))
                .map(VersionName::revision)
                .max(Comparator.naturalOrder());
    }

    /** Where the files of the versions lie, which may be on another disk than the database of views. */
    public Path files() {
        return folder.versions();
    }

    /** The database of views, for the readers that want SQL. */
    public Path catalogue() {
        return folder.catalogue();
    }

    /** Compares every file of the current version with its manifest, and the manifest with the pointer; empty before the first publication. */
    public Optional<Verification> verify() {
        return pointer().map(this::compare);
    }

    /**
     * Compares every file of a version, current or not, with its manifest, and the manifest with the version's name.
     *
     * @return empty where there is no such version
     */
    public Optional<Verification> verify(String version) {
        return VersionName.parse(version)
                .map(folder::version)
                .filter(PublishedMarts::isFolder)
                .map(Verification::byName);
    }

    /**
     * A version by its name, its files unread.
     *
     * @throws UncheckedIOException when it is not there or its manifest cannot be read
     */
    public Version version(String name) {
        try {
            Path known = VersionName.parse(name)
                    .map(folder::version)
                    .filter(PublishedMarts::isFolder)
                    .orElseThrow(() -> new IOException("no version: " + name));
            return Version.open(known);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "Cannot read the version " + name + ": " + Reason.of(unreadable), unreadable);
        }
    }

    private Verification compare(Pointer pointer) {
        try {
            Path version = folder.version(folder.nameIn(pointer));
            Verification files = Verification.of(version, pointer.manifestSha256());
            if (!files.isClean() || Version.open(version).manifest().runId().equals(pointer.runId())) {
                return files;
            }
            throw new IOException("its run " + pointer.runId() + " is not that of the version");
        } catch (IOException unreadable) {
            return new Verification(pointer.version(), 0, List.of("current.json: " + Reason.of(unreadable)));
        }
    }

    /** What a message about a failed night ends with. */
    public String stillShown() {
        try {
            return currentBusinessDate()
                    .map(date -> "The marts still show " + date + ".")
                    .orElse("No marts have been published yet.");
        } catch (PublicationException unreadable) {
            return "What the marts show is not known: current.json is not readable.";
        }
    }
}

package io.clientele.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether a version's files are those that were published.
 *
 * @param version its folder's name
 * @param fileCount how many files were compared, the manifest included
 * @param problems one for each damaged, missing or foreign file; empty when all is well
 */
public record Verification(String version, int fileCount, List<String> problems) {

    /** A manifest that is not the published one tells nothing about the other files, so it is then the only problem. */
    static Verification of(Path folder, String manifestSha256) {
        List<String> problems = new ArrayList<>();
        int fileCount = 1;
        try {
            String found = Sha256.of(folder.resolve(Manifest.FILE));
            if (found.equals(manifestSha256)) {
                fileCount += compareAll(Version.open(folder), problems);
            } else {
                problems.add(differing(Manifest.FILE, "SHA-256", manifestSha256, found));
            }
        } catch (IOException unreadable) {
            problems.add(Manifest.FILE + ": " + reason(unreadable));
        }
        return new Verification(folder.getFileName().toString(), fileCount, problems);
    }

    /** Of a version that no pointer names: its own name holds the beginning of its manifest's hash. */
    static Verification byName(Path folder) {
        String name = folder.getFileName().toString();
        try {
            String found = Sha256.of(folder.resolve(Manifest.FILE));
            if (name.endsWith("-" + found.substring(0, VersionName.HASH_LENGTH))) {
                return of(folder, found);
            }
            return new Verification(name, 1, List.of(differing(Manifest.FILE, "SHA-256", "that of its name", found)));
        } catch (IOException unreadable) {
            return new Verification(name, 1, List.of(Manifest.FILE + ": " + reason(unreadable)));
        }
    }

    public boolean isClean() {
        return problems.isEmpty();
    }

    private static int compareAll(Version version, List<String> problems) throws IOException {
        Set<String> known = new HashSet<>(Set.of(Manifest.FILE));
        Manifest manifest = version.manifest();
        for (MartFile mart : manifest.marts()) {
            known.add(mart.seal().file());
            if (compare(version.folder(), mart.seal(), problems)) {
                compareFooter(version.file(mart), mart, problems);
            }
        }
        known.add(manifest.dictionary().file());
        compare(version.folder(), manifest.dictionary(), problems);
        try (Stream<Path> files = Files.walk(version.folder())) {
            files.filter(file -> !Files.isDirectory(file))
                    .map(file -> FileSeal.nameIn(version.folder(), file))
                    .filter(name -> !known.contains(name))
                    .sorted()
                    .forEach(name -> problems.add(name + ": not in the manifest"));
        }
        return known.size() - 1;
    }

    private static boolean compare(Path folder, FileSeal published, List<String> problems) {
        try {
            FileSeal found = FileSeal.of(folder, folder.resolve(published.file()));
            if (found.bytes() != published.bytes()) {
                problems.add(differing(published.file(), "bytes", published.bytes(), found.bytes()));
            } else if (!found.equals(published)) {
                problems.add(differing(published.file(), "SHA-256", published.sha256(), found.sha256()));
            }
            return found.equals(published);
        } catch (IOException unreadable) {
            problems.add(published.file() + ": " + reason(unreadable));
            return false;
        }
    }

    private static void compareFooter(Path file, MartFile published, List<String> problems) {
        try (ParquetRows rows = ParquetRows.open(file)) {
            if (rows.count() != published.rows()) {
                problems.add(differing(published.seal().file(), "rows", published.rows(), rows.count()));
            }
        } catch (IOException unreadable) {
            problems.add(Reason.of(unreadable));
        }
    }

    private static String differing(String file, String what, Object expected, Object found) {
        return file + ": " + what + " expected " + expected + ", found " + found;
    }

    private static String reason(IOException failure) {
        return failure instanceof NoSuchFileException ? "missing" : Reason.of(failure);
    }
}

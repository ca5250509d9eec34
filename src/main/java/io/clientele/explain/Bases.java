package io.clientele.explain;

import io.clientele.model.Column;
import io.clientele.model.Fingerprint;
import io.clientele.model.Model;
import io.clientele.model.Recomputation;
import io.clientele.model.RelationName;
import io.clientele.model.RunRelations;
import io.clientele.model.SqlText;
import io.clientele.warehouse.ResultColumn;
import io.clientele.warehouse.Row;
import io.clientele.warehouse.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The bases of published nights, each in a folder that is named after its version. One run at a time works here: the caller holds
 * the lock.
 */
public final class Bases {

    /** A week: whichever of its nights is made again, the night before it is there. */
    private static final int DAYS_KEPT = 8;

    private static final String ASIDE = ".";

    private final Path root;

    private Bases(Path root) {
        this.root = root;
    }

    /** The folder need not exist yet. */
    public static Bases at(Path root) {
        return new Bases(root.toAbsolutePath().normalize());
    }

    /** The folder into which {@link #write} writes, and nothing else. */
    public Path aside(String night) {
        return root.resolve(ASIDE + night);
    }

    /** Writes aside what a night knows and found, before it has a version. */
    public Basis write(String night, Recomputation recomputation, String program, Warehouse warehouse) {
        Path folder = aside(night);
        try {
            FileSystemUtils.deleteRecursively(folder);
            Files.createDirectories(folder);
            SortedMap<String, String> files = new TreeMap<>();
            for (Model model : recomputation.kept()) {
                List<String> columns =
                        model.contract().columns().stream().map(Column::name).toList();
                export(model.relation(), columns, model.contract().grain(), folder, files, warehouse);
            }
            SortedSet<RelationName> around = new TreeSet<>(recomputation.surroundings());
            around.addAll(recomputation.makersPolicies());
            for (RelationName relation : around) {
                List<String> columns = warehouse.describe("SELECT * FROM " + SqlText.name(relation)).stream()
                        .map(ResultColumn::name)
                        .toList();
                export(relation, columns, columns, folder, files, warehouse);
            }
            Row current = warehouse
                    .rows("SELECT CAST(as_of AS VARCHAR), reporting_currency FROM "
                            + SqlText.name(RunRelations.CURRENT))
                    .get(0);
            return Basis.seal(
                    folder,
                    new Basis.Contents(
                            current.text(0),
                            current.text(1),
                            Fingerprint.of(List.of(program, recomputation.fingerprint())),
                            recomputation.makersFingerprint(),
                            files));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep what the next night is explained by: " + e.getMessage(), e);
        }
    }

    private static void export(
            RelationName relation,
            List<String> columns,
            List<String> order,
            Path folder,
            Map<String, String> files,
            Warehouse warehouse)
            throws IOException {
        Path file = Basis.file(folder, relation);
        warehouse.exportParquet(
                "SELECT " + columns.stream().map(SqlText::name).collect(Collectors.joining(", ")) + " FROM "
                        + SqlText.name(relation) + " ORDER BY "
                        + order.stream()
                                .map(column -> SqlText.name(column) + " ASC NULLS LAST")
                                .collect(Collectors.joining(", ")),
                file,
                Warehouse.ParquetLayout.LANDING,
                Map.of());
        files.put(relation.toString(), Fingerprint.ofBytes(file));
    }

    /** Whether {@link #write} has been done for a night, and nothing has happened to it since. */
    public boolean isWritten(String night) {
        try {
            Basis.open(aside(night));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Gives what was written aside the name of the version that the night became, and forgets what is older than a week of nights. */
    public void keep(String night, String version) {
        Path kept = root.resolve(version);
        try {
            FileSystemUtils.deleteRecursively(kept);
            Files.move(aside(night), kept, StandardCopyOption.ATOMIC_MOVE);
            forgetOld();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep what the next night is explained by: " + e.getMessage(), e);
        }
    }

    /**
     * The basis of a version.
     *
     * @throws IOException with the reason, where it is damaged
     */
    Basis of(String version) throws IOException {
        return Basis.open(root.resolve(version));
    }

    boolean has(String version) {
        return Files.isDirectory(root.resolve(version));
    }

    /** Of a day only the newest revision can be the night before another; what stands aside belongs to a night that was given up. */
    private void forgetOld() throws IOException {
        Map<String, Path> newestOfDay = new TreeMap<>(Comparator.reverseOrder());
        for (Path folder : folders()) {
            String name = folder.getFileName().toString();
            Path replaced = name.startsWith(ASIDE) ? folder : newestOfDay.put(dayOf(name), folder);
            if (replaced != null) {
                FileSystemUtils.deleteRecursively(replaced);
            }
        }
        for (Path old : newestOfDay.values().stream().skip(DAYS_KEPT).toList()) {
            FileSystemUtils.deleteRecursively(old);
        }
    }

    private static String dayOf(String version) {
        return version.substring(0, Math.max(0, version.indexOf('-')));
    }

    private static long revisionOf(String version) {
        String[] words = version.split("-", -1);
        return words.length > 1 && words[1].matches("r\\d{1,9}") ? Long.parseLong(words[1].substring(1)) : -1;
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> found = Files.list(root)) {
            return found.sorted(Comparator.comparing(
                                    (Path path) -> revisionOf(path.getFileName().toString()))
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
    }
}

package io.clientele.extract;

import io.clientele.model.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * Where deliveries are kept as they came: a folder for each file of a source and each night, written aside and renamed.
 *
 * <pre>
 * landing/erp/orders/2026-11-20-r0/{delivered.parquet, malformed.parquet, MANIFEST.json}   of a file
 * landing/erp/orders/2026-11-20-r0/{rows-0.parquet, deleted.parquet, MANIFEST.json}        of a database
 * landing/erp/.read/2026-11-20-r0            once all tables of the database are there
 * landing/.adopted/2026-11-20-r1             of a night that looks at no delivery, but has what another one kept
 * </pre>
 */
public final class LandingZone {

    static final String DELIVERED = "delivered.parquet";
    static final String MALFORMED = "malformed.parquet";

    /** The folder, beside those of a database's tables, of a mark for each night that has read all of them. */
    private static final String READ = ".read";

    private final Path root;
    private final LandedNight night;
    private final LandedTables tables;

    public LandingZone(Path root, LocalDate businessDate, long revision) {
        this.root = root;
        this.night = new LandedNight(businessDate, revision);
        this.tables = new LandedTables(root);
    }

    LandedNight night() {
        return night;
    }

    /**
     * What is known of a landed file.
     *
     * @param sha256 of the file as it was delivered
     * @param recordCount records that could be read
     * @param malformedCount lines that are no records
     * @param extractedAt when it was taken in
     */
    public record Landed(
            String source,
            String file,
            String deliveredAs,
            long bytes,
            String sha256,
            List<String> columns,
            long recordCount,
            long malformedCount,
            Instant extractedAt) {

        Landed with(long records) {
            return new Landed(source, file, deliveredAs, bytes, sha256, columns, records, malformedCount, extractedAt);
        }
    }

    Path folder(String source, String file) {
        return tables.folder(source, file, night);
    }

    Path quarantine(String source, String table) {
        return root.resolve(source)
                .resolve("quarantine")
                .resolve(night.toString())
                .resolve(table + ".parquet");
    }

    Optional<Landed> landed(String source, String file) {
        return LandedManifest.read(folder(source, file), Landed.class);
    }

    /** What this night has read of a table of a database. */
    Optional<Extracted> extracted(String source, String table) {
        return tables.extracted(source, table, night);
    }

    /** What a night has read of a table of a database. */
    Optional<Extracted> extracted(String source, String table, LandedNight of) {
        return tables.extracted(source, table, of);
    }

    /** Whether this night has read a database to its end; only then other nights may build upon it. */
    boolean isRead(String source) {
        return Files.exists(mark(source, night));
    }

    /** Says that this night has read a database to its end. */
    void markRead(String source) {
        Path mark = mark(source, night);
        try {
            Files.createDirectories(mark.getParent());
            Files.writeString(mark, "");
        } catch (IOException e) {
            throw cannotWrite(mark, e);
        }
    }

    /** Says that this night has to read a database anew. */
    void forgetRead(String source) {
        discard(mark(source, night));
    }

    private Path mark(String source, LandedNight of) {
        return root.resolve(source).resolve(READ).resolve(of.toString());
    }

    /** Every night that has read a table, and its database to the end, the earliest first. */
    List<LandedNight> nightsOf(String source, String table) {
        return tables.nightsOf(source, table).stream()
                .filter(of -> Files.exists(mark(source, of)))
                .toList();
    }

    /**
     * The nights that together hold a table as it is known on one of them.
     *
     * @throws Refusal where one of them is gone
     */
    Chain chain(String source, String table, LandedNight newest) {
        return tables.findChain(source, table, newest)
                .orElseThrow(() -> new Refusal(
                        Refusal.Kind.FAILED,
                        "Cannot read " + table + " of " + source + ": a night that " + newest
                                + " builds upon is gone from the landing zone\n  at "
                                + tables.folder(source, table, newest)));
    }

    /** The nights that together hold a table; empty where one of them is gone. */
    Optional<Chain> findChain(String source, String table, LandedNight newest) {
        return tables.findChain(source, table, newest);
    }

    /** A fresh folder to write a delivery into. */
    Path begin(String source, String file) {
        Path aside = aside(source, file);
        try {
            delete(aside);
            return Files.createDirectories(aside);
        } catch (IOException e) {
            throw cannotWrite(aside, e);
        }
    }

    /** Puts what was written aside into its place, with its manifest; what stood there before is gone. */
    void complete(Landed landed) {
        complete(landed.source(), landed.file(), landed);
    }

    /** Puts the rows that were written aside into their place, with their manifest. */
    void complete(Extracted extracted) {
        complete(extracted.source(), extracted.table(), extracted);
    }

    private void complete(String source, String file, Object manifest) {
        Path aside = aside(source, file);
        Path folder = folder(source, file);
        try {
            LandedManifest.write(aside, manifest);
            delete(folder);
            Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw cannotWrite(folder, e);
        }
    }

    /**
     * Gives this night what another one keeps now, instead of what is delivered now. What was half done is done again.
     *
     * @param businessDate of the other night, and {@code revision} its revision
     */
    public void adopt(LocalDate businessDate, long revision) {
        LandedNight other = new LandedNight(businessDate, revision);
        try {
            for (Path source : below(root)) {
                for (Path file : below(source)) {
                    adopt(source.getFileName().toString(), file.getFileName().toString(), other);
                }
            }
            Files.createDirectories(adopted().getParent());
            Files.writeString(adopted(), other + "\n");
        } catch (IOException e) {
            throw cannotWrite(adopted(), e);
        }
    }

    private void adopt(String source, String file, LandedNight other) throws IOException {
        Path from = tables.folder(source, file, other);
        if (LandedManifest.isIn(from)) {
            Path aside = begin(source, file);
            FileSystemUtils.copyRecursively(from, aside);
            delete(folder(source, file));
            Files.move(aside, folder(source, file), StandardCopyOption.ATOMIC_MOVE);
        } else if (file.equals(READ) && Files.exists(mark(source, other))) {
            markRead(source);
        }
    }

    private Path adopted() {
        return root.resolve(".adopted").resolve(night.toString());
    }

    /** Whether this night has what another one kept, and looks at no delivery. */
    boolean isAdopted() {
        return Files.exists(adopted());
    }

    /** Whether another night builds upon what this one has read of a table. */
    boolean isBuiltUpon(String source, String table) {
        return tables.nightsOf(source, table).stream().anyMatch(other -> isBuiltUponBy(source, table, other));
    }

    /** Deletes what this night has read of a table, unless another night builds upon it. */
    void forget(String source, String table) {
        if (!isBuiltUpon(source, table)) {
            try {
                delete(folder(source, table));
            } catch (IOException e) {
                throw cannotWrite(folder(source, table), e);
            }
        }
    }

    /** Deletes what was written aside of a table and will never be whole. */
    void abandon(String source, String table) {
        try {
            delete(aside(source, table));
        } catch (IOException e) {
            throw cannotWrite(aside(source, table), e);
        }
    }

    private boolean isBuiltUponBy(String source, String table, LandedNight other) {
        return LandedManifest.read(tables.folder(source, table, other), JsonNode.class)
                .filter(manifest -> manifest.path("base").asString("").equals(night.toString()))
                .isPresent();
    }

    /** Deletes what this night kept, of all sources, but for what another night builds upon. */
    public void forget() {
        discard(adopted());
        try {
            for (Path source : below(root)) {
                for (Path file : below(source)) {
                    forget(source.getFileName().toString(), file.getFileName().toString());
                }
            }
        } catch (IOException e) {
            throw cannotWrite(root, e);
        }
    }

    private static List<Path> below(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.toList();
        }
    }

    private Path aside(String source, String file) {
        return root.resolve(source).resolve(file).resolve(".aside-" + night);
    }

    private static Refusal cannotWrite(Path path, IOException e) {
        return new Refusal(Refusal.Kind.FAILED, "Cannot write to the landing zone: " + e + "\n  at " + path, e);
    }

    /** Deletes a file that has served. */
    static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    private static void delete(Path folder) throws IOException {
        FileSystemUtils.deleteRecursively(folder);
    }
}

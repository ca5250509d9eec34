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
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where deliveries are kept as they came: a folder for each file of a source and each night, written aside and renamed.
 *
 * <pre>landing/erp/orders/2026-11-20-r0/{delivered.parquet, malformed.parquet, MANIFEST.json}</pre>
 */
public final class LandingZone {

    static final String DELIVERED = "delivered.parquet";
    static final String MALFORMED = "malformed.parquet";
    private static final String MANIFEST = "MANIFEST.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path root;
    private final String night;

    public LandingZone(Path root, LocalDate businessDate, long revision) {
        this.root = root;
        this.night = businessDate + "-r" + revision;
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
            Instant extractedAt) {}

    Path folder(String source, String file) {
        return root.resolve(source).resolve(file).resolve(night);
    }

    Path quarantine(String source, String table) {
        return root.resolve(source).resolve("quarantine").resolve(night).resolve(table + ".parquet");
    }

    Optional<Landed> landed(String source, String file) {
        Path manifest = folder(source, file).resolve(MANIFEST);
        if (!Files.exists(manifest)) {
            return Optional.empty();
        }
        return Optional.of(JSON.readValue(manifest.toFile(), Landed.class));
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
        Path aside = aside(landed.source(), landed.file());
        Path folder = folder(landed.source(), landed.file());
        try {
            Files.write(aside.resolve(MANIFEST), JSON.writeValueAsBytes(landed));
            delete(folder);
            Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw cannotWrite(folder, e);
        }
    }

    /** Deletes what this night kept, of all sources. */
    public void forget() {
        try {
            for (Path source : below(root)) {
                for (Path file : below(source)) {
                    delete(file.resolve(night));
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

    private static void delete(Path folder) throws IOException {
        FileSystemUtils.deleteRecursively(folder);
    }
}

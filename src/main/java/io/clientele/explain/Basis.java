package io.clientele.explain;

import io.clientele.model.Fingerprint;
import io.clientele.model.RelationName;
import io.clientele.warehouse.Warehouse;
import io.clientele.warehouse.WarehouseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.springframework.util.FileSystemUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a night knew and found, kept as Parquet for the night that is explained by it: a folder that nothing is changed in. */
public final class Basis {

    private static final String MANIFEST = "manifest.json";
    private static final int FORMAT_VERSION = 2;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private final Path folder;
    private final Contents contents;

    private Basis(Path folder, Contents contents) {
        this.folder = folder;
        this.contents = contents;
    }

    /**
     * What the manifest says.
     *
     * @param asOf the business date, as ISO 8601
     * @param models tells the arithmetic between facts and measures
     * @param makers tells how facts were made
     * @param files the SHA-256 of each relation's file
     */
    record Contents(
            int formatVersion,
            String asOf,
            String reportingCurrency,
            String models,
            String makers,
            SortedMap<String, String> files) {

        Contents(String asOf, String reportingCurrency, String models, String makers, SortedMap<String, String> files) {
            this(FORMAT_VERSION, asOf, reportingCurrency, models, makers, files);
        }
    }

    /** Writes the manifest beside the files that it names, after them. */
    static Basis seal(Path folder, Contents contents) throws IOException {
        Files.write(folder.resolve(MANIFEST), JSON.writeValueAsBytes(contents));
        return new Basis(folder, contents);
    }

    /**
     * Opens a basis and compares every file with its manifest.
     *
     * @throws IOException with the reason, where one is not as it was written
     */
    static Basis open(Path folder) throws IOException {
        Contents contents = contents(folder.resolve(MANIFEST));
        if (contents.formatVersion() != FORMAT_VERSION) {
            throw new IOException("its format is " + contents.formatVersion() + ", not " + FORMAT_VERSION);
        }
        for (Map.Entry<String, String> file : contents.files().entrySet()) {
            Path path = file(folder, RelationName.parse(file.getKey()));
            if (!Files.exists(path)) {
                throw new IOException(path.getFileName() + " is missing");
            }
            if (!Fingerprint.ofBytes(path).equals(file.getValue())) {
                throw new IOException(path.getFileName() + " is not as it was written");
            }
        }
        return new Basis(folder, contents);
    }

    Path folder() {
        return folder;
    }

    /** The same in a folder of the caller's, for an engine that may read nowhere else. */
    Basis copiedTo(Path target) throws IOException {
        FileSystemUtils.copyRecursively(folder, target);
        return new Basis(target, contents);
    }

    /**
     * Has the engine look at every file.
     *
     * @throws IOException with the reason, where it cannot read one
     */
    void demandReadable(Warehouse warehouse) throws IOException {
        try (Warehouse aside = warehouse.aside()) {
            for (String name : contents.files().keySet()) {
                RelationName relation = RelationName.parse(name);
                aside.registerParquet(relation, List.of(file(relation)));
            }
        } catch (WarehouseException e) {
            if (e.isOfEngine()) {
                throw e;
            }
            throw new IOException(e.reason(), e);
        }
    }

    private static Contents contents(Path manifest) throws IOException {
        if (!Files.exists(manifest)) {
            throw new IOException(MANIFEST + " is missing");
        }
        try {
            Contents contents = JSON.readValue(Files.readAllBytes(manifest), Contents.class);
            LocalDate.parse(contents.asOf());
            contents.files().keySet().forEach(RelationName::parse);
            return contents;
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            throw new IOException(MANIFEST + " is not readable", e);
        }
    }

    static Path file(Path folder, RelationName relation) {
        return folder.resolve(relation + ".parquet");
    }

    Path file(RelationName relation) {
        return file(folder, relation);
    }

    /** The SHA-256 of a relation's file; two with the same have the same rows. */
    String sha256(RelationName relation) {
        return Objects.requireNonNull(contents.files().get(relation.toString()), () -> "no basis has " + relation);
    }

    boolean has(RelationName relation) {
        return contents.files().containsKey(relation.toString());
    }

    /** Whether all of these relations are, byte for byte, the same in both. */
    boolean agrees(Basis other, Collection<RelationName> relations) {
        return relations.stream()
                .map(RelationName::toString)
                .allMatch(name -> Objects.equals(
                        contents.files().get(name), other.contents.files().get(name)));
    }

    LocalDate asOf() {
        return LocalDate.parse(contents.asOf());
    }

    String reportingCurrency() {
        return contents.reportingCurrency();
    }

    /** Whether facts and measures have the same arithmetic between them, and the same program runs it. */
    boolean hasModelsOf(Basis other) {
        return contents.models().equals(other.contents.models());
    }

    /** Whether facts are made in the same way. */
    boolean hasMakersOf(Basis other) {
        return contents.makers().equals(other.contents.makers());
    }
}

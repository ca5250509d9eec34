package io.clientele.nightly;

import io.clientele.extract.LandedErasure;
import io.clientele.extract.Pseudonyms;
import io.clientele.extract.Suppressions;
import io.clientele.extract.Traces;
import io.clientele.model.Contract;
import io.clientele.model.Refusal;
import io.clientele.model.RelationName;
import io.clientele.model.SqlText;
import io.clientele.nightly.ErasureBook.UnderWay;
import io.clientele.publish.Manifest;
import io.clientele.publish.Pointer;
import io.clientele.publish.PublishedMarts;
import io.clientele.publish.VersionCollector;
import io.clientele.warehouse.DuckDbWarehouse;
import io.clientele.warehouse.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * Forgets somebody, while no night runs. Whatever is done first makes what follows hold: no delivery brings them back, nothing
 * landed is left, what readers are shown is computed anew from what is landed, and only then older versions go. Asked for again it goes on where it was cut off.
 */
public final class Erasure {

    private final NightSettings settings;
    private final ErasureBook book;

    public Erasure(NightSettings settings) {
        this.settings = settings;
        this.book = new ErasureBook(settings.state());
    }

    /**
     * Forgets a customer or a person.
     *
     * @param who asks for it, and {@code reason} why, for the record
     * @return what proves it; it stands in {@code state/evidence} too
     * @throws Refusal {@code USAGE} where nobody knows them, {@code BUSY} while a night runs, {@code FAILED} where something is
     *     left, and whatever keeps a night from being published
     */
    public ErasureEvidence forget(Somebody somebody, String who, String reason, StepListener listener) {
        if (reason.isBlank()) {
            throw new Refusal(Refusal.Kind.USAGE, "Cannot forget anybody without a reason");
        }
        StateFolder.make(settings.state());
        RunHolder me = new RunHolder("forget", ProcessHandle.current().pid(), WallClock.now());
        try (NightLock alone = NightLock.take(settings.state(), me);
                DuckDbWarehouse engine = DuckDbWarehouse.inMemory()) {
            Ingredients ingredients = Ingredients.read(settings);
            LandedErasure landed = new LandedErasure(
                    settings.landing(),
                    ingredients.sources(),
                    ingredients.catalogue().landing(),
                    Night.engineOf(engine));
            UnderWay erasure = begin(somebody, who, reason, ingredients, landed, engine);
            Traces traces = new Traces(erasure.texts());
            clear(erasure, landed, traces);
            publishAnew(erasure, alone, listener, traces);
            deleteVersions(erasure, new DataSearch(traces, engine));
            compactMetadata();
            maskState(erasure, traces);
            return prove(erasure, new DataSearch(traces, engine));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot forget: " + e.getMessage() + "; asked for again it goes on", e);
        } catch (SQLException e) {
            throw new Refusal(
                    Refusal.Kind.FAILED, "Cannot forget: the metadata of runs cannot be changed: " + e.getMessage(), e);
        }
    }

    private UnderWay begin(
            Somebody somebody,
            String who,
            String reason,
            Ingredients ingredients,
            LandedErasure landed,
            DuckDbWarehouse engine)
            throws IOException {
        Optional<UnderWay> cutOff = book.underWay();
        if (cutOff.isPresent()) {
            if (!cutOff.get().somebody().equals(somebody.words())) {
                throw new Refusal(
                        Refusal.Kind.USAGE,
                        "Cannot forget " + somebody.words()
                                + ": another erasure was cut off and has to be finished first",
                        List.of("./clientele forget " + (cutOff.get().number() == null ? "--record " : "")
                                + cutOff.get().somebody() + " --reason …"));
            }
            landed.follow(cutOff.get().keys());
            return cutOff.get();
        }
        return find(somebody, who, reason, ingredients, landed, engine);
    }

    private UnderWay find(
            Somebody somebody,
            String who,
            String reason,
            Ingredients ingredients,
            LandedErasure landed,
            DuckDbWarehouse engine)
            throws IOException {
        Pointer shown = PublishedMarts.open(settings.marts())
                .pointer()
                .orElseThrow(() -> unknown(somebody, "nothing is published yet"));
        List<Somebody.Record> records = records(somebody, shown, ingredients, landed, engine);
        Pseudonyms pseudonyms = Pseudonyms.ofKeyMadeAt(settings.pseudonymKey());
        SortedMap<String, SortedSet<String>> known = new TreeMap<>();
        List<String> suppressed = new ArrayList<>();
        for (Somebody.Record found : records) {
            known.computeIfAbsent(found.source() + "/" + found.table(), none -> new TreeSet<>())
                    .add(found.key());
            suppressed.add(Suppressions.name(pseudonyms, found.source(), found.table(), found.key()));
        }
        SortedMap<String, SortedSet<String>> keys = landed.follow(known);
        SortedSet<String> texts = landed.texts();
        if (records.stream().anyMatch(found -> reason.contains(found.key())) || new Traces(texts).countIn(reason) > 0) {
            throw new Refusal(
                    Refusal.Kind.USAGE, "Cannot forget anybody for a reason that names them: it is kept for ever");
        }
        UnderWay erasure = new UnderWay(
                somebody.words(),
                somebody instanceof Somebody.Customer customer ? customer.number() : null,
                pseudonyms.name("somebody", somebody.words()),
                who,
                reason,
                WallClock.now(),
                keys,
                texts,
                suppressed,
                shown.version(),
                new TreeMap<>(),
                new ArrayList<>());
        new Audit(settings).tell(Actor.caller(), "forget", erasure.pseudonym(), reason, null);
        book.write(erasure);
        return erasure;
    }

    private static Refusal unknown(Somebody somebody, String why) {
        return new Refusal(Refusal.Kind.USAGE, "Cannot forget " + somebody.words() + ": " + why);
    }

    private List<Somebody.Record> records(
            Somebody somebody, Pointer shown, Ingredients ingredients, LandedErasure landed, DuckDbWarehouse engine) {
        if (somebody instanceof Somebody.Record record) {
            if (!landed.knows(record.source(), record.table(), record.key())) {
                throw unknown(somebody, "nothing that was landed has such a record of a customer or a person");
            }
            return List.of(record);
        }
        Contract subject = LandedErasure.subject(ingredients.catalogue().landing());
        List<Somebody.Record> records =
                records(somebody.words(), subject.belonging().subject().orElseThrow(), nightOf(shown), engine).stream()
                        .map(row -> new Somebody.Record(
                                row.text(0), subject.relation().name(), row.text(1)))
                        .toList();
        if (records.isEmpty()) {
            throw unknown(somebody, "no source of the night that is shown knows that number");
        }
        return records;
    }

    /** The work of a night, by the name of its version. */
    private Path nightOf(Pointer shown) {
        String version = shown.version();
        Path database = settings.work()
                .resolve(version.substring(0, version.lastIndexOf('-')))
                .resolve("night.duckdb");
        if (!Files.exists(database)) {
            throw new Refusal(
                    Refusal.Kind.USAGE,
                    "Cannot tell who is whom: the work of the night that is shown is gone",
                    List.of("./clientele rerun "
                            + PublishedMarts.open(settings.marts())
                                    .currentBusinessDate()
                                    .orElseThrow()
                            + " --reason … makes it again"));
        }
        return database;
    }

    private static List<Row> records(String customer, RelationName identities, Path database, DuckDbWarehouse engine) {
        engine.execute("ATTACH " + SqlText.path(database) + " AS shown_night (READ_ONLY)");
        try {
            return engine.rows("SELECT source_system, source_customer_id FROM shown_night." + SqlText.name(identities)
                    + " WHERE customer_id = " + SqlText.text(customer) + " ORDER BY ALL");
        } finally {
            engine.execute("DETACH shown_night");
        }
    }

    /** After this no night, whenever it runs, meets the customer. */
    private void clear(UnderWay erasure, LandedErasure landed, Traces traces) throws IOException {
        Night.suppressions(settings).add(erasure.suppressed());
        landed.erase(traces).forEach((file, count) -> erasure.removed().merge("landing/" + file, count, Long::sum));
        book.write(erasure);
        for (WorkFolder night : WorkFolder.all(settings)) {
            night.empty();
        }
        FileSystemUtils.deleteRecursively(settings.bases());
    }

    private void publishAnew(UnderWay erasure, NightLock alone, StepListener listener, Traces traces)
            throws SQLException, IOException {
        try (RunLauncher launcher = RunLauncher.open(settings)) {
            PublishedMarts marts = PublishedMarts.open(settings.marts());
            if (marts.pointer()
                    .filter(now -> now.version().equals(erasure.versionBefore()))
                    .isPresent()) {
                Manifest manifest = marts.current().orElseThrow().manifest();
                RunRequest again = new RunRequest(
                        manifest.businessDate(),
                        true,
                        "cli",
                        erasure.requestedBy(),
                        "forget " + erasure.shortName(),
                        null,
                        List.of());
                Night.landingZone(launcher.plan(again).night(), settings)
                        .adopt(manifest.businessDate(), manifest.revision());
                launcher.run(again, listener, alone);
            }
            count(erasure, "state/metadata", new MetadataErasure(launcher.metadata(), traces).erase());
        }
    }

    private void deleteVersions(UnderWay erasure, DataSearch search) throws IOException {
        PublishedMarts marts = PublishedMarts.open(settings.marts());
        String shown = marts.pointer().map(Pointer::version).orElseThrow();
        List<String> holding = new ArrayList<>();
        for (String version : marts.versions()) {
            Path folder = versionFolder(version);
            if (!version.equals(shown)
                    && (isInMarts(erasure, folder, search)
                            || !search.in(folder, Set.of()).hits().isEmpty())) {
                holding.add(version);
            }
        }
        holding.stream()
                .filter(version -> !erasure.versionsDeleted().contains(version))
                .forEach(erasure.versionsDeleted()::add);
        book.write(erasure);
        new VersionCollector(
                        settings.marts(),
                        Ingredients.read(settings).catalogue().job().retention())
                .erase(holding);
    }

    /** By the number, or by its pseudonym. */
    private boolean isInMarts(UnderWay erasure, Path version, DataSearch search) throws IOException {
        String number = erasure.number();
        return number != null
                && (search.knows(version, number)
                        || search.knows(version, MartPseudonyms.of(Pseudonyms.of(settings.pseudonymKey()), number)));
    }

    private Path versionFolder(String version) {
        return settings.marts().resolve("versions").resolve(version);
    }

    /** What is replaced in a file of the database stays in it until the file is written anew. */
    private void compactMetadata() throws SQLException {
        Path file = settings.state().toAbsolutePath().resolve("metadata");
        if (Files.exists(file.resolveSibling("metadata.mv.db"))) {
            try (FileStore store = FileStore.at(file)) {
                store.compact();
            }
        }
    }

    /** Logs, lineage and whatever else people and programs wrote of runs. */
    private void maskState(UnderWay erasure, Traces traces) throws IOException {
        count(erasure, "state/audit", new Audit(settings).log().rewrite(traces::masked));
        Set<String> left = Set.of("audit.jsonl", "metadata.mv.db", "suppressions.jsonl");
        List<Path> files;
        try (Stream<Path> all = Files.walk(settings.state())) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(book.file())
                            && !left.contains(file.getFileName().toString()))
                    .toList();
        }
        for (Path file : files) {
            count(erasure, "state/" + settings.state().relativize(file), traces.maskIn(file));
        }
    }

    private void count(UnderWay erasure, String where, long count) throws IOException {
        if (count > 0) {
            erasure.removed().merge(where, count, Long::sum);
            book.write(erasure);
        }
    }

    private ErasureEvidence prove(UnderWay erasure, DataSearch search) throws IOException {
        String shown = PublishedMarts.open(settings.marts())
                .pointer()
                .map(Pointer::version)
                .orElseThrow();
        DataSearch.Found found = search.in(settings.data(), Set.of(book.file()));
        if (isInMarts(erasure, versionFolder(shown), search)) {
            found.hits().merge("marts/versions/" + shown, 1L, Long::sum);
        }
        if (!found.hits().isEmpty()) {
            throw new Refusal(
                    Refusal.Kind.FAILED,
                    "Cannot end the erasure: what they were known by is still found",
                    found.hits().entrySet().stream()
                            .map(hit ->
                                    hit.getKey() + ": " + hit.getValue() + (hit.getValue() == 1 ? " time" : " times"))
                            .toList());
        }
        ErasureEvidence proof = new ErasureEvidence(
                erasure.pseudonym(),
                erasure.requestedBy(),
                erasure.reason(),
                erasure.requestedAt(),
                WallClock.now(),
                erasure.suppressed().size(),
                erasure.removed(),
                shown,
                erasure.versionsDeleted(),
                erasure.texts().size(),
                erasure.untraceableCount(),
                found.fileCount(),
                found.hits());
        book.end(erasure, proof);
        return proof;
    }
}

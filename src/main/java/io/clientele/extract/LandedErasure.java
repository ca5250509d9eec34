package io.clientele.extract;

import io.clientele.extract.LandingZone.Landed;
import io.clientele.model.Contract;
import io.clientele.model.Refusal;
import io.clientele.model.SqlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;

/** Takes somebody out of everything that was ever landed. Doing it again, or going on where it was cut off, does no harm. */
public final class LandedErasure {

    private final Path root;
    private final List<Source> sources;
    private final List<Contract> landing;
    private final LandedRows rows;
    private final Belongings belongings;
    private final MaskedWords words;
    private final ExtractedErasure extracted;
    private final SortedMap<String, Long> removed = new TreeMap<>();

    /** @param root of the landing zone */
    public LandedErasure(Path root, List<Source> sources, List<Contract> landing, TakeInEngine engine) {
        this.root = root;
        this.sources = sources;
        this.landing = landing;
        this.rows = new LandedRows(root, sources, engine);
        this.belongings =
                new Belongings(sources, landing, engine, rows::everyNight, (deliverer, table, keys) -> List.of());
        this.words = new MaskedWords(rows, belongings, landing);
        this.extracted = new ExtractedErasure(new LandedTables(root), rows, belongings);
    }

    /**
     * The contract whose rows are customers.
     *
     * @throws Refusal {@code USAGE} where no contract says so
     */
    public static Contract subject(List<Contract> landing) {
        return Belongings.subject(landing)
                .orElseThrow(() -> new Refusal(
                        Refusal.Kind.USAGE,
                        "Cannot forget anybody: no contract of landing says by subject: whose its rows are"));
    }

    /** Whether a source ever delivered a row of somebody under a key. */
    public boolean knows(String source, String table, String key) {
        return sources.stream().filter(known -> known.name().equals(source)).anyMatch(known -> landing.stream()
                .filter(contract -> contract.relation().name().equals(table))
                .filter(contract -> contract.belonging().isSomebody())
                .anyMatch(contract -> belongings.keysOf(known, contract).contains(key)));
    }

    /**
     * Follows all that leads to somebody, in every night that is landed.
     *
     * @param known keys that were found before, by {@code source/table}
     * @return those and all others
     * @throws Refusal {@code USAGE} where it cannot be told which rows of a source are whose
     */
    public SortedMap<String, SortedSet<String>> follow(Map<String, SortedSet<String>> known) {
        belongings.follow(known);
        return belongings.keys();
    }

    /** By what they are known: all keys, and what columns that point at a person say; but for what others are known by too. */
    public SortedSet<String> texts() {
        SortedSet<String> texts = new TreeSet<>();
        belongings.keys().values().forEach(texts::addAll);
        for (Source source : sources) {
            for (Contract contract : landing) {
                source.mapping(contract.relation().name())
                        .ifPresent(mapping -> texts.addAll(personal(source, contract, mapping)));
            }
        }
        texts.removeIf(text -> new Traces(List.of(text)).countIn(text) == 0);
        texts.removeAll(ofOthers(texts));
        return texts;
    }

    private Set<String> personal(Source source, Contract contract, TableMapping mapping) {
        Optional<String> folder = mapping.landedAs();
        Optional<RowRule> rule = folder.flatMap(name -> belongings.rule(source, name));
        Optional<String> all = folder.flatMap(name -> rows.everyNight(source, name));
        if (rule.isEmpty() || all.isEmpty()) {
            return Set.of();
        }
        Set<String> found = new TreeSet<>();
        for (String column : words.columns(source, contract, mapping)) {
            found.addAll(rows.texts("SELECT DISTINCT " + RowRule.key(column) + " FROM " + all.get() + " WHERE "
                    + rule.get().isTheirs()));
        }
        return found;
    }

    private Set<String> ofOthers(Set<String> texts) {
        Set<String> others = new TreeSet<>();
        if (texts.isEmpty()) {
            return others;
        }
        for (Path file : rows.mapped()) {
            String all = LandedRows.of(file);
            String values = rows.columns(file).stream().map(RowRule::key).collect(Collectors.joining(", "));
            others.addAll(rows.texts("SELECT DISTINCT value FROM (SELECT unnest([" + values + "]) AS value FROM ("
                    + rows.rule(file, belongings).map(rule -> rule.kept(all)).orElse("SELECT * FROM " + all)
                    + ")) WHERE value IN (" + SqlText.texts(texts) + ")"));
        }
        return others;
    }

    /**
     * Rewrites every file that has a row of theirs, and deletes what killed nights left half landed.
     *
     * @return how many rows are gone of each file of a source, of all its nights, and how many names were blanked
     */
    public SortedMap<String, Long> erase(Traces traces) {
        try {
            for (Path source : LandedRows.below(root)) {
                for (Path file : LandedRows.below(source)) {
                    for (Path night : LandedRows.below(file)) {
                        erase(source, file, night, traces);
                    }
                }
            }
            for (Source source : sources) {
                for (String table : source.extractedTables(landing)) {
                    count(source.name() + "/" + table, extracted.erase(source.name(), table));
                }
            }
            eraseUnmapped(traces);
            for (Path file : rows.mapped()) {
                count(rows.place(file) + ", masked words", words.in(file, traces));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot rewrite what was landed: " + e.getMessage(), e);
        }
        return removed;
    }

    private void count(String where, long count) {
        if (count > 0) {
            removed.merge(where, count, Long::sum);
        }
    }

    private void erase(Path source, Path file, Path night, Traces traces) throws IOException {
        String name = source.getFileName() + "/" + file.getFileName();
        if (night.getFileName().toString().startsWith(".aside-")) {
            FileSystemUtils.deleteRecursively(night);
        } else if (file.getFileName().toString().equals("quarantine")) {
            for (Path table : LandedRows.below(night)) {
                eraseQuarantine(table, name, traces);
            }
        } else if (Files.exists(night.resolve(LandingZone.DELIVERED))
                && rows.isMapped(night.resolve(LandingZone.DELIVERED))) {
            eraseDelivered(night, name);
            eraseMalformed(night.resolve(LandingZone.MALFORMED), name, traces);
        }
    }

    /** What no source fills any more, or not in that manner: nobody can tell whose its rows are, so a night that names them goes whole. */
    private void eraseUnmapped(Traces traces) throws IOException {
        Set<Path> nights = rows.all().stream()
                .filter(file -> !rows.isMapped(file))
                .map(Path::getParent)
                .collect(Collectors.toCollection(TreeSet::new));
        for (Path night : nights) {
            List<Path> files = LandedRows.below(night).stream()
                    .filter(file -> file.toString().endsWith(".parquet"))
                    .toList();
            if (files.stream().anyMatch(file -> isNaming(file, traces))) {
                long count = files.stream()
                        .mapToLong(file -> rows.count(LandedRows.of(file), "true"))
                        .sum();
                count(rows.place(night) + ", filled otherwise now", count);
                FileSystemUtils.deleteRecursively(night);
            }
        }
    }

    private boolean isNaming(Path file, Traces traces) {
        return rows.columns(file).stream()
                .flatMap(column ->
                        rows.texts("SELECT DISTINCT " + RowRule.key(column) + " FROM " + LandedRows.of(file)).stream())
                .anyMatch(value -> traces.countIn(value) > 0);
    }

    private void eraseDelivered(Path night, String name) throws IOException {
        Path file = night.resolve(LandingZone.DELIVERED);
        Optional<RowRule> rule = rows.rule(file, belongings);
        if (rule.isPresent()) {
            count(name, rows.count(LandedRows.of(file), rule.get().isTheirs()));
            recount(night, rows.without(file, rule));
        }
    }

    /** Says how many records a landed file has now. */
    private static void recount(Path folder, long recordCount) throws IOException {
        Optional<Landed> landed = LandedManifest.read(folder, Landed.class);
        if (landed.isPresent() && landed.get().recordCount() != recordCount) {
            LandedManifest.replace(folder, landed.get().with(recordCount));
        }
    }

    private void eraseMalformed(Path file, String name, Traces traces) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        String lines = LandedRows.of(file);
        List<String> naming = naming(lines, traces);
        if (!naming.isEmpty()) {
            count(name + " malformed", naming.size());
            rows.rewrite(
                    file,
                    "SELECT * REPLACE (CASE WHEN raw IN (" + SqlText.texts(naming) + ") THEN '" + Withholding.WITHHELD
                            + "' ELSE raw END AS raw) FROM " + lines);
        }
    }

    private void eraseQuarantine(Path file, String name, Traces traces) throws IOException {
        if (!file.getFileName().toString().endsWith(".parquet")) {
            Files.delete(file);
            return;
        }
        String quarantined = LandedRows.of(file);
        List<String> naming = naming(quarantined, traces);
        String isTheirs = ruleOfTable(file).map(rule -> rule.isTheirsIn("raw")).orElse("false")
                + (naming.isEmpty() ? "" : " OR raw IN (" + SqlText.texts(naming) + ")");
        long count = rows.count(quarantined, isTheirs);
        if (count > 0) {
            count(name, count);
            rows.rewrite(file, "SELECT * FROM " + quarantined + " WHERE NOT (" + isTheirs + ")");
        }
    }

    /** The rule for the quarantine of a table. */
    private Optional<RowRule> ruleOfTable(Path quarantine) {
        String table = quarantine.getFileName().toString().replace(".parquet", "");
        return rows.source(quarantine).flatMap(source -> source.mapping(table)
                .flatMap(TableMapping::landedAs)
                .flatMap(folder -> belongings.rule(source, folder)));
    }

    private List<String> naming(String lines, Traces traces) {
        return rows.texts("SELECT DISTINCT raw FROM " + lines).stream()
                .filter(raw -> traces.countIn(raw) > 0)
                .toList();
    }
}

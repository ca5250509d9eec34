package io.clientele.extract;

import io.clientele.model.Column;
import io.clientele.model.Contract;
import io.clientele.model.Refusal;
import io.clientele.model.SqlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** Takes somebody out of everything that was ever landed. Doing it again, or going on where it was cut off, does no harm. */
public final class LandedErasure {

    private static final String PARQUET = " (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE true)";

    private final Path root;
    private final List<Source> sources;
    private final List<Contract> landing;
    private final TakeInEngine engine;
    private final Belongings belongings;
    private final LandedTables tables;
    private final SortedMap<String, Long> removed = new TreeMap<>();

    /** Zero-based names of the files into which a database's rows are read. */
    private static final Pattern ROWS = Pattern.compile("rows-\\d+\\.parquet");

    /** @param root of the landing zone */
    public LandedErasure(Path root, List<Source> sources, List<Contract> landing, TakeInEngine engine) {
        this.root = root;
        this.tables = new LandedTables(root);
        this.sources = sources;
        this.landing = landing;
        this.engine = engine;
        this.belongings =
                new Belongings(sources, landing, engine, this::everyNight, (deliverer, table, keys) -> List.of());
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
        Optional<String> rows = folder.flatMap(name -> everyNight(source, name));
        if (rule.isEmpty() || rows.isEmpty()) {
            return Set.of();
        }
        Set<String> found = new TreeSet<>();
        for (String column : personalColumns(source, contract, mapping)) {
            texts("SELECT DISTINCT " + RowRule.key(column) + " FROM " + rows.get() + " WHERE "
                            + rule.get().isTheirs())
                    .forEach(found::add);
        }
        return found;
    }

    private Set<String> ofOthers(Set<String> texts) {
        Set<String> others = new TreeSet<>();
        if (texts.isEmpty()) {
            return others;
        }
        for (Path file : landed()) {
            String rows = rowsOf(file);
            List<String> columns = columns(file);
            String values = columns.stream().map(RowRule::key).collect(Collectors.joining(", "));
            others.addAll(texts("SELECT DISTINCT value FROM (SELECT unnest([" + values + "]) AS value FROM ("
                    + ruleOf(file).map(rule -> rule.kept(rows)).orElse("SELECT * FROM " + rows)
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
            for (Path source : below(root)) {
                for (Path file : below(source)) {
                    for (Path night : below(file)) {
                        erase(source, file, night, traces);
                    }
                }
            }
            for (Source source : sources) {
                for (String table : source.extractedTables(landing)) {
                    eraseExtracted(source.name(), table);
                }
            }
            eraseUnmapped(traces);
            for (Path file : landed()) {
                maskTexts(file, traces);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot rewrite what was landed: " + e.getMessage(), e);
        }
        return removed;
    }

    private void erase(Path source, Path file, Path night, Traces traces) throws IOException {
        String name = source.getFileName() + "/" + file.getFileName();
        if (night.getFileName().toString().startsWith(".aside-")) {
            FileSystemUtils.deleteRecursively(night);
        } else if (file.getFileName().toString().equals("quarantine")) {
            for (Path table : below(night)) {
                eraseQuarantine(table, name, traces);
            }
        } else if (Files.exists(night.resolve(LandingZone.DELIVERED))
                && isMapped(night.resolve(LandingZone.DELIVERED))) {
            eraseDelivered(night, name);
            eraseMalformed(night.resolve(LandingZone.MALFORMED), name, traces);
        }
    }

    /** Where somebody else's row names them in words, the words are masked, and the row stays. */
    private void maskTexts(Path file, Traces traces) throws IOException {
        List<String> masked = new ArrayList<>();
        for (String column : personalColumns(file)) {
            List<String> naming = texts("SELECT DISTINCT " + SqlText.name(column) + " FROM " + rowsOf(file)).stream()
                    .filter(text -> traces.countIn(text) > 0)
                    .toList();
            if (!naming.isEmpty()) {
                masked.add("CASE " + SqlText.name(column)
                        + naming.stream()
                                .map(text ->
                                        " WHEN " + SqlText.text(text) + " THEN " + SqlText.text(traces.masked(text)))
                                .collect(Collectors.joining())
                        + " ELSE " + SqlText.name(column) + " END AS " + SqlText.name(column));
                removed.merge(root.relativize(file).subpath(0, 2) + ", masked words", (long) naming.size(), Long::sum);
            }
        }
        if (!masked.isEmpty()) {
            rewrite(file, "SELECT * REPLACE (" + String.join(", ", masked) + ") FROM " + rowsOf(file));
        }
    }

    private Set<String> personalColumns(Path file) {
        String system = root.relativize(file).getName(0).toString();
        String folder = root.relativize(file).getName(1).toString();
        List<String> there = columns(file);
        Set<String> columns = new TreeSet<>();
        sources.stream().filter(source -> source.name().equals(system)).forEach(source -> {
            for (Contract contract : landing) {
                source.mapping(contract.relation().name())
                        .filter(mapping ->
                                mapping.landedAs().filter(folder::equals).isPresent())
                        .ifPresent(mapping -> columns.addAll(personalColumns(source, contract, mapping)));
            }
        });
        columns.removeIf(column -> !there.contains(column.toLowerCase(Locale.ROOT)));
        return columns;
    }

    /** Those that point at a person, and texts of any kind in which a person can be named. */
    private Set<String> personalColumns(Source source, Contract contract, TableMapping mapping) {
        Set<String> columns = new LinkedHashSet<>();
        contract.columns().stream()
                .filter(column -> column.pii() != Column.Pii.NONE)
                .forEach(column ->
                        belongings.column(source, mapping, column.name()).ifPresent(columns::add));
        return columns;
    }

    /** What no source fills any more, or not in that manner: nobody can tell whose its rows are, so a night that names them goes whole. */
    private void eraseUnmapped(Traces traces) throws IOException {
        Set<Path> nights = rowFiles().stream()
                .filter(file -> !isMapped(file))
                .map(Path::getParent)
                .collect(Collectors.toCollection(TreeSet::new));
        for (Path night : nights) {
            List<Path> files = below(night).stream()
                    .filter(file -> file.toString().endsWith(".parquet"))
                    .toList();
            if (files.stream().anyMatch(file -> isNaming(file, traces))) {
                long rows = files.stream()
                        .mapToLong(file -> count(rowsOf(file), "true"))
                        .sum();
                removed.merge(root.relativize(night.getParent()) + ", filled otherwise now", rows, Long::sum);
                FileSystemUtils.deleteRecursively(night);
            }
        }
    }

    private boolean isNaming(Path file, Traces traces) {
        return columns(file).stream()
                .flatMap(column -> texts("SELECT DISTINCT " + RowRule.key(column) + " FROM " + rowsOf(file)).stream())
                .anyMatch(value -> traces.countIn(value) > 0);
    }

    private boolean isMapped(Path file) {
        String system = root.relativize(file).getName(0).toString();
        String folder = root.relativize(file).getName(1).toString();
        boolean isRead = isRead(file);
        return sources.stream()
                .filter(source -> source.name().equals(system))
                .flatMap(source -> source.tables().values().stream())
                .anyMatch(mapping -> isRead
                        ? mapping.extract().isPresent() && mapping.table().equals(folder)
                        : mapping.files().contains(folder));
    }

    /** What the nights have read of a table of a database. */
    private void eraseExtracted(String source, String table) throws IOException {
        List<LandedNight> nights = tables.nightsOf(source, table).stream()
                .filter(night ->
                        !Files.exists(tables.folder(source, table, night).resolve(LandingZone.DELIVERED)))
                .toList();
        for (LandedNight night : nights) {
            eraseExtracted(night, tables.extracted(source, table, night).orElseThrow());
        }
        for (LandedNight night : nights) {
            Optional<Chain> chain = tables.findChain(source, table, night);
            if (chain.isPresent()) {
                tables.amend(
                        night, chain.get().newest().with(count("(" + chain.get().rows() + ")", "true")));
            }
        }
    }

    private void eraseExtracted(LandedNight night, Extracted extracted) throws IOException {
        Path folder = tables.folder(extracted.source(), extracted.table(), night);
        Set<String> theirs =
                belongings.keys().getOrDefault(Belongings.id(extracted.source(), extracted.table()), Belongings.NONE);
        List<Extracted.Part> left = new ArrayList<>();
        for (Extracted.Part part : extracted.parts()) {
            Path file = folder.resolve(part.file());
            long rows = without(file, ruleOf(file));
            if (rows < part.rowCount()) {
                removed.merge(extracted.source() + "/" + extracted.table(), part.rowCount() - rows, Long::sum);
            }
            left.add(new Extracted.Part(part.file(), rows));
        }
        if (!theirs.isEmpty()) {
            without(
                    folder.resolve(Chain.DELETED),
                    Optional.of(new RowRule(Map.of(extracted.key().get(0), theirs), Map.of())));
        }
        tables.amend(night, extracted.without(left, theirs));
    }

    /** How many rows a file has after those that a rule takes are gone. */
    private long without(Path file, Optional<RowRule> rule) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        String rows = rowsOf(file);
        if (rule.isPresent() && count(rows, rule.get().isTouched()) > 0) {
            rewrite(file, rule.get().kept(rows));
        }
        return count(rows, "true");
    }

    private void eraseDelivered(Path night, String name) throws IOException {
        Path file = night.resolve(LandingZone.DELIVERED);
        Optional<RowRule> rule = ruleOf(file);
        if (rule.isEmpty()) {
            return;
        }
        String rows = rowsOf(file);
        if (count(rows, rule.get().isTouched()) > 0) {
            removed.merge(name, count(rows, rule.get().isTheirs()), Long::sum);
            rewrite(file, rule.get().kept(rows));
        }
        LandingZone.recount(night, count(rows, "true"));
    }

    private void eraseMalformed(Path file, String name, Traces traces) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        String rows = rowsOf(file);
        List<String> naming = naming(rows, traces);
        if (!naming.isEmpty()) {
            removed.merge(name + " malformed", (long) naming.size(), Long::sum);
            rewrite(
                    file,
                    "SELECT * REPLACE (CASE WHEN raw IN (" + SqlText.texts(naming) + ") THEN '" + Withholding.WITHHELD
                            + "' ELSE raw END AS raw) FROM " + rows);
        }
    }

    private void eraseQuarantine(Path file, String name, Traces traces) throws IOException {
        if (!file.getFileName().toString().endsWith(".parquet")) {
            Files.delete(file);
            return;
        }
        String rows = rowsOf(file);
        List<String> naming = naming(rows, traces);
        String isTheirs = ruleOfTable(file).map(rule -> rule.isTheirsIn("raw")).orElse("false")
                + (naming.isEmpty() ? "" : " OR raw IN (" + SqlText.texts(naming) + ")");
        long count = count(rows, isTheirs);
        if (count > 0) {
            removed.merge(name, count, Long::sum);
            rewrite(file, "SELECT * FROM " + rows + " WHERE NOT (" + isTheirs + ")");
        }
    }

    /** The rule for the quarantine of a table. */
    private Optional<RowRule> ruleOfTable(Path quarantine) {
        String table = quarantine.getFileName().toString().replace(".parquet", "");
        String sourceName = root.relativize(quarantine).getName(0).toString();
        return sources.stream()
                .filter(source -> source.name().equals(sourceName))
                .flatMap(source -> source
                        .mapping(table)
                        .flatMap(TableMapping::landedAs)
                        .flatMap(folder -> belongings.rule(source, folder))
                        .stream())
                .findFirst();
    }

    private List<String> naming(String rows, Traces traces) {
        return texts("SELECT DISTINCT raw FROM " + rows).stream()
                .filter(raw -> traces.countIn(raw) > 0)
                .toList();
    }

    private void rewrite(Path file, String query) throws IOException {
        Path next = file.resolveSibling("." + file.getFileName() + ".next");
        engine.execute("COPY (" + query + ") TO " + SqlText.path(next) + PARQUET);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The rule for a landed file, of the columns that it has. */
    private Optional<RowRule> ruleOf(Path file) {
        String name = root.relativize(file).getName(1).toString();
        String sourceName = root.relativize(file).getName(0).toString();
        List<String> columns = columns(file);
        return sources.stream()
                .filter(source -> source.name().equals(sourceName))
                .flatMap(source -> belongings.rule(source, name).stream())
                .map(rule -> rule.over(columns))
                .findFirst();
    }

    private List<String> columns(Path file) {
        return texts("SELECT column_name FROM (DESCRIBE SELECT * FROM " + rowsOf(file) + ")").stream()
                .map(column -> column.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** SQL of what was landed of a file on any night. */
    private Optional<String> everyNight(Source source, String file) {
        String nights = landed().stream()
                .filter(path -> path.startsWith(root.resolve(source.name()).resolve(file)))
                .map(SqlText::path)
                .collect(Collectors.joining(", "));
        return nights.isEmpty()
                ? Optional.empty()
                : Optional.of("read_parquet([" + nights + "], union_by_name = true)");
    }

    private static String rowsOf(Path file) {
        return "read_parquet(" + SqlText.path(file) + ")";
    }

    private List<Path> landed() {
        return rowFiles().stream().filter(this::isMapped).toList();
    }

    private List<Path> rowFiles() {
        try (Stream<Path> files = Files.isDirectory(root) ? Files.walk(root) : Stream.empty()) {
            return files.filter(LandedErasure::hasRows).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasRows(Path file) {
        return file.getFileName().toString().equals(LandingZone.DELIVERED) || isRead(file);
    }

    /** Whether it was read of a database. */
    private static boolean isRead(Path file) {
        return ROWS.matcher(file.getFileName().toString()).matches();
    }

    private static List<Path> below(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        }
    }

    private long count(String rows, String condition) {
        Object count = engine.rows("SELECT count(*) FROM " + rows + " WHERE " + condition)
                .get(0)
                .get(0);
        return count instanceof Number number ? number.longValue() : 0;
    }

    private List<String> texts(String query) {
        List<String> texts = new ArrayList<>();
        for (List<@Nullable Object> row : engine.rows(query)) {
            Object text = row.get(0);
            if (text != null) {
                texts.add(text.toString());
            }
        }
        return texts;
    }
}

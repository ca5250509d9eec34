package io.clientele.nightly;

import io.clientele.extract.Finding;
import io.clientele.extract.Inspection;
import io.clientele.extract.SampleRows;
import io.clientele.extract.Source;
import io.clientele.extract.SourceCheck;
import io.clientele.extract.SourceReader;
import io.clientele.extract.SourceSample;
import io.clientele.extract.jdbc.Drivers;
import io.clientele.model.Column;
import io.clientele.model.Contract;
import io.clientele.model.Nearest;
import io.clientele.model.Refusal;
import io.clientele.publish.RowReader;
import io.clientele.publish.RowReader.Heading;
import io.clientele.rehearsal.Rehearsal;
import io.clientele.warehouse.DuckDbWarehouse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at sources without a night: nothing is landed, no lock is taken, and the data folder stays as it is. */
public final class Sources implements AutoCloseable {

    private final NightSettings settings;
    private final SourceFiles files;
    private final Rehearsal rehearsal;

    private Sources(NightSettings settings, Rehearsal rehearsal) {
        this.settings = settings;
        this.files = SourceFiles.of(settings);
        this.rehearsal = rehearsal;
    }

    /**
     * Reads the contracts that sources are held against.
     *
     * @throws Refusal {@code USAGE} where models or policies are wrong
     */
    public static Sources open(NightSettings settings) {
        return new Sources(settings, Rehearsal.of(settings.jobs(), settings.policy()));
    }

    /** What became of a check: how many problems, and the exit that they ask for; null where there are none. */
    public record Checked(int problemCount, Refusal.@Nullable Kind refusedAs) {}

    /** Rows of a table; the last value of each says what is wrong with it. */
    public record TableSample(
            String table, List<Column> columns, List<String> masked, List<List<@Nullable Object>> rows) {}

    /**
     * A row for each table of each source file, those that are configured first. No source is asked.
     *
     * @return what is wrong with files that cannot be read, by file
     */
    public Map<Path, Refusal> list(RowReader reader) {
        reader.columns(Stream.of("source", "kind", "configured", "where", "table", "read", "keys_compared", "file")
                .map(Sources::text)
                .toList());
        Map<Path, Refusal> unreadable = new LinkedHashMap<>();
        for (Path file : files.all()) {
            try {
                list(outline(file), reader);
            } catch (Refusal e) {
                unreadable.put(file, e);
            }
        }
        return unreadable;
    }

    private void list(Source source, RowReader reader) {
        for (Source.Reading reading : source.readings(landing())) {
            reader.row(Arrays.asList(
                    source.name(),
                    source.kind(),
                    isConfigured(source.definition()) ? "yes" : "no",
                    near(source.where()),
                    reading.table(),
                    reading.says(),
                    reading.keysComparedOn(),
                    near(source.definition().toString())));
        }
    }

    /** A path in our folder without it. */
    private static String near(String path) {
        return path.replace(Path.of("").toAbsolutePath() + "/", "");
    }

    public boolean isConfigured(Path file) {
        return files.isConfigured(file);
    }

    /**
     * Connects to a source, or opens its files, and holds what it gives against the contracts.
     *
     * @param name of a configured source or of a source file; without one, all that are configured
     * @throws Refusal {@code USAGE} where there is no such source or its file is wrong
     */
    public Checked check(Optional<String> name, RowReader reader) {
        List<Source> sources = name.map(this::named).map(List::of).orElseGet(() -> read(files.configured()));
        reader.columns(Stream.of("source", "table", "finding", "says")
                .map(Sources::text)
                .toList());
        List<Finding> problems = new ArrayList<>();
        try (DuckDbWarehouse warehouse = DuckDbWarehouse.inMemory()) {
            SourceCheck check = new SourceCheck(landing(), Night.engineOf(warehouse), Drivers.in(settings.drivers()));
            for (Source source : sources) {
                for (Finding finding : check.of(source, WallClock.now())) {
                    reader.row(row(source.name(), finding));
                    problems.add(finding);
                }
            }
        }
        if (name.isEmpty()) {
            Inspection.missingTables(sources, landing()).stream()
                    .map(says -> new Finding(Refusal.Kind.GATE, true, "", says))
                    .forEach(finding -> {
                        reader.row(row("", finding));
                        problems.add(finding);
                    });
        }
        problems.removeIf(finding -> !finding.isProblem());
        return new Checked(problems.size(), gravest(problems));
    }

    private static List<@Nullable Object> row(String source, Finding finding) {
        String level = finding.isProblem() ? "problem" : finding.isDoubtful() ? "warning" : "note";
        return Arrays.asList(source, finding.table(), level, near(finding.says()));
    }

    private static Refusal.@Nullable Kind gravest(List<Finding> problems) {
        return Stream.of(Refusal.Kind.values())
                .filter(kind -> problems.stream().anyMatch(problem -> kind == problem.refusedAs()))
                .findFirst()
                .orElse(null);
    }

    /**
     * Reads ten rows of each table of a source, or of one, with personal data masked.
     *
     * @param name of a configured source or of a source file
     * @throws Refusal {@code USAGE} where there is no such source or table; {@code SOURCE} or {@code GATE} where not all
     *     can be shown
     */
    public void sample(String name, Optional<String> table, Consumer<TableSample> reader) {
        Source whole = named(name);
        table.filter(wanted -> !whole.delivers(wanted)).ifPresent(unknown -> {
            throw new Refusal(
                    Refusal.Kind.USAGE,
                    "Cannot show " + unknown + ": " + whole.name() + " does not fill such a table"
                            + Nearest.hint(unknown, whole.tables().keySet()));
        });
        Source source = table.map(whole::only).orElse(whole);
        List<Contract> tables = landing().stream()
                .filter(contract -> source.delivers(contract.relation().name()))
                .toList();
        try (DuckDbWarehouse warehouse = DuckDbWarehouse.inMemory()) {
            new SourceSample(source, Night.engineOf(warehouse))
                    .read(tables, Drivers.in(settings.drivers()), rows -> reader.accept(sample(rows)));
        }
    }

    private static TableSample sample(SampleRows found) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (SampleRows.Row row : found.rows()) {
            List<@Nullable Object> values = new ArrayList<>(row.values());
            values.add(row.isWrong());
            rows.add(values);
        }
        return new TableSample(found.table(), found.columns(), found.masked(), rows);
    }

    /** By the name of a configured source, or else of a source file. */
    private Source named(String name) {
        Map<String, Path> known = new LinkedHashMap<>();
        for (Path file : files.all()) {
            known.putIfAbsent(SourceFiles.stem(file), file);
        }
        for (Path file : files.configured()) {
            sourceName(file).ifPresent(found -> known.put(found, file));
        }
        Path file = known.get(name);
        if (file == null) {
            throw new Refusal(
                    Refusal.Kind.USAGE,
                    "Cannot find the source " + name + Nearest.hint(name, known.keySet()) + ": there are "
                            + String.join(", ", known.keySet()));
        }
        return read(List.of(file)).get(0);
    }

    /** Of a file that cannot be read nobody knows it. */
    private Optional<String> sourceName(Path file) {
        try {
            return Optional.of(outline(file).name());
        } catch (Refusal unreadable) {
            return Optional.empty();
        }
    }

    private Source outline(Path file) {
        return SourceReader.outline(file, landing(), System.getenv(), rehearsal.queryReader());
    }

    private List<Source> read(List<Path> definitions) {
        return SourceReader.read(definitions, landing(), System.getenv(), rehearsal.queryReader());
    }

    private List<Contract> landing() {
        return rehearsal.catalogue().landing();
    }

    private static Heading text(String name) {
        return new Heading(name, false);
    }

    @Override
    public void close() {
        rehearsal.close();
    }
}

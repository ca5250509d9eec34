package io.clientele.explain;

import io.clientele.model.Column;
import io.clientele.model.Model;
import io.clientele.model.Recomputation;
import io.clientele.model.RelationName;
import io.clientele.model.Role;
import io.clientele.model.RunRelations;
import io.clientele.model.SqlText;
import io.clientele.warehouse.ResultColumn;
import io.clientele.warehouse.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Explains tonight's measures by those of an earlier night: from that night to this one the causes are changed one after the
 * other, always in the order late correction, time passing, new transaction, peers moving, policy changed, model changed, and after
 * each the measures are computed again. A cause that is the same in both nights is left out. Other queries come first of all, on
 * what the earlier night knew, for nothing can be computed by queries that are no longer there; parameters that were fitted anew
 * come last.
 */
public final class Explanation {

    private static final String ROOM = "explain";

    private final Recomputation recomputation;
    private final Basis tonight;
    private final Warehouse warehouse;
    private final Path folder;

    /**
     * @param tonight the basis of the night whose measures {@code warehouse} holds
     * @param folder for files that nobody needs afterwards
     */
    public Explanation(Recomputation recomputation, Basis tonight, Warehouse warehouse, Path folder) {
        this.recomputation = recomputation;
        this.tonight = tonight;
        this.warehouse = warehouse;
        this.folder = folder;
    }

    /**
     * The measures after a cause was changed.
     *
     * @param cause empty for those that were published
     */
    private record Step(Optional<Cause> cause, Path measures) {}

    /** What to change to: a cause and the scenario in which it is. */
    private record Change(Cause cause, Scenario scenario) {}

    /**
     * Fills {@code run.explanation} and {@code run.scenarios}. Where there is nothing to compare with, the latter stays empty and the
     * former says why; no night fails for it.
     *
     * @param earlier the version of the last published night before this one
     * @return what was found, in a few words
     */
    public String since(Optional<String> earlier, Bases bases) {
        if (earlier.isEmpty()) {
            return abstain(null, "NO_EARLIER_NIGHT", "no earlier night is published");
        }
        String version = earlier.get();
        if (!bases.has(version)) {
            return abstain(null, "BASIS_MISSING", "what " + version + " knew is not kept any more");
        }
        try {
            return since(bases.of(version));
        } catch (IOException e) {
            return abstain(null, "BASIS_DAMAGED", "what " + version + " knew is damaged: " + e.getMessage());
        }
    }

    private String since(Basis before) {
        if (!before.reportingCurrency().equals(tonight.reportingCurrency())) {
            return abstain(
                    before.asOf(), "CURRENCY_CHANGED", "the reporting currency was " + before.reportingCurrency());
        }
        try {
            FileSystemUtils.deleteRecursively(folder);
            Files.createDirectories(folder);
            List<Step> steps = steps(before);
            long count = write(steps);
            tell(before.asOf(), steps.size() - 1, null);
            return String.format(
                    Locale.ROOT,
                    count == 1 ? "%,d number changed since %s: %s" : "%,d numbers changed since %s: %s",
                    count,
                    before.asOf(),
                    words(steps));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot explain the difference to " + before.asOf() + ": " + e, e);
        } finally {
            clear();
        }
    }

    private static String words(List<Step> steps) {
        return steps.stream()
                .flatMap(step -> step.cause().stream())
                .map(cause -> cause.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private String abstain(@Nullable LocalDate previous, String reason, String words) {
        warehouse.createEmpty(RunRelations.SCENARIOS, columns(RunRelations.SCENARIOS));
        tell(previous, 0, reason);
        return "nothing to compare with: " + words;
    }

    private void tell(@Nullable LocalDate previous, int stepCount, @Nullable String reason) {
        warehouse.createEmpty(RunRelations.EXPLANATION, columns(RunRelations.EXPLANATION));
        warehouse.append(
                RunRelations.EXPLANATION,
                columns(RunRelations.EXPLANATION),
                List.of(Arrays.asList(previous, stepCount, reason)));
    }

    private static List<Column> columns(RelationName relation) {
        return RunRelations.all().getOrDefault(relation, List.of());
    }

    /** The last step is always what tonight has found itself. */
    private List<Step> steps(Basis before) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(Optional.empty(), measuresOf(before)));
        if (!hasShapeOf(before)) {
            steps.add(new Step(Optional.of(Cause.MODEL_CHANGED), measuresOf(tonight)));
            return steps;
        }
        Map<RelationName, Path> held = held(before);
        if (!before.hasModelsOf(tonight)) {
            held = again(before);
            steps.add(new Step(Optional.of(Cause.MODEL_CHANGED), again(recomputation.measures())));
        }
        List<Change> changes = changes(before, held);
        for (Change change : changes.subList(0, changes.size() - 1)) {
            steps.add(new Step(Optional.of(change.cause()), compute(change.scenario(), steps.size())));
        }
        steps.add(new Step(Optional.of(changes.get(changes.size() - 1).cause()), measuresOf(tonight)));
        return steps;
    }

    private List<Change> changes(Basis before, Map<RelationName, Path> held) {
        Optional<LocalDate> last = Optional.of(before.asOf());
        Map<RelationName, Path> heldFits = onlyFits(held);
        boolean isPolicyChanged = !before.agrees(tonight, policies());
        List<Change> changes = new ArrayList<>();
        if (!before.agrees(tonight, facts())) {
            Cause cause = before.hasMakersOf(tonight) ? Cause.LATE_CORRECTION : Cause.MODEL_CHANGED;
            changes.add(new Change(cause, new Scenario(tonight, last, before, before, held)));
        }
        changes.add(new Change(Cause.TIME_PASSING, new Scenario(tonight, last, tonight, before, held)));
        changes.add(new Change(Cause.NEW_TRANSACTION, new Scenario(tonight, Optional.empty(), tonight, before, held)));
        if (!recomputation.of(Role.Kind.PEERS).isEmpty()) {
            changes.add(
                    new Change(Cause.PEERS_MOVING, new Scenario(tonight, Optional.empty(), tonight, before, heldFits)));
        }
        if (isPolicyChanged) {
            changes.add(new Change(
                    Cause.POLICY_CHANGED, new Scenario(tonight, Optional.empty(), tonight, tonight, heldFits)));
        }
        if (!before.agrees(tonight, relations(Role.Kind.FITS))) {
            changes.add(new Change(
                    Cause.MODEL_CHANGED, new Scenario(tonight, Optional.empty(), tonight, tonight, Map.of())));
        }
        return changes;
    }

    /** What the earlier night knew, computed by tonight's queries: its peers and fits, and the measures beside them. */
    private Map<RelationName, Path> again(Basis before) {
        List<Model> asked = recomputation.models().stream()
                .filter(model -> model.contract().role().isPresent())
                .toList();
        Map<RelationName, Path> files = new HashMap<>();
        try (Warehouse aside = warehouse.aside()) {
            new Scenario(before, Optional.empty(), before, before, Map.of()).computeIn(aside, recomputation, asked);
            for (Model model : asked) {
                export(aside, model.relation(), again(model));
                files.put(model.relation(), again(model));
            }
        }
        files.remove(recomputation.measures().relation());
        return files;
    }

    private Path again(Model model) {
        return folder.resolve("again-" + model.relation() + ".parquet");
    }

    private Path compute(Scenario scenario, int number) {
        Path file = folder.resolve("step-" + number + ".parquet");
        try (Warehouse aside = warehouse.aside()) {
            scenario.computeIn(aside, recomputation, List.of(recomputation.measures()));
            export(aside, recomputation.measures().relation(), file);
        }
        return file;
    }

    private static void export(Warehouse warehouse, RelationName relation, Path file) {
        warehouse.exportParquet(
                "SELECT * FROM " + SqlText.name(relation), file, Warehouse.ParquetLayout.LANDING, Map.of());
    }

    private Map<RelationName, Path> held(Basis before) {
        Map<RelationName, Path> held = new HashMap<>();
        Stream.of(Role.Kind.PEERS, Role.Kind.FITS)
                .flatMap(kind -> relations(kind).stream())
                .forEach(relation -> held.put(relation, before.file(relation)));
        return held;
    }

    private Map<RelationName, Path> onlyFits(Map<RelationName, Path> held) {
        Map<RelationName, Path> fits = new HashMap<>(held);
        fits.keySet().retainAll(relations(Role.Kind.FITS));
        return fits;
    }

    private Path measuresOf(Basis basis) {
        return basis.file(recomputation.measures().relation());
    }

    private List<RelationName> relations(Role.Kind kind) {
        return recomputation.of(kind).stream().map(Model::relation).toList();
    }

    private List<RelationName> policies() {
        return recomputation.surroundings().stream()
                .filter(relation -> relation.schema().equals("config"))
                .toList();
    }

    /** Facts, and what the run tells of its deliveries. */
    private List<RelationName> facts() {
        return Stream.concat(
                        recomputation.facts().stream().map(Model::relation),
                        recomputation.surroundings().stream()
                                .filter(relation -> relation.schema().equals("run"))
                                .filter(relation -> !relation.equals(RunRelations.CURRENT)))
                .toList();
    }

    /** Whether tonight's queries find in the earlier basis the columns that they read. */
    private boolean hasShapeOf(Basis before) {
        List<RelationName> read = Stream.concat(
                        recomputation.facts().stream().map(Model::relation), recomputation.surroundings().stream())
                .toList();
        List<RelationName> taken = before.hasModelsOf(tonight)
                ? Stream.concat(read.stream(), held(before).keySet().stream()).toList()
                : read;
        if (!taken.stream().allMatch(before::has)) {
            return false;
        }
        try (Warehouse aside = warehouse.aside()) {
            return taken.stream()
                    .allMatch(relation -> shape(aside, before, relation).equals(shape(aside, tonight, relation)));
        }
    }

    private static List<ResultColumn> shape(Warehouse aside, Basis basis, RelationName relation) {
        aside.registerParquet(relation, List.of(basis.file(relation)));
        return aside.describe("SELECT * FROM " + SqlText.name(relation));
    }

    /** Writes, for each number that is not what it was, what it was after each step; says how many there are. */
    private long write(List<Step> steps) {
        Path file = folder.resolve("scenarios.parquet");
        try (Warehouse aside = warehouse.aside()) {
            for (int step = 0; step < steps.size(); step++) {
                aside.registerParquet(
                        measuresAfter(step), List.of(steps.get(step).measures()));
            }
            RelationName changed = new RelationName(ROOM, "changed");
            aside.createOrReplace(changed, changed(steps.size() - 1));
            String rows = IntStream.range(0, steps.size())
                    .mapToObj(step -> rows(step, steps.get(step).cause(), changed))
                    .collect(Collectors.joining("\nUNION ALL\n"));
            aside.exportParquet(
                    rows + "\nORDER BY measure NULLS LAST, level NULLS LAST, account_id NULLS LAST, step NULLS LAST",
                    file,
                    Warehouse.ParquetLayout.LANDING,
                    Map.of());
        }
        RelationName written = new RelationName(ROOM, "scenarios");
        warehouse.registerParquet(written, List.of(file));
        warehouse.createOrReplace(RunRelations.SCENARIOS, "SELECT * FROM " + SqlText.name(written));
        warehouse.drop(written);
        return warehouse
                .rows("SELECT count(*) FILTER (WHERE step = 0) FROM " + SqlText.name(RunRelations.SCENARIOS))
                .get(0)
                .whole(0);
    }

    private static RelationName measuresAfter(int step) {
        return new RelationName(ROOM, "step_" + step);
    }

    /** The numbers that differ; a measure that the earlier night did not have is none that changed. */
    private static String changed(int lastStep) {
        String before = SqlText.name(measuresAfter(0));
        String now = SqlText.name(measuresAfter(lastStep));
        return "SELECT measure, level, account_id FROM " + before + " AS b FULL JOIN " + now
                + " AS n USING (measure, level, account_id) WHERE b.value IS DISTINCT FROM n.value AND measure IN"
                + " (SELECT measure FROM " + before + ") AND measure IN (SELECT measure FROM " + now + ")";
    }

    private static String rows(int step, Optional<Cause> cause, RelationName changed) {
        return "SELECT CAST(" + step + " AS INTEGER) AS step, "
                + cause.map(known -> SqlText.text(known.name())).orElse("CAST(NULL AS VARCHAR)")
                + " AS cause, c.measure, c.level, c.account_id, m.measure IS NOT NULL AS is_known, m.value, m.words FROM "
                + SqlText.name(changed) + " AS c LEFT JOIN " + SqlText.name(measuresAfter(step))
                + " AS m ON m.measure = c.measure AND m.level = c.level AND m.account_id = c.account_id";
    }

    private void clear() {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot clear " + folder + ": " + e, e);
        }
    }
}

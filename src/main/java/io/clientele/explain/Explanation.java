package io.clientele.explain;

import io.clientele.model.Column;
import io.clientele.model.Recomputation;
import io.clientele.model.RelationName;
import io.clientele.model.RunRelations;
import io.clientele.warehouse.Warehouse;
import io.clientele.warehouse.WarehouseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Explains tonight's measures by those of an earlier night: from that night to this one the causes are changed one after the
 * other, always in the order late correction, time passing, new transaction, peers moving, policy changed, parameters refitted, and
 * after each the measures are computed again. A cause that is the same in both nights is left out. Other queries come first of all,
 * on what the earlier night knew, for nothing can be computed by queries that are no longer there.
 */
public final class Explanation {

    private final Recomputation recomputation;
    private final Basis tonight;
    private final Warehouse warehouse;
    private final Path folder;

    /**
     * @param tonight the basis of the night whose measures {@code warehouse} holds
     * @param folder for files that nobody needs afterwards; with what {@code tonight} lies in, all that the engine must reach
     */
    public Explanation(Recomputation recomputation, Basis tonight, Warehouse warehouse, Path folder) {
        this.recomputation = recomputation;
        this.tonight = tonight;
        this.warehouse = warehouse;
        this.folder = folder;
    }

    /**
     * Fills {@code run.explanation} and {@code run.scenarios}. Where there is nothing to compare with, or it cannot be computed again,
     * the latter stays empty and the former says why: no night fails for what an earlier one left.
     *
     * @param earlier the version of the last published night before this one
     * @return what was found, in a few words
     * @throws WarehouseException where the engine itself gives up: it is cancelled, or lacks memory or disk
     * @throws UncheckedIOException where tonight's own folder cannot be written
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
            FileSystemUtils.deleteRecursively(folder);
            Files.createDirectories(folder);
            return since(version, bases);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot explain the difference to " + version + ": " + e, e);
        } finally {
            clear();
        }
    }

    private String since(String version, Bases bases) throws IOException {
        Basis before;
        try {
            before = bases.of(version);
        } catch (IOException e) {
            return damaged(version, String.valueOf(e.getMessage()));
        }
        if (!before.reportingCurrency().equals(tonight.reportingCurrency())) {
            return abstain(
                    before.asOf(), "CURRENCY_CHANGED", "the reporting currency was " + before.reportingCurrency());
        }
        Basis copy = before.copiedTo(folder.resolve("before"));
        try {
            copy.demandReadable(warehouse);
        } catch (IOException e) {
            return damaged(version, before, copy, e);
        }
        return explained(copy);
    }

    /** Named is the file that is kept, and not the copy of it that is read. */
    private String damaged(String version, Basis kept, Basis copy, IOException damage) {
        String words = String.valueOf(damage.getMessage());
        return damaged(
                version, words.replace(copy.folder().toString(), kept.folder().toString()));
    }

    private String damaged(String version, String words) {
        return abstain(null, "BASIS_DAMAGED", "what " + version + " knew is damaged: " + words);
    }

    /** Tonight's own arithmetic has passed already; what fails now is what it makes of another night's records. */
    private String explained(Basis before) {
        List<Step> steps;
        try {
            steps = new Steps(new Difference(recomputation, before, tonight), warehouse, folder).all();
        } catch (RuntimeException e) {
            if (e instanceof WarehouseException refused && refused.isOfEngine()) {
                throw e;
            }
            return abstain(
                    before.asOf(),
                    "NOT_COMPUTABLE",
                    "what was known on " + before.asOf() + " cannot be computed again: " + e.getMessage());
        }
        long count = Scenarios.write(steps, warehouse, folder.resolve("scenarios.parquet"));
        tell(before.asOf(), steps.size() - 1, null);
        return String.format(
                Locale.ROOT,
                count == 1 ? "%,d number changed since %s: %s" : "%,d numbers changed since %s: %s",
                count,
                before.asOf(),
                words(steps));
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

    private void clear() {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot clear " + folder + ": " + e, e);
        }
    }
}

package io.clientele.explain;

import io.clientele.model.RelationName;
import io.clientele.model.RunRelations;
import io.clientele.model.SqlText;
import io.clientele.warehouse.Warehouse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Fills {@code run.scenarios}. */
final class Scenarios {

    private static final String ROOM = "explain";

    private Scenarios() {}

    /**
     * Writes, for each number that is not what it was, what it was after each step; says how many there are.
     *
     * @param file written on the way, and needed no longer
     */
    static long write(List<Step> steps, Warehouse warehouse, Path file) {
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
}

package io.clientele.explain;

import io.clientele.explain.Difference.Change;
import io.clientele.model.Model;
import io.clientele.model.RelationName;
import io.clientele.model.SqlText;
import io.clientele.warehouse.Warehouse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Computes the measures again after each change from one night to the other, each in a warehouse of its own. */
final class Steps {

    private final Difference difference;
    private final Warehouse warehouse;
    private final Path folder;

    /** @param folder for the files of the steps */
    Steps(Difference difference, Warehouse warehouse, Path folder) {
        this.difference = difference;
        this.warehouse = warehouse;
        this.folder = folder;
    }

    /** The first step is what was published, the last one is always what tonight has found itself. */
    List<Step> all() {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(Optional.empty(), published(difference.before())));
        if (!difference.isOfSameShape(warehouse)) {
            steps.add(new Step(Optional.of(Cause.MODEL_CHANGED), published(difference.tonight())));
            return steps;
        }
        Map<RelationName, Path> held = difference.held();
        if (!difference.isOfSameModels()) {
            held = again();
            steps.add(new Step(Optional.of(Cause.MODEL_CHANGED), again(measures())));
        }
        List<Change> changes = difference.changes(held);
        for (Change change : changes.subList(0, changes.size() - 1)) {
            steps.add(new Step(Optional.of(change.cause()), compute(change.scenario(), steps.size())));
        }
        steps.add(new Step(Optional.of(changes.get(changes.size() - 1).cause()), published(difference.tonight())));
        return steps;
    }

    /** What the earlier night knew, computed by tonight's queries: its peers and fits, and the measures beside them. */
    private Map<RelationName, Path> again() {
        Basis before = difference.before();
        List<Model> asked = difference.recomputation().models().stream()
                .filter(model -> model.contract().role().isPresent())
                .toList();
        Map<RelationName, Path> files = new HashMap<>();
        try (Warehouse aside = warehouse.aside()) {
            new Scenario(before, Optional.empty(), before, before, Map.of())
                    .computeIn(aside, difference.recomputation(), asked);
            for (Model model : asked) {
                export(aside, model.relation(), again(model));
                files.put(model.relation(), again(model));
            }
        }
        files.remove(measures().relation());
        return files;
    }

    private Path again(Model model) {
        return folder.resolve("again-" + model.relation() + ".parquet");
    }

    private Path compute(Scenario scenario, int number) {
        Path file = folder.resolve("step-" + number + ".parquet");
        try (Warehouse aside = warehouse.aside()) {
            scenario.computeIn(aside, difference.recomputation(), List.of(measures()));
            export(aside, measures().relation(), file);
        }
        return file;
    }

    private static void export(Warehouse warehouse, RelationName relation, Path file) {
        warehouse.exportParquet(
                "SELECT * FROM " + SqlText.name(relation), file, Warehouse.ParquetLayout.LANDING, Map.of());
    }

    private Path published(Basis basis) {
        return basis.file(measures().relation());
    }

    private Model measures() {
        return difference.recomputation().measures();
    }
}

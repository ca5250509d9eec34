package io.clientele.explain;

import io.clientele.explain.Difference.Change;
import io.clientele.model.Model;
import io.clientele.model.RelationName;
import io.clientele.warehouse.Warehouse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Computes the measures again after each change from one night to the other. */
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
        try (Bench bench = new Bench(difference, warehouse)) {
            Map<RelationName, Path> held = difference.held();
            if (!difference.isOfSameModels()) {
                held = again(bench);
                steps.add(new Step(Optional.of(Cause.MODEL_CHANGED), again(measures())));
            }
            List<Change> changes = difference.changes(held);
            for (Change change : changes.subList(0, changes.size() - 1)) {
                steps.add(new Step(Optional.of(change.cause()), compute(change.scenario(), bench, steps.size())));
            }
            steps.add(new Step(Optional.of(changes.get(changes.size() - 1).cause()), published(difference.tonight())));
        }
        return steps;
    }

    /** What the earlier night knew, computed by tonight's queries: its peers and fits, and the measures beside them. */
    private Map<RelationName, Path> again(Bench bench) {
        Basis before = difference.before();
        List<Model> asked = difference.recomputation().models().stream()
                .filter(model -> model.contract().role().isPresent())
                .toList();
        bench.compute(new Scenario(before, Optional.empty(), before, before, Map.of()), asked);
        Map<RelationName, Path> files = new HashMap<>();
        for (Model model : asked) {
            bench.export(model.relation(), again(model));
            files.put(model.relation(), again(model));
        }
        files.remove(measures().relation());
        return files;
    }

    private Path again(Model model) {
        return folder.resolve("again-" + model.relation() + ".parquet");
    }

    private Path compute(Scenario scenario, Bench bench, int number) {
        Path file = folder.resolve("step-" + number + ".parquet");
        bench.compute(scenario, List.of(measures()));
        bench.export(measures().relation(), file);
        return file;
    }

    private Path published(Basis basis) {
        return basis.file(measures().relation());
    }

    private Model measures() {
        return difference.recomputation().measures();
    }
}

package io.clientele.compute;

import io.clientele.estimate.Estimator;
import io.clientele.estimate.Estimators;
import io.clientele.estimate.Scorer;
import io.clientele.estimate.Table;
import io.clientele.model.Column;
import io.clientele.model.Contract;
import io.clientele.model.Model;
import io.clientele.model.RelationName;
import io.clientele.model.SqlText;
import io.clientele.warehouse.Warehouse;
import java.util.List;
import java.util.Optional;

/** Makes relations of models. */
public final class Relations {

    private Relations() {}

    /** Makes a model's relation under a name, by its query or by the arithmetic that its contract names. */
    public static void make(Model model, RelationName as, Warehouse warehouse) {
        Optional<Contract.Arithmetic> arithmetic = model.contract().estimator();
        if (arithmetic.isEmpty()) {
            warehouse.createOrReplace(as, model.sql());
            return;
        }
        Optional<RelationName> parameters = arithmetic.get().parameters();
        String name = arithmetic.get().name();
        if (parameters.isEmpty()) {
            estimate(model, as, Estimators.named(name).orElseThrow(), warehouse);
        } else {
            score(model, as, Estimators.scorer(name).orElseThrow(), parameters.get(), warehouse);
        }
    }

    private static void estimate(Model model, RelationName as, Estimator estimator, Warehouse warehouse) {
        List<Column> columns = model.contract().columns();
        Table estimated = estimator.estimate(new QueryRows(warehouse, model.sql()));
        warehouse.createEmpty(as, columns);
        warehouse.append(as, columns, EstimatorTables.rows(estimated, columns));
    }

    /** The rows wait in a relation of their own, so that only a piece of them is in memory. */
    private static void score(
            Model model, RelationName as, Scorer scorer, RelationName parameters, Warehouse warehouse) {
        List<Column> columns = model.contract().columns();
        Scorer.Scores scores = scorer.by(EstimatorTables.read(warehouse, "SELECT * FROM " + SqlText.name(parameters)));
        RelationName waiting = new RelationName(as.schema(), as.name() + "_to_score");
        warehouse.createOrReplace(waiting, model.sql());
        warehouse.createEmpty(as, columns);
        EstimatorTables.forEachPiece(
                warehouse,
                waiting,
                piece -> warehouse.append(as, columns, EstimatorTables.rows(scores.of(piece), columns)));
        warehouse.drop(waiting);
    }
}

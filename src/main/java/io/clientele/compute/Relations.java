package io.clientele.compute;

import io.clientele.estimate.Estimator;
import io.clientele.estimate.Estimators;
import io.clientele.estimate.Table;
import io.clientele.model.Contract;
import io.clientele.model.Model;
import io.clientele.model.RelationName;
import io.clientele.warehouse.Warehouse;

/** Makes relations of models. */
public final class Relations {

    private Relations() {}

    /** Makes a model's relation under a name, by its query or by the estimator that its contract names. */
    public static void make(Model model, RelationName as, Warehouse warehouse) {
        Contract contract = model.contract();
        if (contract.estimator().isEmpty()) {
            warehouse.createOrReplace(as, model.sql());
            return;
        }
        Estimator estimator = Estimators.named(contract.estimator().get()).orElseThrow();
        Table estimated = estimator.estimate(new QueryRows(warehouse, model.sql()));
        warehouse.createEmpty(as, contract.columns());
        warehouse.append(as, contract.columns(), EstimatorTables.rows(estimated, contract.columns()));
    }
}

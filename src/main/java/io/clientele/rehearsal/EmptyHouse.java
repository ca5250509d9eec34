package io.clientele.rehearsal;

import io.clientele.model.Catalogue;
import io.clientele.model.Column;
import io.clientele.model.Contract;
import io.clientele.model.Model;
import io.clientele.model.PolicyTable;
import io.clientele.model.RelationName;
import io.clientele.model.RunRelations;
import io.clientele.warehouse.Warehouse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every relation that the contracts describe, without rows; only the policies hold what they say. */
final class EmptyHouse {

    private final Map<RelationName, List<Column>> columns = new TreeMap<>(RunRelations.all());
    private final List<PolicyTable> policies;

    EmptyHouse(Catalogue catalogue, List<PolicyTable> policies) {
        this.policies = policies;
        for (Contract contract : catalogue.landing()) {
            columns.put(contract.relation(), RunRelations.readable(contract));
        }
        for (Model model : catalogue.models()) {
            columns.put(model.relation(), model.contract().columns());
        }
        policies.forEach(policy -> columns.put(policy.relation(), policy.columns()));
    }

    Map<RelationName, List<Column>> columns() {
        return columns;
    }

    List<Column> columns(RelationName relation) {
        return columns.getOrDefault(relation, List.of());
    }

    void buildIn(Warehouse warehouse) {
        columns.forEach(warehouse::createEmpty);
        policies.forEach(policy -> warehouse.append(policy.relation(), policy.columns(), policy.rows()));
    }

    /** Puts a relation back to what {@link #buildIn} made of it. */
    void restore(Warehouse warehouse, RelationName relation) {
        warehouse.createEmpty(relation, columns(relation));
        policies.stream()
                .filter(policy -> policy.relation().equals(relation))
                .forEach(policy -> warehouse.append(relation, policy.columns(), policy.rows()));
    }
}

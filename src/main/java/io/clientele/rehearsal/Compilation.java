package io.clientele.rehearsal;

import io.clientele.compute.Gates;
import io.clientele.estimate.Estimators;
import io.clientele.model.Catalogue;
import io.clientele.model.Check;
import io.clientele.model.Column;
import io.clientele.model.Contract;
import io.clientele.model.Model;
import io.clientele.model.Nearest;
import io.clientele.model.Problem;
import io.clientele.model.RelationName;
import io.clientele.model.RunRelations;
import io.clientele.model.SqlText;
import io.clientele.model.Stage;
import io.clientele.warehouse.ResultColumn;
import io.clientele.warehouse.Warehouse;
import io.clientele.warehouse.WarehouseException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Holds every query against its contract: same columns, same order, same types; and every check against its columns. */
final class Compilation {

    private final Catalogue catalogue;
    private final Warehouse warehouse;
    private final List<Problem> problems = new ArrayList<>();

    Compilation(Catalogue catalogue, Warehouse warehouse) {
        this.catalogue = catalogue;
        this.warehouse = warehouse;
    }

    List<Problem> problems() {
        for (Contract contract : catalogue.landing()) {
            compileChecks(contract, RunRelations.readable(contract));
        }
        for (Model model : catalogue.models()) {
            compile(model);
            compileChecks(model.contract(), model.contract().columns());
        }
        compileSummary();
        return problems;
    }

    private void compileSummary() {
        try {
            List<String> columns = warehouse.describe(catalogue.summary().sql()).stream()
                    .map(column -> column.name() + " " + column.type())
                    .toList();
            List<String> wanted = List.of("section varchar", "label varchar", "figure varchar");
            if (!columns.equals(wanted)) {
                problems.add(new Problem(
                        catalogue.summary().file(), 0, "the summary's columns are " + wanted + ", not " + columns));
            }
        } catch (WarehouseException e) {
            problems.add(new Problem(catalogue.summary().file(), e.line(), e.reason()));
        }
    }

    private void compile(Model model) {
        List<ResultColumn> found;
        try {
            found = warehouse.describe(model.sql());
        } catch (WarehouseException e) {
            problems.add(new Problem(model.file(), e.line(), e.reason()));
            return;
        }
        if (model.contract().estimator().isEmpty()) {
            compare(model, found);
        } else {
            checkArithmetic(
                    model.contract().file(), model.contract().estimator().get());
        }
    }

    private void checkArithmetic(Path file, Contract.Arithmetic arithmetic) {
        String name = arithmetic.name();
        boolean isScorer = Estimators.scorer(name).isPresent();
        if (!isScorer && Estimators.named(name).isEmpty()) {
            problems.add(new Problem(
                    file,
                    0,
                    "there is no estimator " + name + Nearest.hint(name, Estimators.names()) + "; there are "
                            + Estimators.names()));
        } else if (isScorer != arithmetic.parameters().isPresent()) {
            problems.add(new Problem(
                    file,
                    0,
                    isScorer
                            ? "the estimator " + name + " scores rows by parameters: name the relation that holds them"
                            : "the estimator " + name + " finds its parameters itself, and reads none"));
        }
    }

    private void compare(Model model, List<ResultColumn> found) {
        Path file = model.contract().file();
        Map<String, String> types = new LinkedHashMap<>();
        found.forEach(column -> types.put(column.name(), column.type()));
        int before = problems.size();
        for (Column column : model.contract().columns()) {
            String type = types.remove(column.name());
            if (type == null) {
                problems.add(new Problem(
                        file,
                        0,
                        column.name() + ": the contract has it, the query does not"
                                + Nearest.hint(column.name(), types.keySet())));
            } else if (!type.equals(column.type().toString())) {
                problems.add(new Problem(
                        file, 0, column.name() + ": contract says " + column.type() + ", query gives " + type));
            }
        }
        types.keySet()
                .forEach(name -> problems.add(
                        new Problem(file, 0, name + ": the query gives it, the contract does not have it")));
        List<String> contracted =
                model.contract().columns().stream().map(Column::name).toList();
        List<String> given = found.stream().map(ResultColumn::name).toList();
        if (problems.size() == before && !contracted.equals(given)) {
            problems.add(
                    new Problem(file, 0, "the contract has its columns in another order than the query: " + given));
        }
    }

    private void compileChecks(Contract contract, List<Column> columns) {
        RelationName relation = contract.relation();
        for (Check check : contract.checks()) {
            if (relation.schema().equals(Stage.LANDING.schema()) && check.per().isPresent()) {
                problems.add(new Problem(
                        contract.file(),
                        check.line(),
                        "per: a check of landing looks at one row, which it quarantines"));
                continue;
            }
            try {
                warehouse.describe(Gates.failing(relation, check).query());
            } catch (WarehouseException e) {
                problems.add(new Problem(contract.file(), check.line(), check.expression() + ": " + e.reason()));
            }
        }
        contract.covers().ifPresent(other -> {
            boolean both = columns.stream().anyMatch(column -> column.name().equals("customer_id"))
                    && warehouse.describe("SELECT * FROM " + SqlText.name(other)).stream()
                            .map(ResultColumn::name)
                            .collect(Collectors.toSet())
                            .contains("customer_id");
            if (!both) {
                problems.add(new Problem(
                        contract.file(), 0, "covers: " + relation + " and " + other + " both need a customer_id"));
            }
        });
    }
}

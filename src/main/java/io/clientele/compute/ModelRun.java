package io.clientele.compute;

import io.clientele.model.Check;
import io.clientele.model.Column;
import io.clientele.model.Contract;
import io.clientele.model.Model;
import io.clientele.model.RunRelations;
import io.clientele.model.SqlText;
import io.clientele.warehouse.Row;
import io.clientele.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes one model's relation and holds it against its contract. */
public final class ModelRun {

    private static final int KEYS_SHOWN = 3;

    private final Warehouse warehouse;
    private final Contract contract;

    private ModelRun(Warehouse warehouse, Contract contract) {
        this.warehouse = warehouse;
        this.contract = contract;
    }

    /**
     * Runs a model.
     *
     * @return how many rows it gave
     */
    public static long of(Model model, Warehouse warehouse) {
        warehouse.delete(
                RunRelations.GATES,
                "relation = " + SqlText.text(model.relation().toString()));
        Relations.make(model, model.relation(), warehouse);
        return new ModelRun(warehouse, model.contract()).check();
    }

    /**
     * A promise of the contract.
     *
     * @param failing what breaks it
     */
    private record Gate(String name, Check.Severity severity, String because, Gates.Failing failing) {}

    /** Writes the figure of every gate; passing gates too, for what was not looked at cannot be told from what was sound. */
    private long check() {
        List<Gate> gates = gates();
        List<String> conditions = gates.stream()
                .flatMap(gate -> gate.failing().condition().stream())
                .toList();
        Row rows = warehouse.rows(Gates.counts(contract.relation(), conditions)).get(0);
        List<List<@Nullable Object>> results = new ArrayList<>();
        int next = 1;
        for (Gate gate : gates) {
            long count = gate.failing().condition().isPresent()
                    ? rows.whole(next++)
                    : warehouse
                            .rows("SELECT count(*) FROM (" + gate.failing().query() + ")")
                            .get(0)
                            .whole(0);
            results.add(result(gate, count));
        }
        warehouse.append(RunRelations.GATES, RunRelations.all().getOrDefault(RunRelations.GATES, List.of()), results);
        return rows.whole(0);
    }

    private List<Gate> gates() {
        List<Gate> gates = new ArrayList<>();
        gates.add(new Gate(
                "unique key", Check.Severity.MUST, "the grain is " + contract.grain(), Gates.duplicates(contract)));
        for (Column column : contract.columns()) {
            if (!column.nullable()) {
                gates.add(new Gate(
                        "not null",
                        Check.Severity.MUST,
                        column.name() + " is never null",
                        Gates.missing(contract, column)));
            }
            if (!column.allowed().isEmpty()) {
                gates.add(new Gate(
                        "allowed values",
                        Check.Severity.MUST,
                        column.name() + " is one of " + column.allowed(),
                        Gates.notAllowed(contract, column)));
            }
        }
        for (Check check : contract.checks()) {
            gates.add(new Gate(
                    check.expression(), check.severity(), check.because(), Gates.failing(contract.relation(), check)));
        }
        contract.covers()
                .ifPresent(covered -> gates.add(new Gate(
                        "covers",
                        Check.Severity.MUST,
                        "every customer of " + covered + " appears",
                        Gates.lost(contract, covered))));
        return gates;
    }

    private List<@Nullable Object> result(Gate gate, long count) {
        String verdict = count == 0 ? "pass" : gate.severity() == Check.Severity.MUST ? "stop" : "warn";
        List<@Nullable Object> row = new ArrayList<>();
        row.add(gate.name());
        row.add(contract.relation().toString());
        row.add(gate.severity().name().toLowerCase(Locale.ROOT));
        row.add(count);
        row.add(verdict);
        row.add(gate.because());
        row.add(count == 0 ? null : firstKeys(gate.failing().query()));
        return row;
    }

    private String firstKeys(String failing) {
        List<String> keys = warehouse.describe(failing).stream()
                .map(column -> SqlText.name(column.name()))
                .filter(name -> contract.grain().stream().map(SqlText::name).anyMatch(name::equals))
                .toList();
        if (keys.isEmpty()) {
            return "";
        }
        String list = String.join(", ", keys);
        return warehouse
                .rows("SELECT concat_ws(' ', " + list + ") FROM (" + failing + ") ORDER BY " + list + " LIMIT "
                        + KEYS_SHOWN)
                .stream()
                .map((Row row) -> row.text(0))
                .collect(Collectors.joining(", "));
    }
}

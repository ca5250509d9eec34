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
        ModelRun run = new ModelRun(warehouse, model.contract());
        warehouse.delete(
                RunRelations.GATES,
                "relation = " + SqlText.text(model.relation().toString()));
        Relations.make(model, model.relation(), warehouse);
        run.checkAll();
        return warehouse
                .rows("SELECT count(*) FROM " + SqlText.name(model.relation()))
                .get(0)
                .whole(0);
    }

    private void checkAll() {
        gate("unique key", Check.Severity.MUST, "the grain is " + contract.grain(), Gates.duplicates(contract));
        for (Column column : contract.columns()) {
            if (!column.nullable()) {
                gate(
                        "not null",
                        Check.Severity.MUST,
                        column.name() + " is never null",
                        Gates.missing(contract, column));
            }
            if (!column.allowed().isEmpty()) {
                gate(
                        "allowed values",
                        Check.Severity.MUST,
                        column.name() + " is one of " + column.allowed(),
                        Gates.notAllowed(contract, column));
            }
        }
        for (Check check : contract.checks()) {
            gate(check.expression(), check.severity(), check.because(), Gates.failing(contract.relation(), check));
        }
        contract.covers()
                .ifPresent(covered -> gate(
                        "covers",
                        Check.Severity.MUST,
                        "every customer of " + covered + " appears",
                        Gates.lost(contract, covered)));
    }

    /** Writes a gate's figure; passing gates too, for what was not looked at cannot be told from what was sound. */
    private void gate(String gate, Check.Severity severity, String because, String failing) {
        long count =
                warehouse.rows("SELECT count(*) FROM (" + failing + ")").get(0).whole(0);
        String verdict = count == 0 ? "pass" : severity == Check.Severity.MUST ? "stop" : "warn";
        List<@Nullable Object> row = new ArrayList<>();
        row.add(gate);
        row.add(contract.relation().toString());
        row.add(severity.name().toLowerCase(Locale.ROOT));
        row.add(count);
        row.add(verdict);
        row.add(because);
        row.add(count == 0 ? null : firstKeys(failing));
        warehouse.append(
                RunRelations.GATES, RunRelations.all().getOrDefault(RunRelations.GATES, List.of()), List.of(row));
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

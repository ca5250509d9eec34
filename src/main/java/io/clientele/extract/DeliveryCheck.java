package io.clientele.extract;

import io.clientele.model.Column;
import io.clientele.model.Contract;
import io.clientele.model.Nearest;
import io.clientele.model.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A check of delivered files: each is opened and read to its end, as before a night. */
final class DeliveryCheck {

    private final Source source;
    private final List<Contract> landing;
    private final TakeInEngine engine;
    private final List<Finding> findings = new ArrayList<>();

    DeliveryCheck(Source source, List<Contract> landing, TakeInEngine engine) {
        this.source = source;
        this.landing = landing;
        this.engine = engine;
    }

    List<Finding> findings() {
        Inspection inspection = Inspection.at(List.of(source), landing, engine);
        inspection.broken().forEach(problem -> findings.add(Finding.problem(Refusal.Kind.GATE, "", problem)));
        inspection.incomplete().forEach(problem -> findings.add(Finding.problem(Refusal.Kind.SOURCE, "", problem)));
        Inspection.Delivery delivery = inspection.deliveries().get(0);
        delivery.files()
                .values()
                .forEach(file -> findings.add(Finding.fact(
                        "",
                        file.file().path().getFileName() + " is whole, "
                                + String.format(Locale.ROOT, "%,d bytes", file.bytes()))));
        for (Contract contract : landing) {
            source.mapping(contract.relation().name()).ifPresent(mapping -> look(delivery, contract, mapping));
        }
        return List.copyOf(findings);
    }

    private void look(Inspection.Delivery delivery, Contract contract, TableMapping mapping) {
        DeliveredRows rows = new DeliveredRows(delivery, mapping, engine);
        if (!rows.areThere()) {
            return;
        }
        String table = mapping.table();
        findings.add(Finding.fact(table, "read " + mapping.says()));
        try {
            Map<String, String> types = rows.types();
            if (mapping.query().isPresent()) {
                demandColumns(contract, types.keySet());
            }
            List<String> missing = contract.columns().stream()
                    .filter(column -> column.nullable() && !mapping.fills(column.name(), types.keySet()))
                    .map(Column::name)
                    .toList();
            if (!missing.isEmpty()) {
                findings.add(Finding.fact(table, "stay null: " + String.join(", ", missing)));
            }
        } catch (RuntimeException e) {
            findings.add(Finding.problem(Refusal.Kind.USAGE, table, mapping.says() + " fails: " + e.getMessage()));
        }
    }

    private void demandColumns(Contract contract, Set<String> given) {
        for (Column column : contract.columns()) {
            if (!column.nullable() && !given.contains(column.name())) {
                findings.add(Finding.problem(
                        Refusal.Kind.USAGE,
                        contract.relation().name(),
                        column.name() + " must be delivered, but the query does not give it"
                                + Nearest.hint(column.name(), given)));
            }
        }
    }
}

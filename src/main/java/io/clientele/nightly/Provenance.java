package io.clientele.nightly;

import io.clientele.model.Check;
import io.clientele.publish.ControlTotal;
import io.clientele.publish.GateOverride;
import io.clientele.publish.GateResult;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** What a version says of the night that made it. */
final class Provenance {

    private Provenance() {}

    static io.clientele.publish.Night of(Night night) {
        return new io.clientele.publish.Night(
                night.id().businessDate(),
                night.id().revision(),
                night.id().toString(),
                ToolVersion.ofClientele(),
                ToolVersion.ofEngine(night.modelRoom()),
                night.ingredients().fingerprints(),
                gates(night),
                needed(night),
                controlTotals(night));
    }

    /** Of the overrides that were given, those without which it would have been stopped. */
    private static List<GateOverride> needed(Night night) {
        return night.overrides().stream()
                .filter(override -> gates(night).stream()
                        .anyMatch(gate -> gate.verdict() == GateResult.Verdict.STOP
                                && gate.name().equals(override.gate())))
                .toList();
    }

    private static List<GateResult> gates(Night night) {
        return night
                .modelRoom()
                .rows("SELECT gate, relation, severity, failing_count, verdict, because FROM run.gates ORDER BY"
                        + " relation, gate, because")
                .stream()
                .map(row -> new GateResult(
                        row.text(0),
                        row.text(1),
                        Check.Severity.valueOf(row.text(2).toUpperCase(Locale.ROOT)),
                        row.whole(3),
                        GateResult.Verdict.valueOf(row.text(4).toUpperCase(Locale.ROOT)),
                        row.text(5)))
                .toList();
    }

    private static List<ControlTotal> controlTotals(Night night) {
        return night
                .modelRoom()
                .rows("SELECT table_name, source_system, column_name, currency_code, delivered_amount,"
                        + " accepted_amount, quarantined_amount, filtered_amount FROM run.control_totals ORDER BY ALL")
                .stream()
                .map(row -> new ControlTotal(
                        row.text(0),
                        row.text(1),
                        row.text(2),
                        row.text(3),
                        new BigDecimal(row.text(4)),
                        new BigDecimal(row.text(5)),
                        new BigDecimal(row.text(6)),
                        new BigDecimal(row.text(7))))
                .toList();
    }
}

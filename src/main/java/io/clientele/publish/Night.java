package io.clientele.publish;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a published version says about where it comes from. A restarted night has the same values, so it makes the same version.
 *
 * @param revision 0 for the first run of a business date, one more for each deliberate full rerun
 * @param runId names the night and not the attempt: a restart has the same; {@code [a-z0-9_-]}, at most 64 characters
 * @param overrides of gates that would have stopped it
 * @param hashes what went in (models, policy, code, snapshot), each as a SHA-256 in hex
 */
public record Night(
        LocalDate businessDate,
        long revision,
        String runId,
        String toolVersion,
        String engineVersion,
        Map<String, String> hashes,
        List<GateResult> gates,
        List<GateOverride> overrides,
        List<ControlTotal> controlTotals) {

    private static final Pattern RUN_ID = Pattern.compile("[a-z0-9_-]{1,64}");

    public Night {
        if (!RUN_ID.matcher(runId).matches()) {
            throw new IllegalArgumentException("no run id (a-z, 0-9, _ and -, at most 64): " + runId);
        }
        gates = gates.stream()
                .sorted(Comparator.comparing(GateResult::relation)
                        .thenComparing(GateResult::gate)
                        .thenComparing(GateResult::because))
                .toList();
        overrides = overrides.stream()
                .sorted(Comparator.comparing(GateOverride::gate))
                .toList();
        controlTotals = controlTotals.stream()
                .sorted(Comparator.comparing(ControlTotal::tableName)
                        .thenComparing(ControlTotal::sourceSystem)
                        .thenComparing(ControlTotal::columnName)
                        .thenComparing(ControlTotal::currencyCode))
                .toList();
    }
}

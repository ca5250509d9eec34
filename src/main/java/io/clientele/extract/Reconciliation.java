package io.clientele.extract;

import io.clientele.model.Contract;
import io.clientele.model.Refusal;
import io.clientele.model.SqlText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds what was accepted against what was delivered: to the row, to the cent, and within the limit of quarantine. */
final class Reconciliation {

    private final List<Contract> landing;
    private final TakeInEngine engine;

    Reconciliation(List<Contract> landing, TakeInEngine engine) {
        this.landing = landing;
        this.engine = engine;
    }

    /**
     * Demands that all figures agree.
     *
     * @throws Refusal with every table that breaks a promise
     */
    void demand() {
        List<String> problems = new ArrayList<>();
        for (List<@Nullable Object> row : engine.rows("SELECT table_name, source_system, delivered_count,"
                + " accepted_count, quarantined_count, filtered_count, quarantine_limit_share FROM run.deliveries WHERE"
                + " is_delivered ORDER BY table_name, source_system")) {
            examine(row, problems);
        }
        for (List<@Nullable Object> row : engine.rows("SELECT table_name, source_system, column_name, currency_code,"
                + " delivered_amount, accepted_amount + quarantined_amount + filtered_amount FROM run.control_totals"
                + " WHERE delivered_amount <> accepted_amount + quarantined_amount + filtered_amount ORDER BY ALL")) {
            problems.add(row.get(0) + " of " + row.get(1) + ": " + row.get(2) + " in " + row.get(3) + ": " + row.get(4)
                    + " delivered, " + row.get(5) + " accounted for");
        }
        if (!problems.isEmpty()) {
            throw new Refusal(
                    Refusal.Kind.GATE,
                    "Cannot accept the deliveries: " + problems.size()
                            + (problems.size() == 1 ? " problem" : " problems"),
                    problems);
        }
    }

    private void examine(List<@Nullable Object> row, List<String> problems) {
        String table = String.valueOf(row.get(0));
        String source = String.valueOf(row.get(1));
        long delivered = whole(row, 2);
        long accepted = whole(row, 3);
        long quarantined = whole(row, 4);
        long filtered = whole(row, 5);
        String where = table + " of " + source + ": ";
        long inTable = whole(
                engine.rows("SELECT count(*) FROM landing." + SqlText.name(table) + " WHERE source_system = "
                                + SqlText.text(source))
                        .get(0),
                0);
        if (delivered != inTable + quarantined + filtered || accepted != inTable) {
            problems.add(where + delivered + " rows delivered, but " + inTable + " accepted + " + quarantined
                    + " quarantined + " + filtered + " filtered");
        }
        BigDecimal limit = new BigDecimal(String.valueOf(row.get(6)));
        if (new BigDecimal(quarantined).compareTo(limit.multiply(new BigDecimal(delivered))) > 0) {
            problems.add(where + quarantined + " of " + delivered + " rows quarantined, "
                    + percent(quarantined, delivered) + " where at most "
                    + limit.movePointRight(2).stripTrailingZeros().toPlainString() + " % may be: "
                    + reasons(table, source));
        }
        boolean isMandatory = landing.stream()
                .anyMatch(contract -> contract.relation().name().equals(table) && !contract.isOptional());
        if (delivered == 0 && isMandatory) {
            problems.add(where + "the delivery is empty: no rows where some were expected");
        }
    }

    private String reasons(String table, String source) {
        return engine
                .rows("SELECT reason, row_count FROM run.quarantine_reasons WHERE table_name = "
                        + SqlText.text(table) + " AND source_system = " + SqlText.text(source)
                        + " ORDER BY row_count DESC, reason LIMIT 5")
                .stream()
                .map(row -> row.get(0) + " × " + row.get(1))
                .collect(Collectors.joining(", "));
    }

    private static String percent(long part, long whole) {
        return String.format(Locale.ROOT, "%.2f %%", 100.0 * part / whole);
    }

    private static long whole(List<@Nullable Object> row, int index) {
        return ((Number) Objects.requireNonNull(row.get(index))).longValue();
    }
}

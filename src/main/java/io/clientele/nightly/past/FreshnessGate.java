package io.clientele.nightly.past;

import io.clientele.model.ColumnType;
import io.clientele.model.NightGates.Fresh;
import io.clientele.model.NightGates.Freshness;
import io.clientele.model.RunRelations;
import io.clientele.model.SqlText;
import io.clientele.warehouse.Row;
import io.clientele.warehouse.Warehouse;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Holds the newest day of a table against the business date, for each source by itself: one that stands still is not seen behind
 * another. What is dated after the business date is not counted, so that a slip of the pen makes no old delivery young.
 */
final class FreshnessGate {

    private final Freshness rules;
    private final LocalDate tonight;
    private final Warehouse warehouse;

    FreshnessGate(Freshness rules, LocalDate tonight, Warehouse warehouse) {
        this.rules = rules;
        this.tonight = tonight;
        this.warehouse = warehouse;
    }

    List<Finding> judge(Fresh table) {
        return warehouse.rows(newest(table)).stream()
                .map((Row row) -> judge(table, row.text(0), row.text(1)))
                .toList();
    }

    private static String newest(Fresh table) {
        String column = "_landed." + SqlText.name(table.datedBy().name());
        String day = table.datedBy().type().kind() == ColumnType.Kind.TIMESTAMP
                ? "business_day(" + column + ", _night.business_time_zone)"
                : column;
        return "SELECT _sources.source_system, CAST(max(" + day + ") FILTER (WHERE " + day
                + " <= _night.as_of) AS VARCHAR) FROM " + SqlText.name(RunRelations.DELIVERIES)
                + " AS _sources CROSS JOIN " + SqlText.name(RunRelations.CURRENT) + " AS _night LEFT JOIN "
                + SqlText.name(table.table()) + " AS _landed ON _landed.source_system = _sources.source_system"
                + " WHERE _sources.is_delivered AND _sources.table_name = "
                + SqlText.text(table.table().name())
                + " GROUP BY _sources.source_system ORDER BY _sources.source_system";
    }

    private Finding judge(Fresh table, String source, String newest) {
        String gate = "freshness of " + source;
        String column = table.datedBy().name();
        if (newest.isEmpty()) {
            return Finding.warn(
                    gate,
                    table.table(),
                    rules.severity(),
                    "no " + column + " of " + source
                            + " is on the business date or before, so that nobody knows its age");
        }
        long age = ChronoUnit.DAYS.between(LocalDate.parse(newest), tonight);
        String because = "the newest " + column + " of " + source + " is " + newest + ", " + days(age)
                + " before the business date; more than " + days(table.warnAfterDays()) + " warn, more than "
                + days(table.errorAfterDays()) + " are too old";
        if (age > table.errorAfterDays()) {
            return Finding.stop(gate, table.table(), rules.severity(), because);
        }
        return age > table.warnAfterDays()
                ? Finding.warn(gate, table.table(), rules.severity(), because)
                : Finding.pass(gate, table.table(), rules.severity(), because);
    }

    private static String days(long count) {
        return count + (count == 1 ? " day" : " days");
    }
}

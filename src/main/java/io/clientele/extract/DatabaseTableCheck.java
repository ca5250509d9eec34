package io.clientele.extract;

import io.clientele.extract.Extract.Increment;
import io.clientele.extract.jdbc.ExtractedRow;
import io.clientele.extract.jdbc.GivenColumn;
import io.clientele.extract.jdbc.Look;
import io.clientele.extract.jdbc.Session;
import io.clientele.extract.jdbc.SourceTable;
import io.clientele.extract.jdbc.TypeFit;
import io.clientele.model.Column;
import io.clientele.model.Contract;
import io.clientele.model.Refusal;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A check of one table of a database. */
final class DatabaseTableCheck {

    /** So many rows say whether a column is filled. */
    private static final int FIRST_ROWS = 100;

    private final Session session;
    private final Contract contract;
    private final Extract extract;
    private final String table;
    private final List<Finding> findings = new ArrayList<>();

    DatabaseTableCheck(Session session, Contract contract, Extract extract) {
        this.session = session;
        this.contract = contract;
        this.extract = extract;
        this.table = contract.relation().name();
    }

    List<Finding> findings() {
        TableLook look = TableLook.at(session, contract, extract);
        look.problems()
                .forEach(problem -> findings.add(
                        Finding.problem(Refusal.Kind.GATE, table, extract.file().getFileName() + ": " + problem)));
        look.comparison().ifPresent(this::compare);
        if (look.problems().isEmpty()) {
            look.table(session).ifPresent(this::look);
        }
        return List.copyOf(findings);
    }

    private void compare(QueryComparison comparison) {
        for (Column column : comparison.columns()) {
            comparison
                    .givenAs(column)
                    .flatMap(given -> TypeFit.doubt(given, column.type()))
                    .ifPresent(doubt -> findings.add(Finding.doubt(table, doubt)));
        }
        List<String> missing = contract.columns().stream()
                .filter(column ->
                        column.nullable() && comparison.givenAs(column).isEmpty())
                .map(Column::name)
                .toList();
        if (!missing.isEmpty()) {
            findings.add(Finding.fact(table, "stay null: " + String.join(", ", missing)));
        }
    }

    private void look(SourceTable source) {
        try {
            Optional<Long> rows = new Look(session).estimatedRows(extract.sql());
            findings.add(Finding.fact(
                    table,
                    "read " + extract.says()
                            + rows.map(count -> String.format(Locale.ROOT, ", about %,d rows", count))
                                    .orElse("")));
            if (rows.orElse(0L) >= SourceTable.SMALL) {
                lookAtKey(source);
            }
            if (extract.increment() instanceof Increment.Changed changed) {
                lookAtMark(source, changed);
            }
        } catch (SQLException e) {
            findings.add(Finding.problem(Refusal.Kind.GATE, table, session.told(e)));
        }
    }

    private void lookAtKey(SourceTable source) {
        if (contract.grain().size() > 1) {
            findings.add(Finding.fact(
                    table,
                    "its key is " + contract.grain().stream().collect(Collectors.joining(" and "))
                            + ": one connection reads it all"));
        } else if (!source.isKeyNumber()) {
            findings.add(Finding.fact(
                    table,
                    "its key " + contract.grain().get(0)
                            + " is no number: the database counts and sorts all rows before they are divided among"
                            + " connections"));
        }
    }

    private void lookAtMark(SourceTable source, Increment.Changed changed) throws SQLException {
        Column column = contract.column(changed.column()).orElseThrow();
        GivenColumn given = source.given(column.name());
        if (given.jdbcType() == Types.DATE && changed.overlap().compareTo(Duration.ofDays(1)) < 0) {
            findings.add(Finding.doubt(
                    table, column.name() + " is a day without a time: an overlap below 1d misses changes of that day"));
        }
        List<ExtractedRow> rows = new Look(session).first(FIRST_ROWS, source, List.of(column));
        long empty = rows.stream().filter(row -> row.isNull(0)).count();
        if (empty > 0) {
            findings.add(Finding.doubt(
                    table,
                    column.name() + " is empty in " + empty + " of the first " + rows.size()
                            + " rows: nights that read changes do not see theirs"));
        }
    }
}

package io.clientele.extract;

import io.clientele.extract.jdbc.Database;
import io.clientele.extract.jdbc.Drivers;
import io.clientele.extract.jdbc.ExtractedRow;
import io.clientele.extract.jdbc.Look;
import io.clientele.extract.jdbc.Session;
import io.clientele.extract.jdbc.SourceTable;
import io.clientele.model.Column;
import io.clientele.model.ColumnType.Kind;
import io.clientele.model.Contract;
import io.clientele.model.Refusal;
import io.clientele.model.SqlText;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows the first rows of a source's tables; it changes nothing and keeps nothing. */
public final class SourceSample {

    private static final int ROWS = 10;

    private final Source source;
    private final TakeInEngine engine;
    private final List<String> problems = new ArrayList<>();
    private Refusal.Kind kind = Refusal.Kind.GATE;

    /** @param engine in which nothing is kept */
    public SourceSample(Source source, TakeInEngine engine) {
        this.source = source;
        this.engine = engine;
    }

    /**
     * Reads ten rows of each table.
     *
     * @throws Refusal after the last table, with what could not be read; {@code SOURCE} where the database does not answer
     */
    public void read(List<Contract> tables, Drivers drivers, Consumer<SampleRows> reader) {
        Optional<Database> database = source.database();
        if (database.isPresent()) {
            try (Session session = Session.open(database.get().tryingOnce(), drivers)) {
                tables.forEach(contract -> readTable(session, contract, reader));
            }
        } else {
            readFiles(tables, reader);
        }
        if (!problems.isEmpty()) {
            throw new Refusal(
                    kind,
                    "Cannot show all of " + source.name() + ": " + problems.size()
                            + (problems.size() == 1 ? " problem" : " problems"),
                    problems);
        }
    }

    private void readTable(Session session, Contract contract, Consumer<SampleRows> reader) {
        Extract extract = source.mapping(contract.relation().name())
                .flatMap(TableMapping::extract)
                .orElseThrow();
        TableLook look = TableLook.at(session, contract, extract);
        look.problems().forEach(problem -> problems.add(where(contract) + problem));
        Optional<SourceTable> table = look.table(session);
        if (table.isEmpty()) {
            return;
        }
        List<Column> columns = table.get().columns();
        try {
            List<SampleRows.Row> rows = new Look(session)
                    .first(ROWS, table.get(), columns).stream()
                            .map(row -> row(contract, columns, row))
                            .toList();
            reader.accept(sample(contract, columns, rows));
        } catch (SQLException e) {
            problems.add(where(contract) + session.told(e));
        }
    }

    private static String where(Contract contract) {
        return contract.relation().name() + ": ";
    }

    private static SampleRows.Row row(Contract contract, List<Column> columns, ExtractedRow row) {
        List<@Nullable Object> values = row.values(columns);
        Stream<String> missing = columns.stream()
                .filter(column -> !column.nullable()
                        && values.get(columns.indexOf(column)) == null
                        && !row.misfits().containsKey(column.name()))
                .map(column -> "MISSING_VALUE " + column.name());
        Stream<String> misfits = row.misfits().keySet().stream().map(column -> "DOES_NOT_FIT " + column);
        return new SampleRows.Row(
                new Mask(contract).over(values, columns),
                Stream.concat(missing, misfits).collect(Collectors.joining(", ")));
    }

    private static SampleRows sample(Contract contract, List<Column> columns, List<SampleRows.Row> rows) {
        return new SampleRows(
                contract.relation().name(),
                columns,
                columns.stream()
                        .filter(new Mask(contract)::hides)
                        .map(Column::name)
                        .toList(),
                rows);
    }

    /** A moment comes as a text, which no time zone of this machine has touched. */
    private static String shown(Column column) {
        String name = SqlText.name(column.name());
        return column.type().kind() == Kind.TIMESTAMP ? "CAST(" + name + " AS VARCHAR)" : name;
    }

    private static List<@Nullable Object> withMoments(List<@Nullable Object> row, List<Column> columns) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int at = 0; at < columns.size(); at++) {
            Object value = row.get(at);
            boolean isMoment = columns.get(at).type().kind() == Kind.TIMESTAMP && value != null;
            values.add(isMoment ? LocalDateTime.parse(String.valueOf(value).replace(' ', 'T')) : value);
        }
        return values;
    }

    private void readFiles(List<Contract> tables, Consumer<SampleRows> reader) {
        Inspection inspection = Inspection.at(List.of(source), tables, engine);
        problems.addAll(inspection.broken());
        if (problems.isEmpty()) {
            kind = Refusal.Kind.SOURCE; // what is missing may still come
        }
        problems.addAll(inspection.incomplete());
        for (Contract contract : tables) {
            TableMapping mapping = source.mapping(contract.relation().name()).orElseThrow();
            DeliveredRows rows = new DeliveredRows(inspection.deliveries().get(0), mapping, engine);
            if (rows.areThere()) {
                readRows(contract, mapping, rows, reader);
            }
        }
    }

    private void readRows(Contract contract, TableMapping mapping, DeliveredRows rows, Consumer<SampleRows> reader) {
        try {
            Map<String, String> types = rows.types();
            Intake intake =
                    new Intake(contract.withoutConversion(), mapping, rows.format(), rows.sql(), types, Map.of());
            List<Column> columns = contract.columns().stream()
                    .filter(column -> mapping.fills(column.name(), types.keySet()))
                    .toList();
            String names = columns.stream().map(SourceSample::shown).collect(Collectors.joining(", "));
            List<SampleRows.Row> shown = new ArrayList<>();
            for (List<@Nullable Object> row :
                    engine.rows("SELECT " + names + ", replace(_reasons, chr(10), ', ') FROM (" + intake.query()
                            + ") WHERE _is_kept LIMIT " + ROWS)) {
                shown.add(new SampleRows.Row(
                        new Mask(contract).over(withMoments(row, columns), columns),
                        String.valueOf(row.get(columns.size()))));
            }
            reader.accept(sample(contract, columns, shown));
        } catch (RuntimeException e) {
            problems.add(where(contract) + e.getMessage());
        }
    }
}

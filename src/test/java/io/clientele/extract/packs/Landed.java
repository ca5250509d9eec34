package io.clientele.extract.packs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.model.Catalogue;
import io.clientele.model.Check;
import io.clientele.model.Column;
import io.clientele.model.ColumnType.Kind;
import io.clientele.model.Contract;
import io.clientele.rehearsal.Rehearsal;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the queries of a pack give, held to the landing contracts and then asked in DuckDB. */
final class Landed implements AutoCloseable {

    private static final Map<String, Contract> CONTRACTS = contracts();

    private final Connection landing;
    private final SourcePack pack;

    private Landed(Connection landing, SourcePack pack) {
        this.landing = landing;
        this.pack = pack;
    }

    /** Runs every query of the pack as the extraction does: as a subquery, in the order of its key. */
    static Landed of(SourcePack pack, Connection source) throws SQLException {
        Landed landed = new Landed(DriverManager.getConnection("jdbc:duckdb:"), pack);
        for (var table : pack.files().entrySet()) {
            landed.land(contract(table.getKey()), pack.sql(table.getValue()), source);
        }
        return landed;
    }

    static Contract contract(String table) {
        Contract contract = CONTRACTS.get(table);
        if (contract == null) {
            throw new IllegalArgumentException("no landing contract " + table);
        }
        return contract;
    }

    static Map<String, Contract> contracts() {
        try (Rehearsal rehearsal = Rehearsal.of(Path.of("jobs"), Path.of("config", "policy"))) {
            Catalogue catalogue = rehearsal.catalogue();
            return catalogue.landing().stream()
                    .collect(Collectors.toMap(contract -> contract.relation().name(), contract -> contract));
        }
    }

    private void land(Contract contract, String query, Connection source) throws SQLException {
        String table = contract.relation().name();
        create(contract);
        String key = contract.grain().stream().map(column -> "q." + column).collect(Collectors.joining(", "));
        try (Statement statement = source.createStatement();
                ResultSet rows = statement.executeQuery("select * from (" + query + ") as q order by " + key)) {
            List<Column> columns = columns(contract, rows.getMetaData());
            String casts = columns.stream()
                    .map(column -> "cast(? as " + column.type().sql() + ")")
                    .collect(Collectors.joining(", "));
            String names = columns.stream().map(Landed::quoted).collect(Collectors.joining(", "));
            try (PreparedStatement insert =
                    landing.prepareStatement("insert into " + table + " (" + names + ") values (" + casts + ")")) {
                while (rows.next()) {
                    for (int i = 0; i < columns.size(); i++) {
                        insert.setString(i + 1, text(columns.get(i), rows.getObject(i + 1), rows.getString(i + 1)));
                    }
                    insert.execute();
                }
            }
        }
    }

    private void create(Contract contract) throws SQLException {
        String columns = contract.columns().stream()
                .map(column -> quoted(column) + " " + column.type().sql())
                .collect(Collectors.joining(", "));
        try (Statement statement = landing.createStatement()) {
            statement.execute("create table " + contract.relation().name() + " (" + columns + ")");
        }
    }

    private static List<Column> columns(Contract contract, ResultSetMetaData given) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= given.getColumnCount(); i++) {
            String name = given.getColumnLabel(i);
            columns.add(contract.column(name)
                    .orElseThrow(() -> new AssertionError(contract.relation() + " has no column " + name)));
        }
        assertThat(columns).as("columns of %s", contract.relation()).doesNotHaveDuplicates();
        return columns;
    }

    private static @Nullable String text(Column column, @Nullable Object value, @Nullable String text) {
        if (value == null || text == null) {
            return null;
        }
        if (column.type().kind() == Kind.DECIMAL) {
            assertThat(value).as(column.name()).isInstanceOfAny(BigDecimal.class, Integer.class, Long.class);
            assertThat(new BigDecimal(text).stripTrailingZeros().scale())
                    .as("decimals of %s = %s", column.name(), text)
                    .isLessThanOrEqualTo(column.type().scale());
        }
        return text;
    }

    private static String quoted(Column column) {
        return '"' + column.name() + '"';
    }

    /** All that is wrong with the landed rows, as the contracts see it. */
    List<String> violations() throws SQLException {
        List<String> violations = new ArrayList<>();
        for (String table : pack.files().keySet()) {
            Contract contract = contract(table);
            for (Column column : contract.columns()) {
                if (!column.nullable()) {
                    count(violations, table, quoted(column) + " is null");
                }
                if (!column.allowed().isEmpty()) {
                    count(violations, table, quoted(column) + " not in (" + quotedTexts(column.allowed()) + ")");
                }
            }
            for (Check check : contract.checks()) {
                if (check.per().isEmpty()) {
                    count(violations, table, "not (" + check.expression() + ")");
                }
            }
            for (var reference : contract.references().entrySet()) {
                String other = reference.getValue();
                String key = contract(other).grain().get(0);
                count(violations, table, reference.getKey() + " not in (select " + key + " from " + other + ")");
            }
            String grain = contract.grain().stream().map(key -> '"' + key + '"').collect(Collectors.joining(", "));
            if (!rows("select " + grain + " from " + table + " group by all having count(*) > 1")
                    .isEmpty()) {
                violations.add(table + ": [" + grain + "] is not unique");
            }
        }
        return violations;
    }

    private void count(List<String> violations, String table, String condition) throws SQLException {
        String rows = value("select count(*) from " + table + " where " + condition);
        if (!"0".equals(rows)) {
            violations.add(table + ": " + rows + " rows where " + condition);
        }
    }

    private static String quotedTexts(List<String> texts) {
        return texts.stream().map(text -> "'" + text + "'").collect(Collectors.joining(", "));
    }

    Map<String, Integer> rowCounts() throws SQLException {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String table : pack.files().keySet()) {
            counts.put(table, Integer.valueOf(value("select count(*) from " + table)));
        }
        return counts;
    }

    /** The one value that a question has for an answer. */
    String value(String question) throws SQLException {
        List<String> rows = rows(question);
        assertThat(rows).as(question).hasSize(1);
        return rows.get(0);
    }

    /** The rows of an answer, each as its values between bars. */
    List<String> rows(String question) throws SQLException {
        try (Statement statement = landing.createStatement();
                ResultSet result = statement.executeQuery(question)) {
            int width = result.getMetaData().getColumnCount();
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= width; i++) {
                    values.add(shown(result.getObject(i), result.getString(i)));
                }
                rows.add(String.join(" | ", values));
            }
            return rows;
        }
    }

    private static String shown(@Nullable Object value, @Nullable String text) {
        return value instanceof Timestamp instant ? instant.toLocalDateTime().toString() : String.valueOf(text);
    }

    @Override
    public void close() throws SQLException {
        landing.close();
    }
}

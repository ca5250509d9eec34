package io.clientele.extract.tryton;

import io.clientele.model.Check;
import io.clientele.model.Column;
import io.clientele.model.ColumnType;
import io.clientele.model.Contract;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All that a query of the pack does against the contract of its landing table. */
final class ContractFindings {

    private final TrytonPack pack;
    private final Contract contract;
    private final String table;
    private final List<String> findings = new ArrayList<>();

    private ContractFindings(TrytonPack pack, Contract contract) {
        this.pack = pack;
        this.contract = contract;
        this.table = contract.relation().name();
    }

    static List<String> of(TrytonPack pack, Contract contract) throws SQLException {
        ContractFindings found = new ContractFindings(pack, contract);
        Map<String, Integer> given = found.columns();
        found.checkColumns(given);
        found.checkGrain();
        for (Map.Entry<String, String> reference : contract.references().entrySet()) {
            found.checkReference(reference.getKey(), reference.getValue(), given.keySet());
        }
        for (Check check : contract.checks()) {
            found.checkRows(check, given.keySet());
        }
        return found.findings;
    }

    private Map<String, Integer> columns() throws SQLException {
        try (Statement statement = pack.connection().createStatement()) {
            ResultSetMetaData metaData = statement
                    .executeQuery("select * from pack." + table + " limit 0")
                    .getMetaData();
            Map<String, Integer> columns = new LinkedHashMap<>();
            for (int i = 1; i <= metaData.getColumnCount(); i++) {
                columns.put(metaData.getColumnName(i), metaData.getColumnType(i));
            }
            return columns;
        }
    }

    private void checkColumns(Map<String, Integer> given) throws SQLException {
        for (Map.Entry<String, Integer> entry : given.entrySet()) {
            Optional<Column> column = contract.column(entry.getKey());
            if (column.isEmpty()) {
                findings.add(table + "." + entry.getKey() + ": the contract does not know it");
            } else {
                checkValues(column.get(), entry.getValue());
            }
        }
        contract.columns().stream()
                .filter(column -> !column.nullable() && !given.containsKey(column.name()))
                .forEach(column -> findings.add(table + "." + column.name() + ": is not given"));
    }

    private void checkValues(Column column, int type) throws SQLException {
        String name = "\"" + column.name() + "\"";
        if (!typesFor(column.type()).contains(type)) {
            findings.add(table + "." + column.name() + ": " + column.type() + " cannot come from SQL type " + type);
        }
        if (!column.nullable()) {
            count(name + " is null", column.name() + " null");
        }
        if (!column.allowed().isEmpty()) {
            String allowed =
                    column.allowed().stream().map(value -> "'" + value + "'").collect(Collectors.joining(", "));
            count(name + " not in (" + allowed + ")", column.name() + " not allowed");
        }
        if (column.type().kind() == ColumnType.Kind.DECIMAL) {
            count("scale(" + name + ") > " + column.type().scale(), column.name() + " with too many decimals");
        }
    }

    private static Set<Integer> typesFor(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> Set.of(Types.BOOLEAN, Types.BIT);
            case INTEGER, BIGINT -> Set.of(Types.INTEGER, Types.BIGINT);
            case DOUBLE -> Set.of(Types.DOUBLE);
            case VARCHAR -> Set.of(Types.VARCHAR, Types.INTEGER, Types.BIGINT);
            case DATE -> Set.of(Types.DATE);
            case TIMESTAMP -> Set.of(Types.TIMESTAMP);
            case DECIMAL -> Set.of(Types.NUMERIC);
        };
    }

    private void checkGrain() throws SQLException {
        String key = String.join(", ", contract.grain());
        report(
                "select count(*) from (select 1 from pack." + table + " group by " + key + " having count(*) > 1) as q",
                "keys more than once");
    }

    private void checkReference(String column, String target, Set<String> given) throws SQLException {
        if (given.contains(column)) {
            String key = target.replaceFirst("ies$", "y").replaceFirst("s$", "") + "_id";
            count(
                    column + " is not null and not exists (select from pack." + target + " as target where target."
                            + key + "::text = q." + column + "::text)",
                    column + " nowhere in " + target);
        }
    }

    /** Columns that are not given are null. */
    private void checkRows(Check check, Set<String> given) throws SQLException {
        String columns = contract.columns().stream()
                .map(column -> given.contains(column.name())
                        ? "\"" + column.name() + "\""
                        : "null::" + column.type().sql() + " as \"" + column.name() + "\"")
                .collect(Collectors.joining(", "));
        report(
                "select count(*) from (select " + columns + " from pack." + table + ") as q where not ("
                        + check.expression() + ")",
                "break: " + check.expression());
    }

    private void count(String condition, String says) throws SQLException {
        report("select count(*) from pack." + table + " as q where " + condition, says);
    }

    private void report(String question, String says) throws SQLException {
        String count = pack.rows(question).get(0);
        if (!count.equals("0")) {
            findings.add(table + ": " + count + " × " + says);
        }
    }
}

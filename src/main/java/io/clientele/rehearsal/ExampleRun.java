package io.clientele.rehearsal;

import io.clientele.compute.Relations;
import io.clientele.model.Column;
import io.clientele.model.Example;
import io.clientele.model.Model;
import io.clientele.model.Nearest;
import io.clientele.model.RelationName;
import io.clientele.model.RunRelations;
import io.clientele.model.SqlText;
import io.clientele.warehouse.ResultColumn;
import io.clientele.warehouse.Row;
import io.clientele.warehouse.Warehouse;
import io.clientele.warehouse.WarehouseException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Runs one example on the engine and says how what came out differs from what it expects. */
final class ExampleRun {

    private static final RelationName OUTCOME = new RelationName("example", "outcome");
    private static final String NUMBER = "[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?";
    private static final double TOLERANCE = 1e-9;
    private static final String ANY_ZONE = "UTC";
    private static final String ANY_CURRENCY = "EUR";

    private final EmptyHouse house;
    private final Warehouse warehouse;

    ExampleRun(EmptyHouse house, Warehouse warehouse) {
        this.house = house;
        this.warehouse = warehouse;
    }

    /** Empty where all is as expected. */
    Optional<String> difference(Model model, Example example) {
        Optional<String> misfit = misfit(model, example);
        if (misfit.isPresent()) {
            return misfit;
        }
        try {
            model.reads().forEach(relation -> house.restore(warehouse, relation));
            furnish(example);
            List<Map<String, @Nullable Object>> found = run(model);
            return compare(example.expect(), found);
        } catch (WarehouseException e) {
            return Optional.of(e.reason());
        } finally {
            model.reads().forEach(relation -> house.restore(warehouse, relation));
        }
    }

    private Optional<String> misfit(Model model, Example example) {
        for (Map.Entry<RelationName, List<Map<String, JsonNode>>> given :
                example.given().entrySet()) {
            if (!model.reads().contains(given.getKey())) {
                return Optional.of("given: " + model.relation() + " does not read " + given.getKey());
            }
            Optional<String> unknown = unknownColumn(given.getValue(), house.columns(given.getKey()));
            if (unknown.isPresent()) {
                return Optional.of("given: " + given.getKey() + " has " + unknown.get());
            }
        }
        return unknownColumn(example.expect(), model.contract().columns())
                .map(unknown -> "expect: " + model.relation() + " has " + unknown);
    }

    private static Optional<String> unknownColumn(List<Map<String, JsonNode>> rows, List<Column> columns) {
        List<String> names = columns.stream().map(Column::name).toList();
        return rows.stream()
                .flatMap(row -> row.keySet().stream())
                .filter(name -> !names.contains(name))
                .findFirst()
                .map(name -> "no column " + name + Nearest.hint(name, names));
    }

    private void furnish(Example example) {
        example.given().forEach((relation, rows) -> {
            warehouse.createEmpty(relation, house.columns(relation));
            if (!relation.equals(RunRelations.CURRENT)) {
                append(relation, rows);
            }
        });
        Map<String, JsonNode> current = new LinkedHashMap<>();
        current.put("as_of", text(example.asOf().toString()));
        current.put("business_time_zone", text(ANY_ZONE));
        current.put("reporting_currency", text(ANY_CURRENCY));
        example.given().getOrDefault(RunRelations.CURRENT, List.of()).forEach(current::putAll);
        warehouse.createEmpty(RunRelations.CURRENT, house.columns(RunRelations.CURRENT));
        append(RunRelations.CURRENT, List.of(current));
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.stringNode(text);
    }

    private void append(RelationName relation, List<Map<String, JsonNode>> rows) {
        List<Column> columns = house.columns(relation);
        List<List<@Nullable Object>> values = new ArrayList<>();
        for (Map<String, JsonNode> row : rows) {
            List<@Nullable Object> line = new ArrayList<>();
            for (Column column : columns) {
                JsonNode value = row.get(column.name());
                line.add(value == null || value.isNull() ? null : value.asString());
            }
            values.add(line);
        }
        warehouse.append(relation, columns, values);
    }

    private List<Map<String, @Nullable Object>> run(Model model) {
        Relations.make(model, OUTCOME, warehouse);
        List<ResultColumn> columns = warehouse.describe("SELECT * FROM " + SqlText.name(OUTCOME));
        String query = "SELECT " + columns.stream().map(ExampleRun::comparable).collect(Collectors.joining(", "))
                + " FROM " + SqlText.name(OUTCOME);
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        for (Row row : warehouse.rows(query)) {
            Map<String, @Nullable Object> named = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                named.put(columns.get(i).name(), row.value(i));
            }
            found.add(named);
        }
        return found;
    }

    /** A timestamp is compared as the text that an example writes: 2026-11-20 08:00:00. */
    private static String comparable(ResultColumn column) {
        String name = SqlText.name(column.name());
        return column.type().equals("timestamp") ? "CAST(" + name + " AS VARCHAR)" : name;
    }

    /** Each expected row takes the first row found that fits it and is still free; the most particular choose first. */
    private static Optional<String> compare(
            List<Map<String, JsonNode>> expected, List<Map<String, @Nullable Object>> found) {
        List<Map<String, @Nullable Object>> free = new ArrayList<>(found);
        List<String> differences = new ArrayList<>();
        List<Map<String, JsonNode>> particularFirst = expected.stream()
                .sorted((a, b) -> Integer.compare(b.size(), a.size()))
                .toList();
        for (Map<String, JsonNode> row : particularFirst) {
            Optional<Map<String, @Nullable Object>> fit =
                    free.stream().filter(candidate -> fits(row, candidate)).findFirst();
            fit.ifPresentOrElse(
                    free::remove, () -> differences.add("expected " + row + "\n   found " + nearest(row, free)));
        }
        if (expected.size() != found.size()) {
            differences.add(0, "expected " + expected.size() + " rows, found " + found.size());
        }
        return differences.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", differences));
    }

    /** Of the rows left over, the one that differs in the fewest columns, cut to the columns that are compared. */
    private static String nearest(Map<String, JsonNode> expected, List<Map<String, @Nullable Object>> free) {
        return free.stream()
                .min((a, b) -> Long.compare(misfits(expected, a), misfits(expected, b)))
                .map(row -> {
                    Map<String, @Nullable Object> cut = new LinkedHashMap<>();
                    expected.keySet().forEach(name -> cut.put(name, row.get(name)));
                    return cut.toString();
                })
                .orElse("no row that is left");
    }

    private static long misfits(Map<String, JsonNode> expected, Map<String, @Nullable Object> found) {
        return expected.entrySet().stream()
                .filter(entry -> !same(entry.getValue(), found.get(entry.getKey())))
                .count();
    }

    private static boolean fits(Map<String, JsonNode> expected, Map<String, @Nullable Object> found) {
        return misfits(expected, found) == 0;
    }

    private static boolean same(JsonNode expected, @Nullable Object found) {
        if (expected.isNull() || found == null) {
            return expected.isNull() && found == null;
        }
        if (found instanceof Double number) {
            double wanted = expected.asString().matches(NUMBER) ? Double.parseDouble(expected.asString()) : Double.NaN;
            return Math.abs(number - wanted) <= TOLERANCE * Math.max(1, Math.abs(wanted));
        }
        if (found instanceof Number) {
            return expected.asString().matches(NUMBER)
                    && new BigDecimal(found.toString()).compareTo(new BigDecimal(expected.asString())) == 0;
        }
        return found.toString().equals(expected.asString());
    }
}

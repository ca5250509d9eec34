package io.clientele.warehouse;

import static io.clientele.warehouse.DuckDbTree.stream;
import static io.clientele.warehouse.DuckDbTree.text;
import static io.clientele.warehouse.DuckDbTree.texts;

import io.clientele.model.Derivation;
import io.clientele.model.QueryTree.Expression;
import io.clientele.model.QueryTree.Expression.Made;
import io.clientele.model.QueryTree.Expression.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The part of {@link DuckDbTree} that is about values. */
final class DuckDbExpressions {

    /** Aggregates whose second argument only says which row the first one is taken from. */
    private static final Set<String> TAKING_BY = Set.of("min_by", "max_by", "arg_min", "arg_max");

    private final Set<String> aggregates;
    private final DuckDbTree queries;

    DuckDbExpressions(Set<String> aggregates, DuckDbTree queries) {
        this.aggregates = aggregates;
        this.queries = queries;
    }

    Stream<Expression> optional(JsonNode node) {
        return node.isObject() ? Stream.of(expression(node)) : Stream.of();
    }

    List<Expression> orders(JsonNode orders) {
        return stream(orders).map(order -> expression(order.path("expression"))).toList();
    }

    Expression expression(JsonNode node) {
        String kind = node.path("class").asString("");
        return switch (kind) {
            case "COLUMN_REF" -> new Expression.Named(texts(node.path("column_names")));
            case "CONSTANT" -> constant(node.path("value"));
            case "FUNCTION" -> function(node);
            case "WINDOW" -> window(node);
            case "CASE" -> choice(node);
            case "CAST", "COLLATE" -> made(node, "child");
            case "COMPARISON" -> made(node, "left", "right");
            case "BETWEEN" -> made(node, "input", "lower", "upper");
            case "CONJUNCTION", "OPERATOR" -> new Made(parts(node.path("children"), Derivation.TRANSFORMATION));
            case "SUBQUERY" -> inner(node);
            case "STAR" -> star(node);
            default -> new Expression.Unreadable("an expression is of a kind that is not known: " + kind);
        };
    }

    private static Expression constant(JsonNode value) {
        boolean isWhole = value.path("type").path("id").asString("").equals("INTEGER")
                && value.path("value").canConvertToInt();
        return isWhole ? new Expression.Whole(value.path("value").intValue()) : new Made(List.of());
    }

    private Expression function(JsonNode node) {
        String name = text(node, "function_name");
        if (name.equals("count_star")) {
            return new Made(Stream.concat(
                            Stream.of(new Part(Derivation.AGGREGATION, new Expression.Counted())),
                            filter(node, "filter"))
                    .toList());
        }
        boolean isAggregate = aggregates.contains(name);
        Derivation how = isAggregate ? Derivation.AGGREGATION : Derivation.TRANSFORMATION;
        List<Part> parts = new ArrayList<>(arguments(name, node.path("children"), how));
        filter(node, "filter").forEach(parts::add);
        orders(node.path("order_bys").path("orders")).forEach(order -> parts.add(new Part(Derivation.SORT, order)));
        return new Made(parts);
    }

    private List<Part> arguments(String function, JsonNode children, Derivation how) {
        List<Part> parts = parts(children, how);
        return TAKING_BY.contains(function) && parts.size() > 1
                ? List.of(parts.get(0), new Part(Derivation.SORT, parts.get(1).of()))
                : parts;
    }

    private Stream<Part> filter(JsonNode node, String key) {
        return optional(node.path(key)).map(filter -> new Part(Derivation.FILTER, filter));
    }

    private Expression window(JsonNode node) {
        String name = text(node, "function_name");
        boolean isAggregate = node.path("type").asString("").equals("WINDOW_AGGREGATE");
        List<Part> parts = new ArrayList<>();
        if (name.equals("count_star")) {
            parts.add(new Part(Derivation.AGGREGATION, new Expression.Counted()));
        }
        parts.addAll(arguments(
                name, node.path("children"), isAggregate ? Derivation.AGGREGATION : Derivation.TRANSFORMATION));
        optional(node.path("default_expr")).forEach(value -> parts.add(new Part(Derivation.TRANSFORMATION, value)));
        parts.addAll(parts(node.path("partitions"), Derivation.WINDOW));
        Stream.of(orders(node.path("orders")), orders(node.path("arg_orders")))
                .flatMap(List::stream)
                .forEach(order -> parts.add(new Part(Derivation.WINDOW, order)));
        Stream.of("start_expr", "end_expr", "offset_expr")
                .flatMap(key -> optional(node.path(key)))
                .forEach(bound -> parts.add(new Part(Derivation.WINDOW, bound)));
        filter(node, "filter_expr").forEach(parts::add);
        return new Made(parts);
    }

    private Expression choice(JsonNode node) {
        List<Part> parts = new ArrayList<>();
        for (JsonNode check : node.path("case_checks")) {
            parts.add(new Part(Derivation.CONDITIONAL, expression(check.path("when_expr"))));
            parts.add(new Part(Derivation.TRANSFORMATION, expression(check.path("then_expr"))));
        }
        optional(node.path("else_expr")).forEach(value -> parts.add(new Part(Derivation.TRANSFORMATION, value)));
        return new Made(parts);
    }

    private Expression inner(JsonNode node) {
        boolean isExistence = node.path("subquery_type").asString("").endsWith("EXISTS");
        Expression value =
                new Expression.Inner(queries.query(node.path("subquery").path("node")), isExistence);
        return new Made(Stream.concat(Stream.of(value), optional(node.path("child")))
                .map(each -> new Part(Derivation.TRANSFORMATION, each))
                .toList());
    }

    private Expression star(JsonNode node) {
        if (node.path("columns").asBoolean(false)) {
            return new Expression.Unreadable("columns() does not say which");
        }
        Map<String, Expression> instead = new HashMap<>();
        for (JsonNode each : node.path("replace_list")) {
            instead.put(text(each, "key"), expression(each.path("value")));
        }
        Set<String> without = Stream.concat(texts(node.path("exclude_list")).stream(), excluded(node))
                .collect(Collectors.toSet());
        return new Expression.Star(text(node, "relation_name"), without, instead);
    }

    private static Stream<String> excluded(JsonNode node) {
        return stream(node.path("qualified_exclude_list")).map(each -> text(each, "column"));
    }

    private Made made(JsonNode node, String... keys) {
        return new Made(Stream.of(keys)
                .flatMap(key -> optional(node.path(key)))
                .map(each -> new Part(Derivation.TRANSFORMATION, each))
                .toList());
    }

    private List<Part> parts(JsonNode nodes, Derivation how) {
        return stream(nodes).map(each -> new Part(how, expression(each))).toList();
    }
}

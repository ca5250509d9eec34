package io.clientele.warehouse;

import io.clientele.model.QueryTree;
import io.clientele.model.QueryTree.CommonTable;
import io.clientele.model.QueryTree.Expression;
import io.clientele.model.QueryTree.Item;
import io.clientele.model.QueryTree.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Puts DuckDB's tree of a query into the words of the model. A node that it does not know is told, not guessed. */
final class DuckDbTree {

    /** What the functions of a FROM call their columns, where that is not their own name. */
    private static final Map<String, List<String>> SERIES = Map.of("int_series", List.of("n"));

    private final DuckDbExpressions expressions;

    /** @param aggregates the names of the engine's aggregate functions */
    DuckDbTree(Set<String> aggregates) {
        this.expressions = new DuckDbExpressions(aggregates, this);
    }

    QueryTree query(JsonNode node) {
        List<CommonTable> with = with(node);
        String type = node.path("type").asString("");
        return switch (type) {
            case "SELECT_NODE" -> select(node, with);
            case "SET_OPERATION_NODE" -> together(node, with);
            case "RECURSIVE_CTE_NODE" ->
                new QueryTree.Recursive(
                        with,
                        text(node, "cte_name"),
                        texts(node.path("aliases")),
                        query(node.path("left")),
                        query(node.path("right")));
            case "CTE_NODE" -> query(node.path("child"));
            default -> new QueryTree.Unreadable(with, "a query is of a kind that is not known: " + type);
        };
    }

    private List<CommonTable> with(JsonNode node) {
        List<CommonTable> with = new ArrayList<>();
        for (JsonNode each : node.path("cte_map").path("map")) {
            JsonNode table = each.path("value");
            with.add(new CommonTable(
                    text(each, "key"),
                    texts(table.path("aliases")),
                    query(table.path("query").path("node"))));
        }
        return with;
    }

    private QueryTree together(JsonNode node, List<CommonTable> with) {
        String kind = node.path("setop_type").asString("");
        JsonNode children = node.path("children");
        List<QueryTree> parts = children.isEmpty()
                ? List.of(query(node.path("left")), query(node.path("right")))
                : stream(children).map(this::query).toList();
        return switch (kind) {
            case "UNION" -> new QueryTree.Together(with, parts, true);
            case "EXCEPT", "INTERSECT" -> new QueryTree.Together(with, parts, false);
            default -> new QueryTree.Unreadable(with, "queries are put together in a way that is not known: " + kind);
        };
    }

    private QueryTree select(JsonNode node, List<CommonTable> with) {
        List<Expression> groups = new ArrayList<>(all(node.path("group_expressions")));
        if (node.path("aggregate_handling").asString("").equals("FORCE_AGGREGATES")) {
            groups.add(new Expression.Unreadable("group by all does not say by what"));
        }
        List<Expression> sorts = new ArrayList<>();
        boolean isDistinct = false;
        boolean isLimited = false;
        for (JsonNode modifier : node.path("modifiers")) {
            switch (modifier.path("type").asString("")) {
                case "ORDER_MODIFIER" -> sorts.addAll(expressions.orders(modifier.path("orders")));
                case "DISTINCT_MODIFIER" -> {
                    isDistinct |= modifier.path("distinct_on_targets").isEmpty();
                    groups.addAll(all(modifier.path("distinct_on_targets")));
                }
                default -> isLimited = true;
            }
        }
        return new QueryTree.Select(
                with,
                stream(node.path("select_list")).map(this::item).toList(),
                source(node.path("from_table")),
                Stream.of("where_clause", "having", "qualify")
                        .flatMap(clause -> expressions.optional(node.path(clause)))
                        .toList(),
                groups,
                isLimited || !groups.isEmpty() && isDistinctOn(node) ? sorts : List.of(),
                isDistinct);
    }

    private static boolean isDistinctOn(JsonNode node) {
        return stream(node.path("modifiers"))
                .anyMatch(modifier -> !modifier.path("distinct_on_targets").isEmpty());
    }

    private Item item(JsonNode node) {
        String alias = text(node, "alias");
        if (!alias.isEmpty() || !isOf(node, "COLUMN_REF")) {
            return new Item(alias, expressions.expression(node));
        }
        List<String> path = texts(node.path("column_names"));
        return new Item(path.get(path.size() - 1), expressions.expression(node));
    }

    private Optional<Source> source(JsonNode node) {
        String type = node.path("type").asString("");
        String alias = text(node, "alias");
        List<String> columns = texts(node.path("column_name_alias"));
        return switch (type) {
            case "EMPTY", "" -> Optional.empty();
            case "BASE_TABLE" -> {
                String name = text(node, "table_name");
                yield Optional.of(
                        new Source.Relation(text(node, "schema_name"), name, alias.isEmpty() ? name : alias, columns));
            }
            case "SUBQUERY" ->
                Optional.of(new Source.Derived(query(node.path("subquery").path("node")), alias, columns));
            case "JOIN" -> join(node);
            case "EXPRESSION_LIST" ->
                Optional.of(new Source.Values(
                        stream(node.path("values")).map(this::all).toList(),
                        alias,
                        columns.isEmpty() ? texts(node.path("expected_names")) : columns));
            case "TABLE_FUNCTION" -> Optional.of(series(node.path("function"), alias, columns));
            default -> Optional.of(new Source.Unreadable("a source is of a kind that is not known: " + type));
        };
    }

    private Optional<Source> join(JsonNode node) {
        List<Expression> on =
                new ArrayList<>(expressions.optional(node.path("condition")).toList());
        if (node.path("ref_type").asString("").equals("NATURAL")) {
            on.add(new Expression.Unreadable("a natural join does not say by what"));
        }
        return Optional.of(new Source.Join(
                source(node.path("left")).orElse(new Source.Unreadable("a join has nothing on its left")),
                source(node.path("right")).orElse(new Source.Unreadable("a join has nothing on its right")),
                on,
                texts(node.path("using_columns"))));
    }

    private Source series(JsonNode function, String alias, List<String> columns) {
        String name = text(function, "function_name");
        return new Source.Series(
                all(function.path("children")),
                alias.isEmpty() ? name : alias,
                columns.isEmpty() ? SERIES.getOrDefault(name, List.of(name)) : columns);
    }

    private List<Expression> all(JsonNode nodes) {
        return stream(nodes).map(expressions::expression).toList();
    }

    static boolean isOf(JsonNode node, String kind) {
        return node.path("class").asString("").equals(kind);
    }

    static Stream<JsonNode> stream(JsonNode nodes) {
        return StreamSupport.stream(nodes.spliterator(), false);
    }

    /** Names are the same in capital letters. */
    static String text(JsonNode node, String key) {
        return node.path(key).asString("").toLowerCase(Locale.ROOT);
    }

    static List<String> texts(JsonNode nodes) {
        return stream(nodes)
                .map(each -> each.asString("").toLowerCase(Locale.ROOT))
                .toList();
    }
}

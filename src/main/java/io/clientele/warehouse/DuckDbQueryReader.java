package io.clientele.warehouse;

import io.clientele.model.ParsedQuery;
import io.clientele.model.ParsedQuery.Ambiguity;
import io.clientele.model.ParsedQuery.Named;
import io.clientele.model.QueryReader;
import io.clientele.model.SqlText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads queries with DuckDB's own parser, which gives its tree as JSON and refuses whatever is no SELECT. */
public final class DuckDbQueryReader implements QueryReader {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Warehouse warehouse;
    private final Set<String> aggregates = new TreeSet<>();

    public DuckDbQueryReader(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    @Override
    public ParsedQuery read(String sql) throws SyntaxProblem {
        Row row = warehouse
                .rows("SELECT CAST(json_serialize_sql(" + SqlText.text(sql) + ") AS VARCHAR)")
                .get(0);
        JsonNode tree = JSON.readTree(row.text(0));
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        if (tree.path("error").booleanValue()) {
            String position = tree.path("position").asString("");
            int line = position.isEmpty() ? 0 : line(text, Long.parseLong(position));
            throw new SyntaxProblem(line, reason(tree));
        }
        Walk walk = new Walk(text);
        walk.visit(tree.path("statements"));
        return new ParsedQuery(
                tree.path("statements").size(),
                walk.tables,
                walk.withNames,
                walk.functions,
                walk.columns,
                walk.ambiguities,
                new DuckDbTree(aggregates())
                        .query(tree.path("statements").path(0).path("node")));
    }

    private Set<String> aggregates() {
        if (aggregates.isEmpty()) {
            warehouse
                    .rows(
                            "SELECT DISTINCT lower(function_name) FROM duckdb_functions() WHERE function_type = 'aggregate'")
                    .forEach(row -> aggregates.add(row.text(0)));
        }
        return aggregates;
    }

    private static String reason(JsonNode tree) {
        return tree.path("error_type").stringValue().equals("parser")
                ? tree.path("error_message").stringValue()
                : "this is no SELECT";
    }

    /** The line of a byte offset, counted from 1; 0 where the parser knows no offset. */
    private static int line(byte[] text, long offset) {
        if (offset < 0 || offset > text.length) {
            return 0;
        }
        int line = 1;
        for (int i = 0; i < offset; i++) {
            if (text[i] == '\n') {
                line++;
            }
        }
        return line;
    }

    /** One pass over the tree. */
    private static final class Walk {

        private final byte[] text;
        private final List<Named> tables = new ArrayList<>();
        private final Set<String> withNames = new TreeSet<>();
        private final List<Named> functions = new ArrayList<>();
        private final List<Named> columns = new ArrayList<>();
        private final List<Ambiguity> ambiguities = new ArrayList<>();

        Walk(byte[] text) {
            this.text = text;
        }

        void visit(JsonNode node) {
            if (node.isObject()) {
                note(node);
            }
            for (JsonNode child : node) {
                visit(child);
            }
        }

        private void note(JsonNode node) {
            node.path("cte_map")
                    .path("map")
                    .forEach(with -> withNames.add(with.path("key").stringValue()));
            SilentDifference.in(node)
                    .forEach(found -> ambiguities.add(new Ambiguity(lineWithin(found.node()), found.words())));
            if (node.path("sample").isObject()) {
                functions.add(new Named("", "tablesample", lineWithin(node), false));
            }
            if (node.path("class").asString("").equals("WINDOW")) {
                functions.add(named("", node, "function_name", false));
            }
            switch (node.path("type").asString("")) {
                case "BASE_TABLE" -> {
                    String catalogue = node.path("catalog_name").asString("");
                    String schema = node.path("schema_name").asString("");
                    tables.add(
                            named(catalogue.isEmpty() ? schema : catalogue + "." + schema, node, "table_name", false));
                }
                case "SHOW_REF" -> functions.add(new Named("", "describe", lineWithin(node), true));
                case "TABLE_FUNCTION" -> functions.add(named("", node.path("function"), "function_name", true));
                case "FUNCTION" -> functions.add(named(node.path("schema").asString(""), node, "function_name", false));
                case "COLUMN_REF" -> {
                    JsonNode names = node.path("column_names");
                    if (names.size() == 1) {
                        columns.add(new Named("", names.get(0).stringValue(), lineOf(node), false));
                    }
                }
                default -> {
                    // every other node is only a place to look inside
                }
            }
        }

        private Named named(String qualifier, JsonNode node, String key, boolean isTableFunction) {
            return new Named(qualifier, node.path(key).asString(""), lineOf(node), isTableFunction);
        }

        /** The line of a node, or else of the first node inside it that has one. */
        private int lineWithin(JsonNode node) {
            int line = lineOf(node);
            for (JsonNode child : node) {
                if (line > 0) {
                    break;
                }
                line = lineWithin(child);
            }
            return line;
        }

        private int lineOf(JsonNode node) {
            JsonNode location = node.path("query_location");
            return location.isIntegralNumber() && location.canConvertToInt() ? line(text, location.intValue()) : 0;
        }
    }
}

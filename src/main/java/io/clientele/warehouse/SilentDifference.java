package io.clientele.warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What DuckDB and Spark both accept and compute differently, as far as a query's tree tells it without knowing types.
 *
 * @param node where it stands in the tree
 * @param words what differs, and what to write instead
 */
record SilentDifference(JsonNode node, String words) {

    private static final String WEEKDAY =
            " counts the days of a week from another one in each engine: use months and days_between";

    private static final Map<String, String> FUNCTIONS = Map.of(
            "concat",
            "concat() passes over a null in one engine and is null in the other: use || and coalesce",
            "regexp_replace",
            "regexp_replace() replaces the first match in one engine and all in the other: use replace",
            "dayofweek",
            "dayofweek()" + WEEKDAY,
            "weekday",
            "weekday()" + WEEKDAY);

    /** What differs in this node itself; its children are asked on their own. */
    static List<SilentDifference> in(JsonNode node) {
        List<SilentDifference> found = new ArrayList<>();
        if (node.path("class").asString("").equals("WINDOW")) {
            orderings(node.path("orders"), found);
        }
        for (JsonNode modifier : node.path("modifiers")) {
            orderings(modifier.path("orders"), found);
        }
        switch (node.path("type").asString("")) {
            case "FUNCTION" -> function(node, found);
            case "ARRAY_EXTRACT" -> {
                if (!isText(node.path("children").path(1))) {
                    found.add(new SilentDifference(
                            node,
                            "[] counts from 1 in one engine and from 0 in the other: use min_by, max_by or a join"));
                }
            }
            default -> {
                // everything else means the same, or fails on one side
            }
        }
        return found;
    }

    /** Descending, both engines put nulls last. */
    private static void orderings(JsonNode orders, List<SilentDifference> found) {
        for (JsonNode order : orders) {
            boolean isDescending = order.path("type").asString("").equals("DESCENDING");
            if (!isDescending && order.path("null_order").asString("").equals("ORDER_DEFAULT")) {
                found.add(new SilentDifference(
                        order,
                        "an ordering puts nulls last in one engine and first in the other:"
                                + " write nulls first or nulls last"));
            }
        }
    }

    private static void function(JsonNode node, List<SilentDifference> found) {
        String name = node.path("function_name").asString("").toLowerCase(Locale.ROOT);
        JsonNode arguments = node.path("children");
        String words = FUNCTIONS.get(name);
        if (words != null) {
            found.add(new SilentDifference(node, words));
        } else if (name.equals("log") && arguments.size() == 1) {
            found.add(new SilentDifference(node, "log() is to base 10 in one engine and natural in the other: use ln"));
        } else if (name.equals("array_agg") && node.path("filter").isNull()) {
            found.add(new SilentDifference(
                    node, "array_agg() keeps nulls in one engine and drops them in the other: filter them out"));
        } else if (name.equals("date_part") && isDayOfWeek(arguments.path(0))) {
            found.add(new SilentDifference(node, "the day of the week" + WEEKDAY));
        }
    }

    private static boolean isDayOfWeek(JsonNode part) {
        String text = part.path("value").path("value").asString("").toLowerCase(Locale.ROOT);
        return text.equals("dow") || text.equals("dayofweek");
    }

    private static boolean isText(JsonNode node) {
        return node.path("value").path("type").path("id").asString("").equals("VARCHAR");
    }
}

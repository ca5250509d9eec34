package io.clientele.extract;

import io.clientele.model.SqlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which rows of a file go, and which names in those that stay.
 *
 * @param theirs delivered column to keys; a row with any of them goes
 * @param named delivered column to keys that are blanked
 */
record RowRule(Map<String, Set<String>> theirs, Map<String, Set<String>> named) {

    /** Of a file that fills two tables. */
    RowRule with(RowRule other) {
        return new RowRule(both(theirs, other.theirs), both(named, other.named));
    }

    /** Over a file that may lack columns. */
    RowRule over(List<String> columns) {
        return new RowRule(only(theirs, columns), only(named, columns));
    }

    private static Map<String, Set<String>> only(Map<String, Set<String>> rule, List<String> columns) {
        Map<String, Set<String>> only = new LinkedHashMap<>(rule);
        only.keySet().removeIf(column -> !columns.contains(column.toLowerCase(Locale.ROOT)));
        return only;
    }

    private static Map<String, Set<String>> both(Map<String, Set<String>> one, Map<String, Set<String>> other) {
        Map<String, Set<String>> both = new LinkedHashMap<>(one);
        other.forEach((column, keys) -> {
            Set<String> all = new TreeSet<>(keys);
            all.addAll(both.getOrDefault(column, Set.of()));
            both.put(column, all);
        });
        return both;
    }

    /** SQL of a key as it is compared. */
    static String key(String column) {
        return "trim(CAST(" + SqlText.name(column) + " AS VARCHAR))";
    }

    private static String isIn(String column, Set<String> keys) {
        return "coalesce(" + key(column) + " IN (" + SqlText.texts(keys) + "), false)";
    }

    /** SQL that is true for a row that goes. */
    String isTheirs() {
        return theirs.isEmpty()
                ? "false"
                : theirs.entrySet().stream()
                        .map(entry -> isIn(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** SQL that is true for a row that goes, of which a column holds the JSON; what is no JSON stays. */
    String isTheirsIn(String json) {
        return theirs.isEmpty()
                ? "false"
                : theirs.entrySet().stream()
                        .map(entry ->
                                "coalesce(trim(CASE WHEN json_valid(" + json + ") THEN json_extract_string(" + json
                                        + ", " + SqlText.text("$.\"" + entry.getKey() + "\"") + ") END) IN ("
                                        + SqlText.texts(entry.getValue()) + "), false)")
                        .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** SQL that is true for a row that this changes or takes. */
    String isTouched() {
        return new RowRule(both(theirs, named), Map.of()).isTheirs();
    }

    /** SQL of the rows that stay, of those that are read from somewhere. */
    String kept(String from) {
        String blanked = named.entrySet().stream()
                .map(entry -> "CASE WHEN " + isIn(entry.getKey(), entry.getValue()) + " THEN NULL ELSE "
                        + SqlText.name(entry.getKey()) + " END AS " + SqlText.name(entry.getKey()))
                .collect(Collectors.joining(", "));
        return "SELECT *" + (blanked.isEmpty() ? "" : " REPLACE (" + blanked + ")") + " FROM " + from + " WHERE NOT "
                + isTheirs();
    }
}

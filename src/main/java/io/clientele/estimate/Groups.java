package io.clientele.estimate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows of a table by their text columns, in order of first appearance. */
public record Groups(List<Column.Texts> keys, List<int[]> rows) {

    public static Groups of(Table table) {
        List<Column.Texts> keys = table.texts();
        Map<List<@Nullable String>, IntStream.Builder> rowsOfKey = new LinkedHashMap<>();
        for (int row = 0; row < table.rowCount(); row++) {
            rowsOfKey
                    .computeIfAbsent(keyOf(keys, row), unseen -> IntStream.builder())
                    .add(row);
        }
        List<int[]> rows = rowsOfKey.values().stream()
                .map(builder -> builder.build().toArray())
                .toList();
        return new Groups(firsts(keys, rows), rows);
    }

    private static List<@Nullable String> keyOf(List<Column.Texts> keys, int row) {
        List<@Nullable String> values = new ArrayList<>();
        keys.forEach(key -> values.add(key.values().get(row)));
        return values;
    }

    private static List<Column.Texts> firsts(List<Column.Texts> keys, List<int[]> rows) {
        List<Column.Texts> firsts = new ArrayList<>();
        for (Column.Texts key : keys) {
            firsts.add(new Column.Texts(
                    key.name(),
                    rows.stream().map(group -> key.values().get(group[0])).toList()));
        }
        return firsts;
    }
}

package io.clientele.publish;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Follows the unique key from row to row: strictly ascending, nulls last, text by its UTF-8 bytes; two nulls are the same key. */
final class KeyOrder {

    private static final Comparator<@Nullable Object> ORDER = Comparator.nullsLast(KeyOrder::compareValues);

    private final List<String> key;
    private @Nullable List<@Nullable Object> previous;
    private boolean isRepeated;
    private long repeatedCount;
    private long earlyCount;
    private String firstRepeated = "";
    private String firstEarly = "";

    KeyOrder(List<String> key) {
        this.key = key;
    }

    /** @param values the key of the next row; kept until the one after */
    void next(List<@Nullable Object> values) {
        int order = previous == null ? -1 : compare(previous, values);
        if (order > 0 && earlyCount++ == 0) {
            firstEarly = text(values) + " after " + text(Objects.requireNonNull(previous));
        }
        if (order == 0 && !isRepeated && repeatedCount++ == 0) {
            firstRepeated = text(values);
        }
        isRepeated = order == 0;
        previous = values;
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        String grain = "[" + String.join(", ", key) + "]";
        if (repeatedCount > 0) {
            problems.add("grain " + grain + " is not unique: " + Counted.of(repeatedCount, "key")
                    + " in more than one row, first " + firstRepeated);
        }
        if (earlyCount > 0) {
            problems.add("rows are not in the order of " + grain + ": " + Counted.of(earlyCount, "row")
                    + " too late, first " + firstEarly);
        }
        return problems;
    }

    static String text(List<@Nullable Object> values) {
        return values.stream()
                .map(value -> value == null ? "null" : CanonicalText.of(value))
                .collect(Collectors.joining(", "));
    }

    private static int compare(List<@Nullable Object> left, List<@Nullable Object> right) {
        for (int i = 0; i < left.size(); i++) {
            int order = ORDER.compare(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @SuppressWarnings("unchecked")
    private static int compareValues(Object left, Object right) {
        if (left instanceof String text) {
            return Arrays.compareUnsigned(
                    text.getBytes(StandardCharsets.UTF_8), ((String) right).getBytes(StandardCharsets.UTF_8));
        }
        return ((Comparable<Object>) left).compareTo(right);
    }
}

package io.clientele.extract.jdbc;

import java.util.ArrayList;
import java.util.List;

/** What a row has to fulfil, with its values beside it. */
public record Condition(String sql, List<Object> values) {

    public static final Condition NONE = new Condition("", List.of());

    Condition and(Condition other) {
        return joined(" AND ", other);
    }

    /** Of two conditions of which at least one is to be fulfilled; of {@link #NONE} and another the other. */
    public Condition or(Condition other) {
        Condition either = joined(" OR ", other);
        return isNone() || other.isNone() ? either : new Condition("(" + either.sql + ")", either.values);
    }

    /** Fulfilled by every row that does not fulfil this one, those of which nobody knows included. */
    Condition not() {
        return new Condition("CASE WHEN " + sql + " THEN 1 ELSE 0 END = 0", values);
    }

    private Condition joined(String word, Condition other) {
        if (isNone()) {
            return other;
        }
        if (other.isNone()) {
            return this;
        }
        List<Object> both = new ArrayList<>(values);
        both.addAll(other.values);
        return new Condition(sql + word + other.sql, both);
    }

    public boolean isNone() {
        return sql.isEmpty();
    }

    String where() {
        return isNone() ? "" : "\nWHERE " + sql;
    }
}

package io.clientele.model;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column's type: one of the flat types that every engine and BI tool of the house reads alike.
 *
 * @param precision digits in all; 0 unless the kind is decimal
 * @param scale digits after the point; 0 unless the kind is decimal
 */
public record ColumnType(Kind kind, int precision, int scale) {

    /** The families of types that a contract may name. */
    public enum Kind {
        BOOLEAN,
        INTEGER,
        BIGINT,
        DOUBLE,
        VARCHAR,
        DATE,
        TIMESTAMP,
        DECIMAL
    }

    private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d+),\\s*(\\d+)\\)");

    /**
     * Reads {@code bigint} or {@code decimal(18,2)}, in any case.
     *
     * @throws IllegalArgumentException for a type that contracts do not know
     */
    public static ColumnType parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        Matcher decimal = DECIMAL.matcher(lower);
        if (decimal.matches()) {
            return new ColumnType(Kind.DECIMAL, Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        for (Kind kind : Kind.values()) {
            if (kind != Kind.DECIMAL && kind.name().toLowerCase(Locale.ROOT).equals(lower)) {
                return new ColumnType(kind, 0, 0);
            }
        }
        throw new IllegalArgumentException("no type of a contract: " + text);
    }

    /** The type as SQL writes it. */
    public String sql() {
        return kind == Kind.DECIMAL ? "DECIMAL(" + precision + "," + scale + ")" : kind.name();
    }

    @Override
    public String toString() {
        return sql().toLowerCase(Locale.ROOT);
    }
}

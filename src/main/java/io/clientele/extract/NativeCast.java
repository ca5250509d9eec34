package io.clientele.extract;

import io.clientele.model.ColumnType;
import io.clientele.model.ColumnType.Kind;
import io.clientele.model.SqlText;
import java.util.Optional;
import java.util.Set;

/** The SQL that makes a contract's value of a value that was delivered with a type of its own. */
final class NativeCast {

    private static final Set<String> WHOLE = Set.of(
            "tinyint",
            "smallint",
            "integer",
            "bigint",
            "hugeint",
            "utinyint",
            "usmallint",
            "uinteger",
            "ubigint",
            "uhugeint");
    private static final Set<String> FLOATING = Set.of("float", "double");
    private static final String INSTANT = "timestamp with time zone";

    private final FileFormat format;

    NativeCast(FileFormat format) {
        this.format = format;
    }

    /**
     * The typed value; empty where the type delivered is of another family than the type wanted, so that only its text
     * can tell.
     *
     * @param value SQL of what was delivered
     * @param type the engine's name of its type, in lower case
     */
    Optional<String> typed(String value, String type, ColumnType wanted) {
        boolean isDecimal = type.startsWith("decimal");
        boolean isNumber = isDecimal || WHOLE.contains(type) || FLOATING.contains(type);
        boolean isTime = type.startsWith("timestamp");
        return Optional.ofNullable(
                switch (wanted.kind()) {
                    case VARCHAR -> null;
                    case BOOLEAN -> type.equals("boolean") ? value : null;
                    case INTEGER, BIGINT -> isNumber ? whole(value, type, wanted) : null;
                    case DECIMAL -> isNumber ? tryCast(value, wanted) : null;
                    case DOUBLE -> isNumber ? finite(value) : null;
                    case DATE -> isTime || type.equals("date") ? "CAST(" + local(value, type) + " AS DATE)" : null;
                    case TIMESTAMP -> isTime || type.equals("date") ? utc(value, type) : null;
                });
    }

    /** Whether a decimal number says more behind its point than its column can hold; a float's last digits say nothing. */
    static Optional<String> saysMore(String value, String typed, String type, ColumnType wanted) {
        return wanted.kind() == Kind.DECIMAL && type.startsWith("decimal")
                ? Optional.of(typed + " <> TRY_CAST(" + value + " AS DECIMAL(38,18))")
                : Optional.empty();
    }

    private static String tryCast(String value, ColumnType wanted) {
        return "TRY_CAST(" + value + " AS " + wanted.sql() + ")";
    }

    /** A cast alone would round. */
    private static String whole(String value, String type, ColumnType wanted) {
        return WHOLE.contains(type)
                ? tryCast(value, wanted)
                : "CASE WHEN " + value + " = trunc(" + value + ") THEN " + tryCast(value, wanted) + " END";
    }

    private static String finite(String value) {
        return "CASE WHEN isfinite(CAST(" + value + " AS DOUBLE)) THEN CAST(" + value + " AS DOUBLE) END";
    }

    private String local(String value, String type) {
        return type.equals(INSTANT) ? value + " AT TIME ZONE " + SqlText.text(format.timeZone()) : value;
    }

    private String utc(String value, String type) {
        return type.equals(INSTANT)
                ? value + " AT TIME ZONE 'UTC'"
                : new TextCast(format).utc("CAST(" + value + " AS TIMESTAMP)");
    }
}

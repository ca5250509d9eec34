package io.clientele.extract.jdbc;

import io.clientele.model.ColumnType;
import java.sql.Types;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether a contract's column can hold what a query's column gives. */
public final class TypeFit {

    /** As the driver of PostgreSQL names what it calls a timestamp without a zone by its number. */
    private static final Set<String> MOMENTS = Set.of("timestamptz", "timestamp");

    private static final Optional<String> FITS = Optional.empty();

    private TypeFit() {}

    /** The families of types that databases have. */
    private enum Family {
        TEXT,
        NUMBER,
        FLOATING,
        FLAG,
        DAY,
        MOMENT,
        BYTES,
        OTHER
    }

    /** What will go wrong with some or all of its values; empty where they fit. */
    public static Optional<String> doubt(GivenColumn given, ColumnType wanted) {
        return consequence(family(given), wanted)
                .map(consequence -> given.label() + " is "
                        + given.typeName().toLowerCase(Locale.ROOT) + ", the contract says " + wanted + ": "
                        + consequence);
    }

    private static Optional<String> consequence(Family family, ColumnType wanted) {
        return switch (wanted.kind()) {
            case VARCHAR -> family == Family.BYTES ? quarantined("what is no UTF-8") : FITS;
            case INTEGER, BIGINT, DOUBLE ->
                switch (family) {
                    case NUMBER, FLOATING, FLAG -> FITS;
                    case TEXT, BYTES, OTHER -> quarantined("what is no number");
                    case DAY, MOMENT -> quarantined("every row");
                };
            case DECIMAL ->
                switch (family) {
                    case NUMBER, FLAG -> FITS;
                    case FLOATING ->
                        quarantined("what has more decimals than the contract; round it in the query, or it");
                    case TEXT, BYTES, OTHER -> quarantined("what is no number");
                    case DAY, MOMENT -> quarantined("every row");
                };
            case BOOLEAN ->
                switch (family) {
                    case FLAG, NUMBER -> FITS;
                    case TEXT, BYTES, FLOATING, OTHER -> quarantined("what is not true, false, 1 or 0");
                    case DAY, MOMENT -> quarantined("every row");
                };
            case DATE ->
                switch (family) {
                    case DAY -> FITS;
                    case MOMENT -> quarantined("what is not midnight");
                    case TEXT, BYTES, OTHER -> quarantined("what is not written as 2026-11-20");
                    case NUMBER, FLOATING, FLAG -> quarantined("every row");
                };
            case TIMESTAMP ->
                switch (family) {
                    case DAY, MOMENT -> FITS;
                    case TEXT, BYTES, OTHER -> quarantined("what is not written as 2026-11-20 07:30:00");
                    case NUMBER, FLOATING, FLAG -> quarantined("every row");
                };
        };
    }

    private static Optional<String> quarantined(String what) {
        return Optional.of(what + " goes to quarantine");
    }

    private static Family family(GivenColumn given) {
        if (MOMENTS.contains(given.typeName().toLowerCase(Locale.ROOT))) {
            return Family.MOMENT;
        }
        return switch (given.jdbcType()) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.DECIMAL ->
                Family.NUMBER;
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> Family.FLOATING;
            case Types.CHAR,
                    Types.VARCHAR,
                    Types.LONGVARCHAR,
                    Types.NCHAR,
                    Types.NVARCHAR,
                    Types.LONGNVARCHAR,
                    Types.CLOB -> Family.TEXT;
            case Types.BIT, Types.BOOLEAN -> Family.FLAG;
            case Types.DATE -> Family.DAY;
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> Family.MOMENT;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Family.BYTES;
            default -> Family.OTHER;
        };
    }
}

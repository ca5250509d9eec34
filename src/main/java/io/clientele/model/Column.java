package io.clientele.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column as its contract describes it. {@code allowed} is empty where any value will do. */
public record Column(
        String name,
        ColumnType type,
        boolean nullable,
        @Nullable String unit,
        String says,
        @Nullable String labelEn,
        @Nullable String labelZh,
        List<String> allowed,
        Pii pii) {

    /** How closely a column points at somebody. */
    public enum Pii {
        NONE,
        /** A number by which a system knows somebody: marts have a pseudonym for it where pseudonyms are asked for. */
        IDENTIFIER,
        /** In combination with others. */
        QUASI,
        /** By itself, as a name does: marts that are not restricted are without it where pseudonyms are asked for. */
        DIRECT
    }

    /** A column that needs no more description than its name, for relations that the program itself fills. */
    public static Column of(String name, String type, boolean nullable) {
        return new Column(name, ColumnType.parse(type), nullable, null, name, null, null, List.of(), Pii.NONE);
    }
}

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

    /** How closely a column points at a person. */
    public enum Pii {
        NONE,
        QUASI,
        DIRECT
    }

    /** A column that needs no more description than its name, for relations that the program itself fills. */
    public static Column of(String name, String type, boolean nullable) {
        return new Column(name, ColumnType.parse(type), nullable, null, name, null, null, List.of(), Pii.NONE);
    }
}

package io.clientele.model;

import java.util.Comparator;

/** A column of a relation; prints as {@code schema.relation.column}. */
public record ColumnName(RelationName relation, String column) implements Comparable<ColumnName> {

    private static final Comparator<ColumnName> ORDER =
            Comparator.comparing(ColumnName::relation).thenComparing(ColumnName::column);

    @Override
    public int compareTo(ColumnName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return relation + "." + column;
    }
}

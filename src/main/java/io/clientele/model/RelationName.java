package io.clientele.model;

/** A relation's schema and name, both lower case; prints as {@code schema.name}. */
public record RelationName(String schema, String name) implements Comparable<RelationName> {

    /** Reads {@code schema.name}. */
    public static RelationName parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 1 || dot == text.length() - 1) {
            throw new IllegalArgumentException("not of the form schema.name: " + text);
        }
        return new RelationName(text.substring(0, dot), text.substring(dot + 1));
    }

    @Override
    public int compareTo(RelationName other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}

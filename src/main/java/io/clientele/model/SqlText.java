package io.clientele.model;

import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;

/** Names, texts and paths as SQL writes them. */
public final class SqlText {

    private SqlText() {}

    /** A quoted name. */
    public static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    public static String name(RelationName relation) {
        return name(relation.schema()) + "." + name(relation.name());
    }

    /** A quoted text. */
    public static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Quoted texts with commas between them. */
    public static String texts(Collection<String> texts) {
        return texts.stream().map(SqlText::text).collect(Collectors.joining(", "));
    }

    public static String path(Path path) {
        return text(path.toAbsolutePath().toString());
    }
}

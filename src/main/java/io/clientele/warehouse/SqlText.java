package io.clientele.warehouse;

import io.clientele.model.RelationName;
import java.nio.file.Path;

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

    public static String path(Path path) {
        return text(path.toAbsolutePath().toString());
    }
}

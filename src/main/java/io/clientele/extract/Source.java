package io.clientele.extract;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A system that delivers files.
 *
 * @param definition the file that says all this
 * @param name becomes {@code source_system}
 * @param kind erp, crm or other
 * @param format of its files, where they say nothing else
 */
public record Source(
        Path definition,
        String name,
        String kind,
        FileFormat format,
        Map<String, SourceFile> files,
        Map<String, TableMapping> tables) {

    /** A file of a delivery. */
    record SourceFile(String name, int line, Path path, FileFormat format) {}

    public boolean delivers(String table) {
        return tables.containsKey(table);
    }

    Optional<TableMapping> mapping(String table) {
        return Optional.ofNullable(tables.get(table));
    }
}

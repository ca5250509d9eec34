package io.clientele.extract;

import io.clientele.extract.jdbc.Database;
import io.clientele.model.Contract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A system that delivers files, or a database that is read.
 *
 * @param definition the file that says all this
 * @param name becomes {@code source_system}
 * @param kind erp, crm or other
 * @param database that is read; empty where files are delivered
 * @param format of its files, where they say nothing else
 */
public record Source(
        Path definition,
        String name,
        String kind,
        Optional<Database> database,
        FileFormat format,
        Map<String, SourceFile> files,
        Map<String, TableMapping> tables) {

    /** A file of a delivery. */
    record SourceFile(String name, int line, Path path, FileFormat format) {}

    public boolean delivers(String table) {
        return tables.containsKey(table);
    }

    /** The landing tables that it fills as a database, in the order of the contracts. */
    public List<String> extractedTables(List<Contract> landing) {
        return landing.stream()
                .map(contract -> contract.relation().name())
                .filter(table -> mapping(table).flatMap(TableMapping::extract).isPresent())
                .toList();
    }

    Optional<TableMapping> mapping(String table) {
        return Optional.ofNullable(tables.get(table));
    }
}

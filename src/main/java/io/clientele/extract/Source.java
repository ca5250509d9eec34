package io.clientele.extract;

import io.clientele.extract.jdbc.Database;
import io.clientele.model.Contract;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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

    /** Where its records are: an address without credentials, or folders. */
    public String where() {
        return database.map(Database::url).orElseGet(() -> files.values().stream()
                .map(file -> String.valueOf(file.path().getParent()))
                .distinct()
                .collect(Collectors.joining(", ")));
    }

    /** How it fills its tables, in the order of the contracts. */
    public List<Reading> readings(List<Contract> landing) {
        return landing.stream()
                .flatMap(contract -> mapping(contract.relation().name()).stream())
                .map(mapping -> new Reading(
                        mapping.table(),
                        mapping.says(),
                        mapping.extract().map(Extract::comparedOnSays).orElse("")))
                .toList();
    }

    /**
     * How a table is filled.
     *
     * @param says in a few words
     * @param keysComparedOn the days on which what was deleted is looked for; empty for none
     */
    public record Reading(String table, String says, String keysComparedOn) {}

    /** The same source where it fills one table and no other. */
    public Source only(String table) {
        TableMapping mapping = mapping(table).orElseThrow();
        Map<String, SourceFile> itsFiles = new LinkedHashMap<>(files);
        itsFiles.keySet().retainAll(mapping.files());
        return new Source(definition, name, kind, database, format, itsFiles, Map.of(table, mapping));
    }

    Optional<TableMapping> mapping(String table) {
        return Optional.ofNullable(tables.get(table));
    }
}

package io.clientele.nightly;

import io.clientele.extract.Traces;
import io.clientele.model.SqlText;
import io.clientele.warehouse.DuckDbWarehouse;
import io.clientele.warehouse.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Looks for texts in every file of a folder: in its bytes, and in every text value of Parquet and DuckDB files, whose bytes hide them. */
final class DataSearch {

    private static final String ATTACHED = "looked_into";

    /** By what marts know an account. */
    private static final String CUSTOMER = SqlText.name("customer_id");

    private final Traces traces;
    private final DuckDbWarehouse engine;

    DataSearch(Traces traces, DuckDbWarehouse engine) {
        this.traces = traces;
        this.engine = engine;
    }

    /** How many files were looked into, and how often something was found in which. */
    record Found(long fileCount, SortedMap<String, Long> hits) {}

    Found in(Path folder, Set<Path> without) throws IOException {
        SortedMap<String, Long> hits = new TreeMap<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !without.contains(file))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            long count = count(file);
            if (count > 0) {
                hits.put(folder.relativize(file).toString(), count);
            }
        }
        return new Found(files.size(), hits);
    }

    private long count(Path file) throws IOException {
        long inBytes = traces.countIn(file);
        if (inBytes > 0 || Files.size(file) == 0) {
            return inBytes;
        }
        String name = file.getFileName().toString();
        if (name.endsWith(".parquet")) {
            return countIn("read_parquet(" + SqlText.path(file) + ")");
        }
        return name.endsWith(".duckdb") ? countInTables(file) : 0;
    }

    private long countInTables(Path database) {
        engine.execute("ATTACH " + SqlText.path(database) + " AS " + ATTACHED + " (READ_ONLY)");
        try {
            return engine
                    .rows("SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = '" + ATTACHED
                            + "' ORDER BY ALL")
                    .stream()
                    .mapToLong(table ->
                            countIn(ATTACHED + "." + SqlText.name(table.text(0)) + "." + SqlText.name(table.text(1))))
                    .sum();
        } finally {
            engine.execute("DETACH " + ATTACHED);
        }
    }

    private long countIn(String relation) {
        long count = 0;
        for (String column : textColumns(relation)) {
            for (Row row : engine.rows("SELECT DISTINCT CAST(" + column + " AS VARCHAR) FROM " + relation)) {
                count += traces.countIn(row.text(0));
            }
        }
        return count;
    }

    /** Whether a mart of a version has a row of a customer, however short the number is. */
    boolean knows(Path version, String customer) throws IOException {
        try (Stream<Path> files = Files.list(version)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .map(file -> "read_parquet(" + SqlText.path(file) + ")")
                    .filter(relation -> textColumns(relation).contains(CUSTOMER))
                    .anyMatch(relation -> !engine.rows("SELECT 1 FROM " + relation + " WHERE " + CUSTOMER + " = "
                                    + SqlText.text(customer) + " LIMIT 1")
                            .isEmpty());
        }
    }

    /** Keys are texts everywhere; a number in a column of numbers is a count or an amount. */
    private List<String> textColumns(String relation) {
        return engine
                .rows(
                        "SELECT column_name FROM (DESCRIBE SELECT * FROM " + relation
                                + ") WHERE column_type LIKE '%VARCHAR%' OR column_type LIKE '%JSON%' OR column_type LIKE '%BLOB%'")
                .stream()
                .map(row -> SqlText.name(row.text(0)))
                .toList();
    }
}

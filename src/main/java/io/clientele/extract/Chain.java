package io.clientele.extract;

import io.clientele.model.SqlText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The nights that together hold one table of a database: the last one that read all of it, and those that read what had
 * changed. Of each key the newest night counts.
 */
final class Chain {

    static final String DELETED = "deleted.parquet";

    private final List<Night> nights;

    /** @param nights from the one that read all to the newest */
    Chain(List<Night> nights) {
        this.nights = List.copyOf(nights);
    }

    /** What one night has read, and where it lies. */
    record Night(Extracted extracted, Path folder) {}

    Extracted newest() {
        return nights.get(nights.size() - 1).extracted();
    }

    Chain with(Night night) {
        List<Night> longer = new ArrayList<>(nights);
        longer.add(night);
        return new Chain(longer);
    }

    /** SQL that gives the rows as they are on the newest night, each with its number {@code _record}. */
    String rows() {
        List<String> columns = newest().columns();
        String select = columns.stream().map(SqlText::name).collect(Collectors.joining(", "));
        if (nights.size() == 1) {
            return parts(select);
        }
        String key = newest().key().stream().map(SqlText::name).collect(Collectors.joining(", "));
        String same = newest().key().stream()
                .map(column -> "newest." + SqlText.name(column) + " = every." + SqlText.name(column))
                .collect(Collectors.joining(" AND "));
        return "WITH every AS (" + parts(select) + "), touched AS (SELECT " + key
                + ", _night, false AS is_deleted FROM every WHERE _night > 0" + deleted(key)
                + "), newest AS (SELECT " + key + ", max(_night) AS _night, arg_max(is_deleted, _night) AS is_deleted"
                + " FROM touched GROUP BY ALL) SELECT every._record, "
                + columns.stream()
                        .map(column -> "every." + SqlText.name(column))
                        .collect(Collectors.joining(", "))
                + ", every._misfits FROM every LEFT JOIN newest ON " + same
                + " WHERE newest._night IS NULL OR (newest._night = every._night AND NOT newest.is_deleted)";
    }

    private String parts(String select) {
        List<String> parts = new ArrayList<>();
        long before = 0;
        for (int at = 0; at < nights.size(); at++) {
            for (Extracted.Part part : nights.get(at).extracted().parts()) {
                String night = nights.size() == 1 ? "" : "CAST(" + at + " AS INTEGER) AS _night, ";
                parts.add("SELECT " + night + "file_row_number + 1 + CAST(" + before + " AS BIGINT) AS _record, "
                        + select
                        + ", _misfits FROM read_parquet("
                        + SqlText.path(nights.get(at).folder().resolve(part.file())) + ", file_row_number = true)");
                before += part.rowCount();
            }
        }
        return String.join("\nUNION ALL\n", parts);
    }

    private String deleted(String key) {
        StringBuilder sql = new StringBuilder();
        for (int at = 1; at < nights.size(); at++) {
            if (nights.get(at).extracted().deletedCount() > 0) {
                sql.append(" UNION ALL SELECT ")
                        .append(key)
                        .append(", CAST(")
                        .append(at)
                        .append(" AS INTEGER), true FROM read_parquet(")
                        .append(SqlText.path(nights.get(at).folder().resolve(DELETED)))
                        .append(")");
            }
        }
        return sql.toString();
    }
}

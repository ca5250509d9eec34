package io.clientele.publish;

import io.clientele.model.ColumnType;
import io.clientele.model.Contract;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A mart's file as it was published.
 *
 * @param name the mart
 * @param uniqueKey the columns that no two rows share; the file is sorted by them
 * @param logicalHash SHA-256 over the canonical text of the rows in key order: the same for the same rows, whatever wrote the file
 * @param nullCounts one per column
 * @param sums exact, one per integer, bigint and decimal column
 * @param dateRanges one per date column that holds any date
 */
public record MartFile(
        String name,
        FileSeal seal,
        long rows,
        List<SchemaColumn> schema,
        List<String> uniqueKey,
        String logicalHash,
        Map<String, Long> nullCounts,
        Map<String, BigDecimal> sums,
        Map<String, DateRange> dateRanges) {

    private static final String RESTRICTED = "restricted";

    /** The folder of a version in which a mart's file is. */
    static Path folderIn(Path version, Contract contract) {
        return contract.isRestricted() ? version.resolve(RESTRICTED) : version;
    }

    /** Whether who may read the other marts may not read this one. */
    public boolean isRestricted() {
        return seal.file().startsWith(RESTRICTED + "/");
    }

    /** A column of the file, in its order. */
    public record SchemaColumn(String name, ColumnType type, boolean nullable) {}

    /** The first and the last day that a column holds. */
    public record DateRange(LocalDate min, LocalDate max) {

        DateRange including(LocalDate day) {
            return new DateRange(day.isBefore(min) ? day : min, day.isAfter(max) ? day : max);
        }
    }
}

package io.clientele.publish;

import io.clientele.model.Column;
import io.clientele.model.ColumnType;
import io.clientele.model.ColumnType.Kind;
import io.clientele.model.Contract;
import io.clientele.publish.MartFile.DateRange;
import io.clientele.publish.MartFile.SchemaColumn;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Reads a mart's file from its first to its last row, without the engine that wrote it, and collects all that is wrong with it.
 * Memory does not grow with the rows.
 */
final class MartInspection {

    /** Parquet readers of the house's BI tools keep decimals exact up to here. */
    private static final int MAX_DECIMAL_DIGITS = 18;

    private final Contract contract;
    private final List<String> problems = new ArrayList<>();
    private final List<ColumnTally> tallies = new ArrayList<>();
    private long rowCount;
    private String logicalHash = "";
    private BigInteger rowSum = BigInteger.ZERO;

    private MartInspection(Contract contract) {
        this.contract = contract;
    }

    static MartInspection of(Path file, Contract contract) {
        MartInspection inspection = new MartInspection(contract);
        try (ParquetRows rows = ParquetRows.open(file)) {
            inspection.readSchema(rows.columns());
            inspection.readRows(rows);
        } catch (IOException unreadable) {
            inspection.problems.add(Reason.of(unreadable));
        }
        return inspection;
    }

    private void readSchema(List<Type> found) {
        List<String> expectedNames =
                contract.columns().stream().map(Column::name).toList();
        List<String> foundNames = found.stream().map(Type::getName).toList();
        if (!foundNames.equals(expectedNames)) {
            problems.add("columns: contract says " + expectedNames + ", file gives " + foundNames);
        }
        for (Column column : contract.columns()) {
            int index = foundNames.indexOf(column.name());
            if (index >= 0) {
                readType(column, found.get(index));
            }
        }
    }

    private void readType(Column column, Type found) {
        ColumnType expected = column.type();
        if (expected.kind() == Kind.DECIMAL && expected.precision() > MAX_DECIMAL_DIGITS) {
            problems.add(column.name() + ": contract says " + expected + ", marts allow at most " + MAX_DECIMAL_DIGITS
                    + " digits");
        } else if (!ParquetTypes.contractType(found).filter(expected::equals).isPresent()) {
            problems.add(column.name() + ": contract says " + expected + ", file gives " + ParquetTypes.describe(found)
                    + adviceFor(expected, found));
        } else {
            tallies.add(new ColumnTally(column));
        }
    }

    private static String adviceFor(ColumnType expected, Type found) {
        boolean isWhole = expected.kind() == Kind.BIGINT || expected.kind() == Kind.INTEGER;
        boolean isDouble = ParquetTypes.contractType(found)
                .filter(type -> type.kind() == Kind.DOUBLE)
                .isPresent();
        return isWhole && isDouble ? " (a sum of integers is a HUGEINT, which Parquet does not have: cast it)" : "";
    }

    private void readRows(ParquetRows rows) throws IOException {
        List<Column> columns = tallies.stream().map(ColumnTally::column).toList();
        List<String> names = columns.stream().map(Column::name).toList();
        boolean hasKey = names.containsAll(contract.grain());
        int[] keyPositions = contract.grain().stream()
                .mapToInt(names::indexOf)
                .filter(at -> at >= 0)
                .toArray();
        KeyOrder order = new KeyOrder(contract.grain());
        CanonicalText text = new CanonicalText(columns);
        if (!names.isEmpty()) {
            rows.forEach(names, values -> {
                rowCount++;
                List<@Nullable Object> key = keyOf(values, keyPositions);
                for (int i = 0; i < values.size(); i++) {
                    tallies.get(i).add(values.get(i), key);
                }
                if (hasKey) {
                    order.next(key);
                }
                text.add(values);
            });
        }
        if (!contract.columns().stream().map(Column::name).toList().containsAll(contract.grain())) {
            problems.add("grain " + contract.grain() + " names a column that the contract does not have");
        }
        problems.addAll(order.problems());
        tallies.forEach(tally -> problems.addAll(tally.problems()));
        if (!names.isEmpty() && rowCount != rows.count()) {
            problems.add("rows: the footer says " + rows.count() + ", the pages hold " + rowCount);
        }
        logicalHash = text.sha256();
        rowSum = text.rowSum();
    }

    private static List<@Nullable Object> keyOf(List<@Nullable Object> values, int[] positions) {
        List<@Nullable Object> key = new ArrayList<>(positions.length);
        for (int position : positions) {
            key.add(values.get(position));
        }
        return key;
    }

    /** All that is wrong: with the file by itself, and beside what the engine counted and summed. */
    List<String> problemsAgainst(MartFigures engine) {
        List<String> all = new ArrayList<>(problems);
        if (!tallies.isEmpty() && engine.rowCount() != rowCount) {
            all.add("rows: in the engine " + engine.rowCount() + ", in the file " + rowCount);
        }
        tallies.forEach(tally -> all.addAll(tally.problemsAgainst(engine)));
        if (all.isEmpty() && !engine.rowSum().equals(rowSum)) {
            all.add("rows: counts and sums agree, but some rows of the file are not those of the engine");
        }
        return all;
    }

    MartFile describe(FileSeal seal) {
        Map<String, Long> nullCounts = new TreeMap<>();
        Map<String, BigDecimal> sums = new TreeMap<>();
        Map<String, DateRange> dateRanges = new TreeMap<>();
        for (ColumnTally tally : tallies) {
            String name = tally.column().name();
            nullCounts.put(name, rowCount - tally.nonNullCount());
            tally.sum().ifPresent(sum -> sums.put(name, sum));
            tally.range().ifPresent(range -> dateRanges.put(name, range));
        }
        List<SchemaColumn> schema = contract.columns().stream()
                .map(column -> new SchemaColumn(column.name(), column.type(), column.nullable()))
                .toList();
        return new MartFile(
                contract.relation().name(),
                seal,
                rowCount,
                schema,
                contract.grain(),
                logicalHash,
                nullCounts,
                sums,
                dateRanges);
    }
}

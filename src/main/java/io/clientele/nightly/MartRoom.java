package io.clientele.nightly;

import io.clientele.extract.Pseudonyms;
import io.clientele.model.Column;
import io.clientele.model.ColumnType;
import io.clientele.model.Contract;
import io.clientele.model.RelationName;
import io.clientele.model.SqlText;
import io.clientele.publish.MartFigures;
import io.clientele.publish.MartSource;
import io.clientele.warehouse.Row;
import io.clientele.warehouse.RowSum;
import io.clientele.warehouse.Warehouse;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The finished marts of a night, as the publication takes them over from the engine. */
final class MartRoom implements MartSource {

    private final Warehouse warehouse;
    private final List<Contract> marts;
    private final boolean isPseudonymous;

    private MartRoom(Warehouse warehouse, List<Contract> marts, boolean isPseudonymous) {
        this.warehouse = warehouse;
        this.marts = marts;
        this.isPseudonymous = isPseudonymous;
    }

    /** With the numbers by which systems know somebody. */
    static MartRoom of(Warehouse warehouse, List<Contract> marts) {
        return new MartRoom(warehouse, marts, false);
    }

    /** With pseudonyms in their place. */
    static MartRoom of(Warehouse warehouse, List<Contract> marts, Pseudonyms pseudonyms) {
        MartPseudonyms.fill(warehouse, marts, pseudonyms);
        return new MartRoom(warehouse, marts, true);
    }

    private String rows(RelationName mart) {
        return isPseudonymous ? MartPseudonyms.rows(contract(mart)) : SqlText.name(mart);
    }

    @Override
    public void export(RelationName mart, List<String> orderBy, Path file, Map<String, String> metadata) {
        String columns = contract(mart).columns().stream()
                .map(column -> SqlText.name(column.name()))
                .collect(Collectors.joining(", "));
        String order = orderBy.stream()
                .map(column -> SqlText.name(column) + " ASC NULLS LAST")
                .collect(Collectors.joining(", "));
        warehouse.exportParquet(
                "SELECT " + columns + " FROM " + rows(mart) + " ORDER BY " + order,
                file,
                Warehouse.ParquetLayout.MART,
                metadata);
    }

    @Override
    public MartFigures figures(RelationName mart) {
        List<Column> columns = contract(mart).columns();
        List<String> figures = new ArrayList<>(List.of("count(*)"));
        columns.forEach(column -> figures.add("count(" + SqlText.name(column.name()) + ")"));
        columns.stream()
                .filter(MartRoom::isExact)
                .forEach(column -> figures.add("coalesce(sum(CAST(" + SqlText.name(column.name()) + " AS DECIMAL(38,"
                        + column.type().scale() + ")))" + ", 0)"));
        figures.add("CAST(coalesce(" + RowSum.of(columns) + ", 0) AS VARCHAR)");
        Row row = warehouse
                .rows("SELECT " + String.join(", ", figures) + " FROM " + rows(mart))
                .get(0);
        Map<String, Long> counts = new LinkedHashMap<>();
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        int index = 1;
        for (Column column : columns) {
            counts.put(column.name(), row.whole(index++));
        }
        for (Column column : columns) {
            if (isExact(column)) {
                sums.put(column.name(), new BigDecimal(row.text(index++)));
            }
        }
        return new MartFigures(row.whole(0), counts, sums, new BigInteger(row.text(index)));
    }

    private static boolean isExact(Column column) {
        ColumnType.Kind kind = column.type().kind();
        return kind == ColumnType.Kind.INTEGER || kind == ColumnType.Kind.BIGINT || kind == ColumnType.Kind.DECIMAL;
    }

    private Contract contract(RelationName mart) {
        return marts.stream()
                .filter(contract -> contract.relation().equals(mart))
                .findFirst()
                .orElseThrow();
    }
}

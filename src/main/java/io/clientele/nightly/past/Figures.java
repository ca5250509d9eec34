package io.clientele.nightly.past;

import io.clientele.model.NightGates;
import io.clientele.model.NightGates.Total;
import io.clientele.model.RunRelations;
import io.clientele.model.SqlText;
import io.clientele.warehouse.Row;
import io.clientele.warehouse.Warehouse;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What of a night later nights are compared with.
 *
 * @param fingerprints of its models, policies and sources
 * @param rows that were taken in, by landing table and source
 * @param totals of marts, by mart, by the name of the total and by the values for each of which there is one
 */
public record Figures(
        LocalDate businessDate,
        SortedMap<String, String> fingerprints,
        SortedMap<String, SortedMap<String, Long>> rows,
        SortedMap<String, SortedMap<String, SortedMap<String, BigDecimal>>> totals) {

    /**
     * Reads them out of a night whose marts are made.
     *
     * @param gates say which totals
     */
    public static Figures of(
            LocalDate businessDate, Map<String, String> fingerprints, NightGates gates, Warehouse warehouse) {
        SortedMap<String, SortedMap<String, SortedMap<String, BigDecimal>>> totals = new TreeMap<>();
        for (Total total : gates.drift().totals()) {
            totals.computeIfAbsent(total.mart().name(), mart -> new TreeMap<>())
                    .put(total.name(), amounts(total, warehouse));
        }
        return new Figures(businessDate, new TreeMap<>(fingerprints), rows(warehouse), totals);
    }

    private static SortedMap<String, SortedMap<String, Long>> rows(Warehouse warehouse) {
        SortedMap<String, SortedMap<String, Long>> rows = new TreeMap<>();
        for (Row row : warehouse.rows("SELECT table_name, source_system, accepted_count FROM "
                + SqlText.name(RunRelations.DELIVERIES) + " WHERE is_delivered")) {
            rows.computeIfAbsent(row.text(0), table -> new TreeMap<>()).put(row.text(1), row.whole(2));
        }
        return rows;
    }

    private static SortedMap<String, BigDecimal> amounts(Total total, Warehouse warehouse) {
        String sum = total.column()
                .map(column -> "coalesce(sum(" + SqlText.name(column) + "), 0)")
                .orElse("count(*)");
        String keys = total.per().stream().map(SqlText::name).collect(Collectors.joining(", "));
        SortedMap<String, BigDecimal> amounts = new TreeMap<>();
        for (Row row : warehouse.rows("SELECT CAST(" + sum + " AS VARCHAR)" + (keys.isEmpty() ? "" : ", " + keys)
                + " FROM " + SqlText.name(total.mart()) + (keys.isEmpty() ? "" : " GROUP BY " + keys))) {
            String group = IntStream.rangeClosed(1, total.per().size())
                    .mapToObj(index -> row.value(index) == null ? "none" : row.text(index))
                    .collect(Collectors.joining(" "));
            amounts.put(group, new BigDecimal(row.text(0)));
        }
        return amounts;
    }

    /** Empty where the source did not deliver the table. */
    Optional<Long> rows(String table, String source) {
        return Optional.ofNullable(rows.get(table)).map(sources -> sources.get(source));
    }

    /** Empty where the total was not watched. */
    Optional<SortedMap<String, BigDecimal>> amounts(Total total) {
        return Optional.ofNullable(totals.get(total.mart().name())).map(named -> named.get(total.name()));
    }

    /** Landing tables and their sources. */
    Stream<Delivered> deliveries() {
        return rows.entrySet().stream().flatMap(table -> table.getValue().entrySet().stream()
                .map(source -> new Delivered(table.getKey(), source.getKey(), source.getValue())));
    }

    /** Rows that a source delivered for a table. */
    record Delivered(String table, String source, long rows) {}
}

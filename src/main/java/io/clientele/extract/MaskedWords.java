package io.clientele.extract;

import io.clientele.model.Column;
import io.clientele.model.Contract;
import io.clientele.model.SqlText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Somebody else's rows that name, in words, whom nobody may know any more: the words are masked, and the rows stay. */
final class MaskedWords {

    private final LandedRows rows;
    private final Belongings belongings;
    private final Map<String, Contract> contracts = new TreeMap<>();

    MaskedWords(LandedRows rows, Belongings belongings, List<Contract> landing) {
        this.rows = rows;
        this.belongings = belongings;
        landing.forEach(contract -> contracts.put(contract.relation().name(), contract));
    }

    /** Masks the words in a file and says how many texts had them. */
    long in(Path file, Traces traces) throws IOException {
        List<String> masked = new ArrayList<>();
        long count = 0;
        for (String column : columns(file)) {
            List<String> naming =
                    rows.texts("SELECT DISTINCT " + SqlText.name(column) + " FROM " + LandedRows.of(file)).stream()
                            .filter(text -> traces.countIn(text) > 0)
                            .toList();
            if (!naming.isEmpty()) {
                masked.add(cell(column, naming, traces));
                count += naming.size();
            }
        }
        if (!masked.isEmpty()) {
            rows.rewrite(file, "SELECT * REPLACE (" + String.join(", ", masked) + ") FROM " + LandedRows.of(file));
        }
        return count;
    }

    private static String cell(String column, List<String> naming, Traces traces) {
        String name = SqlText.name(column);
        return "CASE " + name
                + naming.stream()
                        .map(text -> " WHEN " + SqlText.text(text) + " THEN " + SqlText.text(traces.masked(text)))
                        .collect(Collectors.joining())
                + " ELSE " + name + " END AS " + name;
    }

    private Set<String> columns(Path file) {
        List<String> there = rows.columns(file);
        Set<String> columns = new LinkedHashSet<>();
        rows.source(file).ifPresent(source -> rows.mappings(file).forEach(mapping -> {
            Contract contract = contracts.get(mapping.table());
            if (contract != null) {
                columns.addAll(columns(source, contract, mapping));
            }
        }));
        columns.removeIf(column -> !there.contains(column.toLowerCase(Locale.ROOT)));
        return columns;
    }

    /** The delivered columns that point at a person, and texts of any kind in which a person can be named. */
    Set<String> columns(Source source, Contract contract, TableMapping mapping) {
        Set<String> columns = new LinkedHashSet<>();
        contract.columns().stream()
                .filter(column -> column.pii() != Column.Pii.NONE)
                .forEach(column ->
                        belongings.column(source, mapping, column.name()).ifPresent(columns::add));
        return columns;
    }
}

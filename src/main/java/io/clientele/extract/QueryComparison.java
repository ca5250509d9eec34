package io.clientele.extract;

import io.clientele.extract.jdbc.GivenColumn;
import io.clientele.model.Column;
import io.clientele.model.Contract;
import io.clientele.model.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a query of a database gives, held against the contract of its table. */
record QueryComparison(Contract contract, Extract extract, List<GivenColumn> given) {

    /** The contract's columns that the query gives, in the order of the contract. */
    List<Column> columns() {
        return contract.columns().stream()
                .filter(column -> givenAs(column).isPresent())
                .toList();
    }

    /** The query's columns, in the order of the contract. */
    List<GivenColumn> givenColumns() {
        return columns().stream().map(column -> givenAs(column).orElseThrow()).toList();
    }

    Optional<GivenColumn> givenAs(Column column) {
        return given.stream()
                .filter(candidate -> candidate.label().equalsIgnoreCase(column.name()))
                .findFirst();
    }

    /** What is wrong, each with the nearest name where one may be misspelt. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        List<String> labels = given.stream().map(GivenColumn::label).toList();
        for (Column column : contract.columns()) {
            boolean isNeeded = !column.nullable() || contract.grain().contains(column.name()) || isMark(column.name());
            if (isNeeded && givenAs(column).isEmpty()) {
                problems.add(column.name() + " must be delivered, but the query does not give it"
                        + Nearest.hint(column.name(), labels));
            }
        }
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        labels.stream()
                .filter(label -> !seen.add(label))
                .forEach(label -> problems.add("the query gives " + label + " twice"));
        List<String> names = contract.columns().stream().map(Column::name).toList();
        for (String label : labels) {
            if (names.stream().noneMatch(label::equalsIgnoreCase)) {
                problems.add("the query gives " + label + ", which the landing table does not have"
                        + Nearest.hint(label, names));
            }
        }
        return problems;
    }

    private boolean isMark(String column) {
        if (extract.increment() instanceof Extract.Increment.Changed changed) {
            return changed.column().equals(column);
        }
        return extract.increment() instanceof Extract.Increment.Growing growing
                && growing.column().equals(column);
    }
}

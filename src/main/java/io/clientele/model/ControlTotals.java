package io.clientele.model;

import java.util.List;
import java.util.Optional;

/**
 * What of a landing table is summed on the way in and held against what the source says.
 *
 * @param amounts columns of money
 * @param currency the column that tells their currency; empty where another table tells it
 * @param month the date column by whose month a database is asked for its sums
 */
public record ControlTotals(List<String> amounts, Optional<String> currency, Optional<String> month) {

    /** Of a table that holds no money. */
    public static final ControlTotals NONE = new ControlTotals(List.of(), Optional.empty(), Optional.empty());
}

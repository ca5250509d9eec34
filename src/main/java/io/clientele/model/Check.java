package io.clientele.model;

import java.util.List;
import java.util.Optional;

/**
 * A statement about a relation that data can break.
 *
 * @param expression boolean SQL over a row, or an aggregate where {@code per} is present; unknown passes
 * @param per the columns for each value of which an aggregate is checked
 * @param line where the contract says it
 */
public record Check(Severity severity, String expression, Optional<List<String>> per, String because, int line) {

    /** What a broken check does. */
    public enum Severity {
        /** Stops publication; in landing, quarantines the row. */
        MUST,
        /** Warns. */
        SHOULD
    }
}

package io.clientele.estimate;

/**
 * Arithmetic on each row by itself, by parameters that are known already: rows may come in pieces, however many there are, and a row
 * gives the same bits in every piece. Rows in the order of their counts are the fastest.
 */
public interface Scorer {

    /** The name that a contract uses. */
    String name();

    /**
     * Makes ready to score.
     *
     * @param parameters a row for each key; its text columns that rows have too are the key
     * @throws IllegalArgumentException when a column is missing or of another kind
     */
    Scores by(Table parameters);

    /** Scores by certain parameters. Not for several threads at once. */
    @FunctionalInterface
    interface Scores {

        /**
         * A row for each row, in the same order.
         *
         * @throws IllegalArgumentException when a column is missing or of another kind
         */
        Table of(Table rows);
    }
}

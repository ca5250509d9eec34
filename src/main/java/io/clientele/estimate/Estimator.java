package io.clientele.estimate;

/**
 * Fits parameters to grouped sufficient statistics. Text columns of the input are keys: each distinct combination is fitted by
 * itself and gives one row, keys first, in order of first appearance. Sums run in the order of the rows, so the same table
 * gives the same bits.
 */
public interface Estimator {

    /** The name that a contract uses. */
    String name();

    /** @throws IllegalArgumentException when a column is missing or of another kind */
    Table estimate(Table cells);

    /** The same for rows that come from elsewhere; an estimator of very many rows does not hold them as a table. */
    default Table estimate(Rows rows) {
        return estimate(rows.table());
    }
}

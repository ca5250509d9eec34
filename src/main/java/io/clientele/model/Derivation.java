package io.clientele.model;

/** How a column comes from another one, by the words of OpenLineage. */
public enum Derivation {
    /** It is that column. */
    IDENTITY,
    /** Its value is computed from that column's value in the same row. */
    TRANSFORMATION,
    /** Its value is computed from that column's values in many rows. */
    AGGREGATION,
    /** That column decides which value it takes. */
    CONDITIONAL,
    /** That column says which rows stand together, or in which order. */
    WINDOW,
    /** That column orders the rows of which some are taken. */
    SORT,
    /** That column decides which rows there are. */
    FILTER,
    /** That column decides which rows belong together. */
    JOIN,
    /** That column says which rows become one. */
    GROUP_BY,
    /** That column goes into arithmetic in Java, of which no more is known. */
    ESTIMATION;

    /** Whether the value itself goes over; otherwise it has an influence and no more. */
    public boolean isDirect() {
        return compareTo(AGGREGATION) <= 0;
    }

    /** What a column is to a third one, if it comes by this from a second one that comes by {@code earlier} from the third. */
    Derivation after(Derivation earlier) {
        if (!isDirect()) {
            return this;
        }
        return earlier.compareTo(this) > 0 ? earlier : this;
    }
}

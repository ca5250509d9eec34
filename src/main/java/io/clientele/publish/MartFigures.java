package io.clientele.publish;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

/**
 * A mart in a few exact figures.
 *
 * @param nonNullCounts one per column
 * @param sums one per integer, bigint and decimal column; 0 where every value is null
 * @param rowSum binds every value to its row: the sum over all rows of what {@link CanonicalText} says; 0 where there are none
 */
public record MartFigures(
        long rowCount, Map<String, Long> nonNullCounts, Map<String, BigDecimal> sums, BigInteger rowSum) {}

package io.clientele.publish;

import java.math.BigDecimal;
import java.util.Map;

/**
 * A mart in a few exact figures.
 *
 * @param nonNullCounts one per column
 * @param sums one per integer, bigint and decimal column; 0 where every value is null
 */
public record MartFigures(long rowCount, Map<String, Long> nonNullCounts, Map<String, BigDecimal> sums) {}

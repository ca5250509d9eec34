package io.clientele.publish;

import java.math.BigDecimal;

/** The sum of a delivered money column, and where each part of it went: delivered = accepted + quarantined + filtered. */
public record ControlTotal(
        String tableName,
        String sourceSystem,
        String columnName,
        String currencyCode,
        BigDecimal deliveredAmount,
        BigDecimal acceptedAmount,
        BigDecimal quarantinedAmount,
        BigDecimal filteredAmount) {}

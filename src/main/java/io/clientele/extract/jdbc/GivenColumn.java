package io.clientele.extract.jdbc;

/**
 * A column that a query gives.
 *
 * @param label as the database spells it
 * @param jdbcType of {@link java.sql.Types}
 * @param typeName the database's name of its type
 */
public record GivenColumn(String label, int jdbcType, String typeName) {}

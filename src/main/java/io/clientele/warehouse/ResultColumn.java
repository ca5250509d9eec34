package io.clientele.warehouse;

/** A column of a query's result, its type as the engine names it in lower case, such as {@code decimal(18,2)}. */
public record ResultColumn(String name, String type) {}

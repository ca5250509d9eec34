package io.clientele.model;

import java.nio.file.Path;
import java.util.SortedSet;

/**
 * A relation that a query makes.
 *
 * @param sql exactly one SELECT
 * @param reads every relation that the query names, and the one that holds a scorer's parameters
 * @param tree the query as its parser saw it
 */
public record Model(
        Contract contract, Stage stage, Path file, String sql, SortedSet<RelationName> reads, QueryTree tree) {

    public RelationName relation() {
        return contract.relation();
    }
}

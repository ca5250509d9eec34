package io.clientele.extract;

import io.clientele.extract.jdbc.Session;
import io.clientele.extract.jdbc.SourceTable;
import io.clientele.model.Contract;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A look at a table of a database before a row is read.
 *
 * @param problems all that keeps a night from reading it
 * @param comparison of its query with its contract; empty where the database refuses the query
 */
record TableLook(List<String> problems, Optional<QueryComparison> comparison) {

    static TableLook at(Session session, Contract contract, Extract extract) {
        try {
            QueryComparison comparison = new QueryComparison(contract, extract, session.describe(extract.sql()));
            return new TableLook(comparison.problems(), Optional.of(comparison));
        } catch (SQLException e) {
            return new TableLook(List.of(session.told(e)), Optional.empty());
        }
    }

    Optional<SourceTable> table(Session session) {
        return comparison.map(found -> new SourceTable(
                session,
                found.contract().relation().name(),
                found.extract().sql(),
                found.columns(),
                found.givenColumns(),
                found.contract().grain()));
    }
}

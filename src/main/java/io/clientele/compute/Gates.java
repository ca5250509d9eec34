package io.clientele.compute;

import io.clientele.model.Check;
import io.clientele.model.Column;
import io.clientele.model.Contract;
import io.clientele.model.RelationName;
import io.clientele.model.SqlText;
import java.util.List;
import java.util.stream.Collectors;

/** The queries that hold a relation against its contract: each gives what breaks a promise, and nothing where all is kept. */
public final class Gates {

    private Gates() {}

    /** The keys for which a check is false: of a row check the rows, of an aggregate the groups. */
    public static String failing(RelationName relation, Check check) {
        String from = " FROM " + SqlText.name(relation);
        if (check.per().isEmpty()) {
            return "SELECT *" + from + " WHERE NOT (" + check.expression() + ")";
        }
        List<String> per = check.per().get().stream().map(SqlText::name).toList();
        String keys = per.isEmpty() ? "1 AS whole" : String.join(", ", per);
        String groups = per.isEmpty() ? "" : " GROUP BY " + String.join(", ", per);
        return "SELECT " + keys + from + groups + " HAVING NOT (" + check.expression() + ")";
    }

    /** The keys that appear more than once. */
    public static String duplicates(Contract contract) {
        String keys = contract.grain().stream().map(SqlText::name).collect(Collectors.joining(", "));
        return "SELECT " + keys + " FROM " + SqlText.name(contract.relation()) + " GROUP BY " + keys
                + " HAVING count(*) > 1";
    }

    /** The rows in which a column that promises a value has none. */
    public static String missing(Contract contract, Column column) {
        return "SELECT * FROM " + SqlText.name(contract.relation()) + " WHERE " + SqlText.name(column.name())
                + " IS NULL";
    }

    /** The rows in which a column holds what its contract does not allow. */
    public static String notAllowed(Contract contract, Column column) {
        String allowed = column.allowed().stream().map(SqlText::text).collect(Collectors.joining(", "));
        return "SELECT * FROM " + SqlText.name(contract.relation()) + " WHERE " + SqlText.name(column.name())
                + " NOT IN (" + allowed + ")";
    }

    /** The customers of another relation who are not here. */
    public static String lost(Contract contract, RelationName covered) {
        return "SELECT customer_id FROM " + SqlText.name(covered) + " EXCEPT SELECT customer_id FROM "
                + SqlText.name(contract.relation());
    }
}

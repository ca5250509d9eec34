package io.clientele.compute;

import io.clientele.model.Check;
import io.clientele.model.Column;
import io.clientele.model.Contract;
import io.clientele.model.RelationName;
import io.clientele.model.SqlText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The queries that hold a relation against its contract. */
public final class Gates {

    private Gates() {}

    /**
     * What breaks a promise.
     *
     * @param query gives it, and nothing where the promise is kept
     * @param condition of a promise about single rows: true for a row that breaks it
     */
    public record Failing(String query, Optional<String> condition) {

        private static Failing rows(RelationName relation, String condition) {
            return new Failing(
                    "SELECT * FROM " + SqlText.name(relation) + " WHERE " + condition, Optional.of(condition));
        }

        private static Failing other(String query) {
            return new Failing(query, Optional.empty());
        }
    }

    /** One look at the rows for all promises about single rows: how many rows there are, and for each condition how many it holds for. */
    static String counts(RelationName relation, List<String> conditions) {
        String figures = IntStream.range(0, conditions.size())
                .mapToObj(i -> ", count(*) FILTER (WHERE condition_" + i + ")")
                .collect(Collectors.joining());
        String columns = IntStream.range(0, conditions.size())
                .mapToObj(i -> ", " + conditions.get(i) + " AS condition_" + i)
                .collect(Collectors.joining());
        return "SELECT count(*)" + figures + " FROM (SELECT true AS is_row" + columns + " FROM "
                + SqlText.name(relation) + ")";
    }

    /** The keys for which a check is false: of a row check the rows, of an aggregate the groups. */
    public static Failing failing(RelationName relation, Check check) {
        if (check.per().isEmpty()) {
            return Failing.rows(relation, "NOT (" + check.expression() + ")");
        }
        List<String> per = check.per().get().stream().map(SqlText::name).toList();
        String keys = per.isEmpty() ? "1 AS whole" : String.join(", ", per);
        String groups = per.isEmpty() ? "" : " GROUP BY " + String.join(", ", per);
        return Failing.other("SELECT " + keys + " FROM " + SqlText.name(relation) + groups + " HAVING NOT ("
                + check.expression() + ")");
    }

    /** The keys that appear more than once. */
    static Failing duplicates(Contract contract) {
        String keys = contract.grain().stream().map(SqlText::name).collect(Collectors.joining(", "));
        return Failing.other("SELECT " + keys + " FROM " + SqlText.name(contract.relation()) + " GROUP BY " + keys
                + " HAVING count(*) > 1");
    }

    /** The rows in which a column that promises a value has none. */
    static Failing missing(Contract contract, Column column) {
        return Failing.rows(contract.relation(), SqlText.name(column.name()) + " IS NULL");
    }

    /** The rows in which a column holds what its contract does not allow. */
    static Failing notAllowed(Contract contract, Column column) {
        String allowed = column.allowed().stream().map(SqlText::text).collect(Collectors.joining(", "));
        return Failing.rows(contract.relation(), SqlText.name(column.name()) + " NOT IN (" + allowed + ")");
    }

    /** The customers of another relation who are not here. */
    static Failing lost(Contract contract, RelationName covered) {
        return Failing.other("SELECT customer_id FROM " + SqlText.name(covered) + " EXCEPT SELECT customer_id FROM "
                + SqlText.name(contract.relation()));
    }
}

package io.clientele.nightly;

import io.clientele.extract.Pseudonyms;
import io.clientele.model.Column;
import io.clientele.model.Column.Pii;
import io.clientele.model.Contract;
import io.clientele.model.RelationName;
import io.clientele.model.SqlText;
import io.clientele.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What marts say instead of the numbers by which systems know somebody: the same number has the same pseudonym in every mart, every
 * night, for as long as the key is the same.
 */
final class MartPseudonyms {

    /** 128 bits: two numbers of a billion share one with a chance of 10^-21. */
    private static final int LETTERS = 32;

    /** The word for a roll-up over everybody is no number. */
    private static final String EVERYBODY = "ALL";

    private static final RelationName TABLE = new RelationName("run", "pseudonyms");
    private static final List<Column> COLUMNS =
            List.of(Column.of("identifier", "varchar", false), Column.of("pseudonym", "varchar", false));
    private static final int BATCH = 10_000;

    private MartPseudonyms() {}

    /** The pseudonym of a number. */
    static String of(Pseudonyms pseudonyms, String identifier) {
        return pseudonyms.name("number", identifier).substring(0, LETTERS);
    }

    /** Makes a pseudonym for every number that is in a mart. */
    static void fill(Warehouse warehouse, List<Contract> marts, Pseudonyms pseudonyms) {
        List<String> queries = marts.stream()
                .flatMap(contract -> identifiers(contract).stream()
                        .map(column -> "SELECT " + SqlText.name(column.name()) + " AS identifier FROM "
                                + SqlText.name(contract.relation())))
                .toList();
        warehouse.drop(TABLE);
        warehouse.createEmpty(TABLE, COLUMNS);
        if (queries.isEmpty()) {
            return;
        }
        List<String> found = new ArrayList<>();
        warehouse.forEachRow(
                "SELECT DISTINCT identifier FROM (" + String.join(" UNION ALL ", queries)
                        + ") WHERE identifier IS NOT NULL AND identifier <> " + SqlText.text(EVERYBODY)
                        + " ORDER BY identifier",
                row -> found.add(row.text(0)));
        for (int at = 0; at < found.size(); at += BATCH) {
            warehouse.append(
                    TABLE,
                    COLUMNS,
                    found.subList(at, Math.min(found.size(), at + BATCH)).stream()
                            .map(identifier -> List.<Object>of(identifier, of(pseudonyms, identifier)))
                            .toList());
        }
    }

    private static List<Column> identifiers(Contract contract) {
        return contract.columns().stream()
                .filter(column -> column.pii() == Pii.IDENTIFIER)
                .toList();
    }

    /** SQL of a mart's rows with pseudonyms, and without what names somebody where the mart is not restricted. */
    static String rows(Contract contract) {
        List<Column> identifiers = identifiers(contract);
        String cells = contract.columns().stream()
                .map(column ->
                        cell(contract, column, identifiers.indexOf(column)) + " AS " + SqlText.name(column.name()))
                .collect(Collectors.joining(", "));
        StringBuilder joins = new StringBuilder();
        for (int at = 0; at < identifiers.size(); at++) {
            joins.append(" LEFT JOIN ")
                    .append(SqlText.name(TABLE))
                    .append(" AS p")
                    .append(at)
                    .append(" ON p")
                    .append(at)
                    .append(".identifier = mart.")
                    .append(SqlText.name(identifiers.get(at).name()));
        }
        return "(SELECT " + cells + " FROM " + SqlText.name(contract.relation()) + " AS mart" + joins + ")";
    }

    private static String cell(Contract contract, Column column, int identifier) {
        if (identifier >= 0) {
            return "coalesce(p" + identifier + ".pseudonym, mart." + SqlText.name(column.name()) + ")";
        }
        return column.pii() == Pii.DIRECT && !contract.isRestricted()
                ? "CAST(NULL AS " + column.type().sql() + ")"
                : "mart." + SqlText.name(column.name());
    }
}

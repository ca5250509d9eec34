package io.clientele.model;

import java.util.List;
import java.util.Set;

/**
 * What the engine's own parser saw in a query.
 *
 * @param statementCount how many statements the text holds
 * @param tables every relation named in a FROM, common table expressions included
 * @param withNames the names of the common table expressions
 * @param functions every function called
 * @param columns every column named without a table before it; this is where a parser leaves {@code current_date}
 * @param ambiguities what another engine would compute otherwise, without a word
 * @param tree of what its columns are made
 */
public record ParsedQuery(
        int statementCount,
        List<Named> tables,
        Set<String> withNames,
        List<Named> functions,
        List<Named> columns,
        List<Ambiguity> ambiguities,
        QueryTree tree) {

    /**
     * A name and where it stands.
     *
     * @param qualifier schema, or catalogue and schema; empty where there is none
     * @param isTableFunction whether a function stands in a FROM
     */
    public record Named(String qualifier, String name, int line, boolean isTableFunction) {}

    /** What would be computed otherwise elsewhere, and what to write instead. */
    public record Ambiguity(int line, String words) {}
}

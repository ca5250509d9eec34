package io.clientele.model;

import io.clientele.model.ParsedQuery.Named;
import io.clientele.model.QueryReader.SyntaxProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the SQL of a source file may do: look at what was delivered, and at nothing else. */
public final class DeliveryRules {

    private static final String DELIVERED = "delivered";

    private DeliveryRules() {}

    /** The delivered files that a query reads; what it may not do goes to {@code problems}. */
    public static SortedSet<String> files(
            Path file, String sql, Collection<String> delivered, QueryReader reader, List<Problem> problems) {
        SortedSet<String> files = new TreeSet<>();
        ParsedQuery query;
        try {
            query = reader.read(sql);
        } catch (SyntaxProblem e) {
            problems.add(new Problem(file, e.line(), e.problem()));
            return files;
        }
        if (query.statementCount() != 1) {
            problems.add(new Problem(
                    file, 0, "a query is exactly one SELECT, but these are " + query.statementCount() + " statements"));
        }
        QueryRules.refuseFunctions(file, query, problems);
        for (Named table : query.tables()) {
            if (table.qualifier().equals(DELIVERED)) {
                if (!delivered.contains(table.name())) {
                    problems.add(new Problem(
                            file,
                            table.line(),
                            "files has no " + table.name() + Nearest.hint(table.name(), delivered)));
                }
                files.add(table.name());
            } else if (!table.qualifier().isEmpty() || !query.withNames().contains(table.name())) {
                problems.add(new Problem(
                        file, table.line(), "a query reads delivered.<file> and nothing else, not " + words(table)));
            }
        }
        if (files.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem(file, 0, "a query reads delivered.<file>, but this one reads no file"));
        }
        return files;
    }

    private static String words(Named table) {
        return table.qualifier().isEmpty() ? table.name() : table.qualifier() + "." + table.name();
    }

    /**
     * Demands that a text is one expression over a row. Only an expression can stand both in parentheses and without: what
     * closes a parenthesis that it did not open cannot, nor can a list, nor a further clause or statement.
     *
     * @param what says the text, in the words of the file
     */
    public static void condition(
            Path file, int line, String what, String text, QueryReader reader, List<Problem> problems) {
        List<Problem> found = new ArrayList<>();
        try {
            reader.read("SELECT 1 WHERE " + text + "\n");
            ParsedQuery query = reader.read("SELECT 1 WHERE (" + text + "\n)");
            if (!query.tables().isEmpty()) {
                found.add(new Problem(
                        file,
                        line,
                        what + " looks at one row, not at "
                                + words(query.tables().get(0))));
            }
            QueryRules.refuseFunctions(file, query, found);
        } catch (SyntaxProblem e) {
            found.add(new Problem(file, line, what + " is no expression: " + e.problem()));
        }
        found.forEach(problem -> problems.add(new Problem(file, line, problem.message())));
    }
}

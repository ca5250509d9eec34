package io.clientele.model;

import io.clientele.model.ParsedQuery.Named;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a model's query may do: one SELECT over named relations to its left, without files, clock or chance. */
final class QueryRules {

    private static final Set<String> TABLE_FUNCTIONS = Set.of("range", "unnest", "generate_series", "int_series");

    /** What is the clock even without parentheses, where it looks like a column. */
    private static final Set<String> CLOCK_WORDS =
            Set.of("current_date", "current_time", "current_timestamp", "localtime", "localtimestamp");

    private static final Set<String> CLOCK = Set.of(
            "now",
            "today",
            "age",
            "get_current_time",
            "get_current_timestamp",
            "transaction_timestamp",
            "txid_current");

    private static final Set<String> CHANCE = Set.of(
            "random",
            "rand",
            "setseed",
            "tablesample",
            "uuid",
            "uuidv4",
            "uuidv7",
            "gen_random_uuid",
            "nextval",
            "currval");

    private static final Set<String> AMBIENT = Set.of(
            "getenv",
            "getvariable",
            "current_setting",
            "current_database",
            "current_schema",
            "current_user",
            "session_user",
            "sleep_ms",
            "write_log",
            "version");

    private static final Set<String> AGGREGATES_OF_CHANCE = Set.of("first", "last", "any_value", "arbitrary");

    private QueryRules() {}

    /** The relations that the query names; what it may not do goes to {@code problems}. */
    static SortedSet<RelationName> references(Path file, Stage stage, ParsedQuery query, List<Problem> problems) {
        if (query.statementCount() != 1) {
            problems.add(new Problem(
                    file, 0, "a model is exactly one SELECT, but these are " + query.statementCount() + " statements"));
        }
        refuseFunctions(file, query, problems);
        query.ambiguities().forEach(found -> problems.add(new Problem(file, found.line(), found.words())));
        SortedSet<RelationName> references = new TreeSet<>();
        for (Named table : query.tables()) {
            addReference(file, stage, table, query.withNames(), references, problems);
        }
        return references;
    }

    static void refuseFunctions(Path file, ParsedQuery query, List<Problem> problems) {
        for (Named function : query.functions()) {
            refuseFunction(file, function, problems);
        }
        for (Named column : query.columns()) {
            if (CLOCK_WORDS.contains(column.name().toLowerCase(Locale.ROOT))) {
                problems.add(clock(file, column));
            }
        }
    }

    private static void refuseFunction(Path file, Named function, List<Problem> problems) {
        String name = function.name().toLowerCase(Locale.ROOT);
        if (function.isTableFunction() && !TABLE_FUNCTIONS.contains(name)) {
            problems.add(new Problem(
                    file,
                    function.line(),
                    name + "() is a table function: a model reads relations, never files or the engine's own tables"));
        } else if (CLOCK.contains(name) || CLOCK_WORDS.contains(name)) {
            problems.add(clock(file, function));
        } else if (CHANCE.contains(name)) {
            problems.add(new Problem(file, function.line(), name + "() gives another result each time"));
        } else if (AMBIENT.contains(name)) {
            problems.add(new Problem(
                    file, function.line(), name + "() looks outside the run: parameters are tables (run, config)"));
        } else if (AGGREGATES_OF_CHANCE.contains(name)) {
            problems.add(new Problem(
                    file, function.line(), name + "() takes whichever row comes: use min_by, max_by, min or max"));
        }
    }

    private static Problem clock(Path file, Named named) {
        return new Problem(
                file, named.line(), named.name() + " reads the clock: the business date is run.current.as_of");
    }

    private static void addReference(
            Path file,
            Stage stage,
            Named table,
            Set<String> withNames,
            SortedSet<RelationName> references,
            List<Problem> problems) {
        if (table.qualifier().isEmpty()) {
            if (!withNames.contains(table.name())) {
                problems.add(new Problem(
                        file, table.line(), table.name() + " has no schema: write stage.name, as in staged.customers"));
            }
            return;
        }
        RelationName name = new RelationName(table.qualifier(), table.name());
        boolean isAround = table.qualifier().equals("run") || table.qualifier().equals("config");
        if (!isAround && Stage.of(table.qualifier()).isEmpty()) {
            problems.add(new Problem(
                    file,
                    table.line(),
                    name + ": there is no stage " + table.qualifier() + "; the stages are landing,"
                            + " staged, metrics, marts, and run and config beside them"));
            return;
        }
        if (!isAround && !stage.mayRead(Stage.of(table.qualifier()).orElseThrow())) {
            problems.add(new Problem(
                    file, table.line(), "a model of " + stage.schema() + " may not look right, at " + name));
            return;
        }
        references.add(name);
    }
}

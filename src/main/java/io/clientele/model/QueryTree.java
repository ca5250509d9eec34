package io.clientele.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A query's shape in the words of no engine: what it reads, and of what its columns are made. Names are in lower case. */
public sealed interface QueryTree {

    /** The common table expressions that it may name, each after those that it names itself. */
    List<CommonTable> with();

    /** @param columns new names of its columns; empty where they keep theirs */
    record CommonTable(String name, List<String> columns, QueryTree query) {}

    /**
     * One SELECT.
     *
     * @param filters where, having and qualify
     * @param groups group by, and distinct on
     * @param sorts only where they decide which rows there are
     */
    record Select(
            List<CommonTable> with,
            List<Item> items,
            Optional<Source> from,
            List<Expression> filters,
            List<Expression> groups,
            List<Expression> sorts,
            boolean isDistinct)
            implements QueryTree {}

    /**
     * Several queries as one.
     *
     * @param isUnion whether the rows of all of them are kept; otherwise those of the first, by what the others have
     */
    record Together(List<CommonTable> with, List<QueryTree> parts, boolean isUnion) implements QueryTree {}

    /**
     * A query that reads its own rows under a name.
     *
     * @param columns their names; empty where they have those of the start
     */
    record Recursive(List<CommonTable> with, String name, List<String> columns, QueryTree start, QueryTree step)
            implements QueryTree {}

    /** What could not be read. */
    record Unreadable(List<CommonTable> with, String what) implements QueryTree {}

    /** @param name empty where it has none */
    record Item(String name, Expression value) {}

    /** What stands in a FROM. */
    sealed interface Source {

        /** @param schema empty for a common table expression */
        record Relation(String schema, String name, String alias, List<String> columns) implements Source {}

        record Derived(QueryTree query, String alias, List<String> columns) implements Source {}

        record Join(Source left, Source right, List<Expression> on, List<String> using) implements Source {}

        record Values(List<List<Expression>> rows, String alias, List<String> columns) implements Source {}

        /** Rows that a function makes of its arguments. */
        record Series(List<Expression> arguments, String alias, List<String> columns) implements Source {}

        record Unreadable(String what) implements Source {}
    }

    /** What has a value. */
    sealed interface Expression {

        /** @param path a column, after its relation where that is said */
        record Named(List<String> path) implements Expression {}

        /**
         * All columns.
         *
         * @param source of this one only; empty for all
         * @param without columns that are left out
         * @param instead what takes the place of a column
         */
        record Star(String source, Set<String> without, Map<String, Expression> instead) implements Expression {}

        /** A whole number; where rows are grouped or ordered it is the place of an item, counted from 1. */
        record Whole(int number) implements Expression {}

        /** How many rows there are. */
        record Counted() implements Expression {}

        /** A value that is made of others, or a constant, which is made of none. */
        record Made(List<Part> parts) implements Expression {}

        record Part(Derivation how, Expression of) {}

        /** The value of a query, or only whether it has rows. */
        record Inner(QueryTree query, boolean isExistence) implements Expression {}

        record Unreadable(String what) implements Expression {}
    }
}

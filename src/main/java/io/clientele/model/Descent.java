package io.clientele.model;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a column, or the choice of rows, comes from.
 *
 * @param from columns, each with every way in which it takes part
 */
public record Descent(SortedMap<ColumnName, Set<Derivation>> from) {

    /** From nothing but what stands in the query itself. */
    static final Descent NOTHING = new Descent(new TreeMap<>());

    public Descent {
        from = Collections.unmodifiableSortedMap(from);
    }

    static Descent of(ColumnName column, Derivation how) {
        return new Descent(new TreeMap<>(Map.of(column, EnumSet.of(how))));
    }

    static Descent of(Collection<Descent> all) {
        SortedMap<ColumnName, Set<Derivation>> together = new TreeMap<>();
        all.forEach(each -> each.from.forEach((column, ways) -> add(together, column, ways)));
        return new Descent(together);
    }

    private static void add(
            SortedMap<ColumnName, Set<Derivation>> from, ColumnName column, Collection<Derivation> ways) {
        from.computeIfAbsent(column, first -> EnumSet.noneOf(Derivation.class)).addAll(ways);
    }

    Descent and(Descent other) {
        return of(List.of(this, other));
    }

    /** Of what is made of this by {@code how}. */
    Descent by(Derivation how) {
        SortedMap<ColumnName, Set<Derivation>> later = new TreeMap<>();
        from.forEach((column, ways) ->
                add(later, column, ways.stream().map(how::after).toList()));
        return new Descent(later);
    }

    /** The same further back: each column gives way to what it comes from itself. */
    Descent through(Function<ColumnName, Descent> earlier) {
        SortedMap<ColumnName, Set<Derivation>> origin = new TreeMap<>();
        from.forEach((column, ways) -> {
            Descent before = earlier.apply(column);
            ways.forEach(way -> before.by(way).from.forEach((source, all) -> add(origin, source, all)));
        });
        return new Descent(origin);
    }
}

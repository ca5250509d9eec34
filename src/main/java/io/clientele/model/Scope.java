package io.clientele.model;

import io.clientele.model.Shape.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that an expression may use: columns of what stands in the FROM, items before it, and those of the query around. */
final class Scope {

    private final Map<String, Shape> with;
    private final @Nullable Scope outer;
    private final List<Placed> placed = new ArrayList<>();
    private final Map<String, Descent> items = new HashMap<>();
    private final List<Descent> influences = new ArrayList<>();

    Scope(Map<String, Shape> with, @Nullable Scope outer) {
        this.with = with;
        this.outer = outer;
    }

    /** @param hidden columns that {@code *} shows elsewhere */
    private record Placed(String alias, Shape shape, Set<String> hidden) {}

    /** The common table expressions. */
    Map<String, Shape> with() {
        return with;
    }

    void place(String alias, Shape shape, Set<String> hidden) {
        placed.add(new Placed(alias, shape, hidden));
        influences.add(shape.influences());
    }

    void influence(Descent descent) {
        influences.add(descent);
    }

    Descent influences() {
        return Descent.of(influences);
    }

    /** What tells one row of the FROM from another. */
    Descent rows() {
        return Descent.of(placed.stream().map(each -> each.shape().rows()).toList());
    }

    void name(Field item) {
        if (!item.name().isEmpty()) {
            items.putIfAbsent(item.name(), item.from());
        }
    }

    /** The columns of one source, or of all where {@code alias} is empty; none where there is no such source. */
    List<Field> star(String alias) {
        return placed.stream()
                .filter(each -> alias.isEmpty() || each.alias().equals(alias))
                .flatMap(each -> each.shape().fields().stream()
                        .filter(field -> !alias.isEmpty() || !each.hidden().contains(field.name())))
                .toList();
    }

    Optional<Descent> find(List<String> path) {
        Optional<Descent> here = path.size() == 1 ? named(path.get(0)) : qualified(path);
        return here.isEmpty() && outer != null ? outer.find(path) : here;
    }

    /** A column that two sources have is one of which they make one, as USING does. */
    private Optional<Descent> named(String name) {
        List<Descent> found = placed.stream()
                .flatMap(each -> each.shape().field(name).stream())
                .toList();
        return found.isEmpty() ? Optional.ofNullable(items.get(name)) : Optional.of(Descent.of(found));
    }

    private Optional<Descent> qualified(List<String> path) {
        String source = path.get(path.size() - 2);
        String name = path.get(path.size() - 1);
        Optional<Descent> column = placed.stream()
                .filter(each -> each.alias().equals(source))
                .flatMap(each -> each.shape().field(name).stream())
                .findFirst();
        return column.isPresent() ? column : named(source).map(whole -> whole.by(Derivation.TRANSFORMATION));
    }
}

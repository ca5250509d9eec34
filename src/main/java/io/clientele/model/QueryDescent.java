package io.clientele.model;

import io.clientele.model.QueryTree.CommonTable;
import io.clientele.model.QueryTree.Expression;
import io.clientele.model.QueryTree.Item;
import io.clientele.model.QueryTree.Recursive;
import io.clientele.model.QueryTree.Select;
import io.clientele.model.QueryTree.Source;
import io.clientele.model.QueryTree.Together;
import io.clientele.model.QueryTree.Unreadable;
import io.clientele.model.Shape.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds out which columns of the relations that a query reads its own columns come from. What it cannot find out, it tells. */
final class QueryDescent {

    private final Function<RelationName, Optional<Shape>> relations;
    private final Set<String> unresolved = new LinkedHashSet<>();

    /** @param relations what is known of those that a query may read */
    QueryDescent(Function<RelationName, Optional<Shape>> relations) {
        this.relations = relations;
    }

    Shape of(QueryTree tree) {
        return query(tree, Map.of(), null);
    }

    /** What could not be found out so far, a sentence each. */
    Set<String> unresolved() {
        return unresolved;
    }

    private Descent unknown(String what) {
        unresolved.add(what);
        return Descent.NOTHING;
    }

    private Shape query(QueryTree tree, Map<String, Shape> known, @Nullable Scope outer) {
        Map<String, Shape> with = new HashMap<>(known);
        for (CommonTable table : tree.with()) {
            with.put(table.name(), query(table.query(), with, outer).named(table.columns()));
        }
        if (tree instanceof Select select) {
            return select(select, new Scope(with, outer));
        }
        if (tree instanceof Together together) {
            List<Shape> parts = together.parts().stream()
                    .map(part -> query(part, with, outer))
                    .toList();
            return parts.stream()
                    .reduce(together.isUnion() ? Shape::or : Shape::onlyBy)
                    .orElseThrow();
        }
        if (tree instanceof Recursive recursive) {
            return grown(recursive, with, outer);
        }
        return new Shape(List.of(), unknown(((Unreadable) tree).what()), Descent.NOTHING);
    }

    /** Grows until another round of the recursion finds nothing new. */
    private Shape grown(Recursive tree, Map<String, Shape> with, @Nullable Scope outer) {
        Shape before = query(tree.start(), with, outer).named(tree.columns());
        while (true) {
            Map<String, Shape> withItself = new HashMap<>(with);
            withItself.put(tree.name(), before);
            Shape after = before.or(query(tree.step(), withItself, outer));
            if (after.equals(before)) {
                return after;
            }
            before = after;
        }
    }

    private Shape select(Select select, Scope scope) {
        select.from().ifPresent(source -> place(source, scope, Set.of()));
        List<Field> fields = new ArrayList<>();
        for (Item item : select.items()) {
            for (Field field : fields(item, scope)) {
                scope.name(field);
                fields.add(field);
            }
        }
        List<Descent> groups = descents(select.groups(), scope, fields);
        select.filters()
                .forEach(filter -> scope.influence(descent(filter, scope).by(Derivation.FILTER)));
        descents(select.sorts(), scope, fields).forEach(sort -> scope.influence(sort.by(Derivation.SORT)));
        groups.forEach(group -> scope.influence(group.by(Derivation.GROUP_BY)));
        Descent all = Descent.of(fields.stream().map(Field::from).toList());
        Descent rows = select.isDistinct() ? all : groups.isEmpty() ? scope.rows() : Descent.of(groups);
        return new Shape(fields, rows, scope.influences());
    }

    private List<Descent> descents(List<Expression> expressions, Scope scope, List<Field> items) {
        return expressions.stream()
                .map(each -> each instanceof Expression.Whole place && place.number() <= items.size()
                        ? items.get(place.number() - 1).from()
                        : descent(each, scope))
                .toList();
    }

    private List<Field> fields(Item item, Scope scope) {
        if (!(item.value() instanceof Expression.Star star)) {
            return List.of(new Field(item.name(), descent(item.value(), scope)));
        }
        List<Field> all = scope.star(star.source());
        if (all.isEmpty()) {
            unknown("there is nothing in " + star.source() + ".*");
        }
        return all.stream()
                .filter(field -> !star.without().contains(field.name()))
                .map(field -> {
                    Expression instead = star.instead().get(field.name());
                    return instead == null ? field : new Field(field.name(), descent(instead, scope));
                })
                .toList();
    }

    private void place(Source source, Scope scope, Set<String> hidden) {
        if (source instanceof Source.Join join) {
            place(join.left(), scope, hidden);
            Set<String> shown = new LinkedHashSet<>(hidden);
            shown.addAll(join.using());
            place(join.right(), scope, shown);
            join.on()
                    .forEach(condition ->
                            scope.influence(descent(condition, scope).by(Derivation.JOIN)));
            join.using()
                    .forEach(column -> scope.influence(descent(new Expression.Named(List.of(column)), scope)
                            .by(Derivation.JOIN)));
        } else if (source instanceof Source.Relation relation) {
            scope.place(relation.alias(), shape(relation, scope).named(relation.columns()), hidden);
        } else if (source instanceof Source.Derived derived) {
            scope.place(
                    derived.alias(), query(derived.query(), scope.with(), scope).named(derived.columns()), hidden);
        } else if (source instanceof Source.Values values) {
            scope.place(values.alias(), rows(values, scope), hidden);
        } else if (source instanceof Source.Series series) {
            Descent made = made(series.arguments(), scope);
            scope.place(
                    series.alias(),
                    new Shape(
                            series.columns().stream()
                                    .map(name -> new Field(name, made))
                                    .toList(),
                            made,
                            made.by(Derivation.FILTER)),
                    hidden);
        } else {
            unknown(((Source.Unreadable) source).what());
        }
    }

    private Descent made(List<Expression> arguments, Scope scope) {
        return Descent.of(arguments.stream()
                .map(argument -> descent(argument, scope).by(Derivation.TRANSFORMATION))
                .toList());
    }

    private Shape shape(Source.Relation relation, Scope scope) {
        Optional<Shape> found = relation.schema().isEmpty()
                ? Optional.ofNullable(scope.with().get(relation.name()))
                : relations.apply(new RelationName(relation.schema(), relation.name()));
        return found.orElseGet(
                () -> new Shape(List.of(), unknown("there is no relation " + relation.alias()), Descent.NOTHING));
    }

    private Shape rows(Source.Values values, Scope scope) {
        int width = values.rows().stream().mapToInt(List::size).max().orElse(0);
        List<Field> fields = new ArrayList<>();
        for (int column = 0; column < width; column++) {
            int place = column;
            Descent from = Descent.of(values.rows().stream()
                    .map(row -> descent(row.get(place), scope))
                    .toList());
            fields.add(new Field("col" + column, from));
        }
        return new Shape(fields, Descent.NOTHING, Descent.NOTHING).named(values.columns());
    }

    private Descent descent(Expression expression, Scope scope) {
        if (expression instanceof Expression.Named named) {
            return scope.find(named.path())
                    .orElseGet(() -> unknown("there is no column " + String.join(".", named.path())));
        }
        if (expression instanceof Expression.Made made) {
            return Descent.of(made.parts().stream()
                    .map(part -> descent(part.of(), scope).by(part.how()))
                    .toList());
        }
        if (expression instanceof Expression.Counted) {
            return scope.rows().by(Derivation.AGGREGATION);
        }
        if (expression instanceof Expression.Inner inner) {
            return inner(inner, scope);
        }
        if (expression instanceof Expression.Unreadable unreadable) {
            return unknown(unreadable.what());
        }
        return expression instanceof Expression.Whole
                ? Descent.NOTHING
                : unknown("all columns stand where one value is expected");
    }

    /** What decides about the rows of a query within an expression decides about its value. */
    private Descent inner(Expression.Inner inner, Scope scope) {
        Shape shape = query(inner.query(), scope.with(), scope);
        return inner.isExistence() ? shape.rows().by(Derivation.CONDITIONAL).and(shape.influences()) : shape.whole();
    }
}

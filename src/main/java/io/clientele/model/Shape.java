package io.clientele.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of the rows that a query or a relation gives.
 *
 * @param rows what tells one row from another, which is what counting rows counts
 * @param influences what decides which rows there are
 */
record Shape(List<Field> fields, Descent rows, Descent influences) {

    /** @param name empty where it has none */
    record Field(String name, Descent from) {}

    Optional<Descent> field(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .map(Field::from);
    }

    /** The same under other names, as far as there are any. */
    Shape named(List<String> names) {
        List<Field> named = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            named.add(i < names.size() ? new Field(names.get(i), fields.get(i).from()) : fields.get(i));
        }
        return new Shape(named, rows, influences);
    }

    /** The rows of both, columns by their places. */
    Shape or(Shape other) {
        List<Field> both = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            both.add(
                    i < other.fields.size()
                            ? new Field(
                                    field.name(),
                                    field.from().and(other.fields.get(i).from()))
                            : field);
        }
        return new Shape(both, rows.and(other.rows), influences.and(other.influences));
    }

    /** These rows, as far as the other's allow. */
    Shape onlyBy(Shape other) {
        return new Shape(
                fields,
                rows,
                Descent.of(List.of(influences, other.influences, other.all().by(Derivation.FILTER))));
    }

    /** All columns as one. */
    Descent all() {
        return Descent.of(fields.stream().map(Field::from).toList());
    }

    /** All columns as one, and what decides about the rows. */
    Descent whole() {
        return Descent.of(Stream.concat(fields.stream().map(Field::from), Stream.of(influences))
                .toList());
    }
}

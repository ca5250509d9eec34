package io.clientele.compute;

import io.clientele.estimate.Column;
import io.clientele.model.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A column that grows with the rows of a query, without an object for each number. */
sealed interface EstimatorColumn {

    void add(@Nullable Object value);

    Column read();

    static EstimatorColumn of(String name, ColumnType.Kind kind) {
        return switch (kind) {
            case BIGINT, INTEGER -> new Counts(name);
            case DOUBLE, DECIMAL -> new Numbers(name);
            case VARCHAR, DATE, TIMESTAMP, BOOLEAN -> new Texts(name);
        };
    }

    /** Whole numbers. */
    final class Counts implements EstimatorColumn {

        private final String name;
        private long[] values = new long[64];
        private int size;

        private Counts(String name) {
            this.name = name;
        }

        @Override
        public void add(@Nullable Object value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = ((Number) Objects.requireNonNull(value)).longValue();
        }

        @Override
        public Column read() {
            return new Column.Counts(name, Arrays.copyOf(values, size));
        }
    }

    /** Real numbers; null becomes {@code NaN}. */
    final class Numbers implements EstimatorColumn {

        private final String name;
        private double[] values = new double[64];
        private int size;

        private Numbers(String name) {
            this.name = name;
        }

        @Override
        public void add(@Nullable Object value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value == null ? Double.NaN : ((Number) value).doubleValue();
        }

        @Override
        public Column read() {
            return new Column.Numbers(name, Arrays.copyOf(values, size));
        }
    }

    /** Texts, of which there are few different ones. */
    final class Texts implements EstimatorColumn {

        private final String name;
        private final List<@Nullable String> values = new ArrayList<>();
        private final Map<String, String> known = new HashMap<>();

        private Texts(String name) {
            this.name = name;
        }

        @Override
        public void add(@Nullable Object value) {
            values.add(value == null ? null : known.computeIfAbsent(value.toString(), text -> text));
        }

        @Override
        public Column read() {
            return new Column.Texts(name, values);
        }
    }
}

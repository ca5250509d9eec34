package io.clientele.estimate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A named column. Arrays are handed over, not copied: whoever builds a column leaves them alone afterwards. */
public sealed interface Column {

    String name();

    int size();

    /** Text, which an estimator only passes through; null where there is none. */
    record Texts(String name, List<@Nullable String> values) implements Column {
        public Texts {
            values = Collections.unmodifiableList(new ArrayList<>(values));
        }

        @Override
        public int size() {
            return values.size();
        }
    }

    /** Whole numbers. */
    @SuppressWarnings("ArrayRecordComponent")
    record Counts(String name, long[] values) implements Column {
        @Override
        public int size() {
            return values.length;
        }
    }

    /** Real numbers; {@code NaN} stands for a number that is not known. */
    @SuppressWarnings("ArrayRecordComponent")
    record Numbers(String name, double[] values) implements Column {
        @Override
        public int size() {
            return values.length;
        }
    }
}

package io.clientele.extract;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a contract column's value comes from. */
sealed interface ColumnMapping {

    /** The same for every row. */
    record Constant(String value) implements ColumnMapping {}

    /**
     * A delivered column.
     *
     * @param values what its codes mean; empty where it is taken as it stands
     * @param dateFormat of this column alone
     * @param timestampFormat of this column alone
     */
    record Delivered(
            String column,
            Map<String, String> values,
            @Nullable String dateFormat,
            @Nullable String timestampFormat) implements ColumnMapping {

        static Delivered as(String column) {
            return new Delivered(column, Map.of(), null, null);
        }
    }
}

package io.clientele.extract;

import io.clientele.model.Column;
import io.clientele.model.Contract;
import io.clientele.model.QuotedValues;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hides what points at a person: of a text its first letter and its length are left. Keys stay, or nothing could be found again. */
record Mask(Contract contract) {

    boolean hides(Column column) {
        return column.pii() != Column.Pii.NONE
                && !contract.grain().contains(column.name())
                && !contract.references().containsKey(column.name());
    }

    List<@Nullable Object> over(List<@Nullable Object> values, List<Column> columns) {
        List<@Nullable Object> masked = new ArrayList<>();
        for (int at = 0; at < columns.size(); at++) {
            Object value = values.get(at);
            masked.add(value == null || !hides(columns.get(at)) ? value : hidden(value));
        }
        return masked;
    }

    private static String hidden(Object value) {
        if (value instanceof String text && !text.isEmpty()) {
            return QuotedValues.hidden(text);
        }
        return "…";
    }
}

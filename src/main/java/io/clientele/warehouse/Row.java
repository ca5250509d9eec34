package io.clientele.warehouse;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row of a result: values in the order of the query's columns. */
public record Row(List<@Nullable Object> values) {

    public @Nullable Object value(int index) {
        return values.get(index);
    }

    /** The text of a value; for a null, the empty text. */
    public String text(int index) {
        Object value = values.get(index);
        return value == null ? "" : value.toString();
    }

    /**
     * A whole number.
     *
     * @throws IllegalStateException for a null or another type
     */
    public long whole(int index) {
        Object value = values.get(index);
        if (value instanceof BigInteger big) {
            return big.longValueExact();
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            return ((Number) value).longValue();
        }
        throw new IllegalStateException("column " + (index + 1) + " is no whole number: " + value);
    }

    /** A decimal or whole number, or null. */
    public @Nullable BigDecimal decimal(int index) {
        Object value = values.get(index);
        if (value == null) {
            return null;
        }
        return value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString());
    }

    /**
     * Yes or no.
     *
     * @throws IllegalStateException for a null or another type
     */
    public boolean flag(int index) {
        if (values.get(index) instanceof Boolean flag) {
            return flag;
        }
        throw new IllegalStateException("column " + (index + 1) + " is no boolean: " + values.get(index));
    }
}

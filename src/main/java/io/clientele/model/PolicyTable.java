package io.clientele.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of {@code config/policy/} as the table {@code config.<name>}.
 *
 * @param rows values in the order of the columns: String, Long, BigDecimal, Boolean, LocalDate or null
 */
public record PolicyTable(String name, List<Column> columns, List<List<@Nullable Object>> rows) {

    public RelationName relation() {
        return new RelationName("config", name);
    }
}

package io.clientele.publish;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes rows as they come: first the columns, once, then each row. Nothing is held in between. */
public interface RowReader {

    /** A column of the answer; {@code isNumber} decides on which side it is aligned. */
    record Heading(String name, boolean isNumber) {}

    void columns(List<Heading> headings);

    /**
     * Takes the next row.
     *
     * @param values as many as there are columns: Boolean, Integer, Long, BigInteger, BigDecimal, Double, String, LocalDate,
     *     LocalDateTime, or anything else that has a text; the list is the reader's to keep
     */
    void row(List<@Nullable Object> values);
}

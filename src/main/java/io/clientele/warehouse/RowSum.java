package io.clientele.warehouse;

import io.clientele.model.Column;
import io.clientele.model.SqlText;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A number that is the same for the same rows in any order, in DuckDB's words: every row as a line of text, values separated by tabs,
 * and summed what the MD5 of each line ends with. Who reads the rows elsewhere can compute it again and knows that each value still
 * stands beside its key.
 */
public final class RowSum {

    private RowSum() {}

    /** An aggregate over the rows of a relation; null where there are none. */
    public static String of(List<Column> columns) {
        return columns.stream()
                .map(RowSum::text)
                .collect(Collectors.joining(", ", "sum(md5_number_lower(concat_ws(chr(9), ", ")))"));
    }

    private static String text(Column column) {
        String name = SqlText.name(column.name());
        String text =
                switch (column.type().kind()) {
                    case BOOLEAN, INTEGER, BIGINT, DECIMAL, DATE -> "CAST(" + name + " AS VARCHAR)";
                    case DOUBLE -> "lower(hex(CAST(CAST(" + name + " AS BIT) AS BLOB)))";
                    case TIMESTAMP -> "strftime(" + name + ", '%Y-%m-%dT%H:%M:%S.%f')";
                    case VARCHAR ->
                        "replace(replace(replace(replace(" + name
                                + ", '\\', '\\\\'), chr(9), '\\t'), chr(10), '\\n'), chr(13), '\\r')";
                };
        return "coalesce(" + text + ", '\\N')";
    }
}

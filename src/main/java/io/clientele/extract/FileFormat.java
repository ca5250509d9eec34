package io.clientele.extract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a file writes what it says.
 *
 * @param thousandsSeparator null where numbers have none
 * @param dateFormat strptime
 * @param timestampFormat strptime
 * @param timeZone of the timestamps; they are stored as UTC
 */
public record FileFormat(
        Type type,
        String encoding,
        String delimiter,
        String quote,
        String escape,
        String decimalSeparator,
        @Nullable String thousandsSeparator,
        String dateFormat,
        String timestampFormat,
        String timeZone,
        List<String> nullText,
        List<String> trueText,
        List<String> falseText,
        boolean isTrimmed) {

    /** The kinds of file that can be taken in. */
    public enum Type {
        CSV,
        PARQUET
    }

    static final FileFormat DEFAULT = new FileFormat(
            Type.CSV,
            "utf-8",
            ",",
            "\"",
            "\"",
            ".",
            null,
            "%Y-%m-%d",
            "%Y-%m-%d %H:%M:%S",
            "UTC",
            List.of(""),
            List.of("true", "1", "t", "yes", "y"),
            List.of("false", "0", "f", "no", "n"),
            true);
}

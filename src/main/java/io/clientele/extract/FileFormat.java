package io.clientele.extract;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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

    /** As Java names the encodings that the grammar of a source file allows; without a mark, UTF-16 is little-endian. */
    Charset charset() {
        return switch (encoding) {
            case "latin-1" -> StandardCharsets.ISO_8859_1;
            case "utf-16" -> StandardCharsets.UTF_16LE;
            default -> StandardCharsets.UTF_8;
        };
    }

    /** This format, but with numbers as the engine writes them. */
    FileFormat withNumbersOfTheEngine() {
        return new FileFormat(
                type,
                encoding,
                delimiter,
                quote,
                escape,
                DEFAULT.decimalSeparator,
                DEFAULT.thousandsSeparator,
                dateFormat,
                timestampFormat,
                timeZone,
                nullText,
                trueText,
                falseText,
                isTrimmed);
    }
}

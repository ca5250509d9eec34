package io.clientele.publish;

import io.clientele.model.Column;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows as text that is the same for the same values, whatever wrote them; hashed as it grows.
 *
 * <p>A line of {@code name:type} first, then a line for each row, all in UTF-8: values separated by tabs, lines ended by a line
 * feed. Null is {@code \N}; in text, backslash, tab, line feed and carriage return are {@code \\ \t \n \r}. Decimals have their full
 * scale, doubles are written as Java's {@code toHexString} does, days are ISO 8601, instants have six digits after the second.
 */
final class CanonicalText {

    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");

    private final MessageDigest digest = Sha256.digest();

    CanonicalText(List<Column> columns) {
        addLine(columns.stream().map(column -> column.name() + ":" + column.type()));
    }

    void add(List<@Nullable Object> row) {
        addLine(row.stream().map(CanonicalText::of));
    }

    String sha256() {
        return Sha256.hex(digest);
    }

    static String of(@Nullable Object value) {
        if (value == null) {
            return "\\N";
        }
        if (value instanceof String text) {
            return escaped(text);
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof Double number) {
            return Double.toHexString(number);
        }
        if (value instanceof LocalDateTime instant) {
            return INSTANT.format(instant);
        }
        return value.toString();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private void addLine(Stream<String> values) {
        digest.update(values.collect(Collectors.joining("\t", "", "\n")).getBytes(StandardCharsets.UTF_8));
    }
}

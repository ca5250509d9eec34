package io.clientele.publish;

import io.clientele.model.Column;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows as text that is the same for the same values, whatever wrote them; hashed as it grows.
 *
 * <p>A line of {@code name:type} first, then a line for each row, all in UTF-8: values separated by tabs, lines ended by a line
 * feed. Null is {@code \N}; in text, backslash, tab, line feed and carriage return are {@code \\ \t \n \r}. Decimals have their full
 * scale, doubles are the 16 hex digits of their IEEE 754 bits, days are ISO 8601, instants have six digits after the second.
 */
final class CanonicalText {

    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");

    private final MessageDigest digest = Sha256.digest();
    private final StringBuilder line = new StringBuilder();

    CanonicalText(List<Column> columns) {
        addLine(columns.stream()
                .map(column -> column.name() + ":" + column.type())
                .collect(Collectors.joining("\t", "", "\n")));
    }

    void add(List<@Nullable Object> row) {
        line.setLength(0);
        for (int i = 0; i < row.size(); i++) {
            line.append(i == 0 ? "" : "\t").append(of(row.get(i)));
        }
        addLine(line.append('\n').toString());
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
            return HexFormat.of().toHexDigits(Double.doubleToLongBits(number));
        }
        if (value instanceof LocalDateTime instant) {
            return INSTANT.format(instant);
        }
        return value.toString();
    }

    private static String escaped(String text) {
        boolean isPlain =
                text.indexOf('\\') < 0 && text.indexOf('\t') < 0 && text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
        if (isPlain) {
            return text;
        }
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private void addLine(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }
}

package io.clientele.publish;

import io.clientele.model.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows as text that is the same for the same values, whatever wrote them; hashed as it grows, in its order and without.
 *
 * <p>A line of {@code name:type} first, then a line for each row, all in UTF-8: values separated by tabs, lines ended by a line
 * feed. Null is {@code \N}; in text, backslash, tab, line feed and carriage return are {@code \\ \t \n \r}. Decimals have their full
 * scale, doubles are the 16 hex digits of their IEEE 754 bits, days are ISO 8601, instants have six digits after the second.
 *
 * <p>The sum over all rows, whatever their order, is of the MD5 of each line without its line feed: of its last eight bytes, the
 * least significant first, as an unsigned number.
 */
final class CanonicalText {

    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");

    private final MessageDigest digest = Sha256.digest();
    private final MessageDigest ofRow = md5();
    private BigInteger rowSum = BigInteger.ZERO;
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
        byte[] bytes = line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        digest.update(bytes);
        ofRow.update(bytes, 0, bytes.length - 1);
        rowSum = rowSum.add(lastHalf(ofRow.digest()));
    }

    private static BigInteger lastHalf(byte[] md5) {
        byte[] reversed = new byte[Long.BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            reversed[i] = md5[md5.length - 1 - i];
        }
        return new BigInteger(1, reversed);
    }

    /** Follows the rows in their order. */
    String sha256() {
        return Sha256.hex(digest);
    }

    /** The same for the same rows in any order. */
    BigInteger rowSum() {
        return rowSum;
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has MD5", missing);
        }
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

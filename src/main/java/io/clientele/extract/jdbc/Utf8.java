package io.clientele.extract.jdbc;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text as UTF-8 without NUL, the only one that every reader of the files takes. */
final class Utf8 {
    private static final String HEX = "0123456789abcdef";

    private Utf8() {}

    static boolean isText(byte[] bytes) {
        for (byte each : bytes) {
            if (each <= 0) {
                return isEncodedText(bytes);
            }
        }
        return true;
    }

    private static boolean isEncodedText(byte[] bytes) {
        for (byte each : bytes) {
            if (each == 0) {
                return false;
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    static String decode(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Null for a text with NUL or half a surrogate pair. */
    static byte @Nullable [] encode(String text) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == 0) {
                return null;
            }
            if (Character.isSurrogate(each)) {
                boolean isPair = i + 1 < text.length() && Character.isSurrogatePair(each, text.charAt(i + 1));
                if (!isPair) {
                    return null;
                }
                i++;
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Readable ASCII, and every other byte as {@code \xNN}, so that the bytes can be had back. */
    static String escaped(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length + 16);
        for (byte each : bytes) {
            if (each >= ' ' && each < 0x7f && each != '\\') {
                text.append((char) each);
            } else {
                text.append("\\x").append(HEX.charAt(each >> 4 & 15)).append(HEX.charAt(each & 15));
            }
        }
        return text.toString();
    }

    /** The characters that no file takes as {@code \xNN} of their UTF-16 bytes, the others as they are. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.chars().forEach(each -> {
            if (each == 0 || each == '\\') {
                escaped.append("\\x").append(HEX.charAt(each >> 4)).append(HEX.charAt(each & 15));
            } else if (Character.isSurrogate((char) each)) {
                escaped.append(String.format("\\x%02x\\x%02x", each >> 8, each & 255));
            } else {
                escaped.append((char) each);
            }
        });
        return escaped.toString();
    }
}

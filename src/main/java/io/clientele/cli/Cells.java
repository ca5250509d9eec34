package io.clientele.cli;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Values as text, and how many cells of a terminal a text fills. */
final class Cells {

    /** First and last code points of what East Asian terminals draw over two cells (Unicode Standard Annex 11: W and F). */
    private static final int[][] WIDE = {
        {0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xA960, 0xA97F}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}
    };

    private Cells() {}

    static String text(Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    /** For a terminal: null is empty, and control characters, which could steer it, are spaces. */
    static String shown(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        StringBuilder shown = new StringBuilder();
        text(value)
                .codePoints()
                .map(point -> Character.isISOControl(point) ? ' ' : point)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }

    static int width(String text) {
        return text.codePoints().map(Cells::width).sum();
    }

    private static int width(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        for (int[] range : WIDE) {
            if (range[0] <= codePoint && codePoint <= range[1]) {
                return 2;
            }
        }
        return 1;
    }
}

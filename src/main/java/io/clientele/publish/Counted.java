package io.clientele.publish;

import java.util.Locale;

/** Says {@code 1 row} and {@code 2 rows}. */
final class Counted {
    private Counted() {}

    static String of(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }
}

package io.clientele.nightly;

import java.util.Locale;

/** How a step words what it did. */
final class Told {

    private Told() {}

    static String rows(long count) {
        return String.format(Locale.ROOT, count == 1 ? "%,d row" : "%,d rows", count);
    }
}

package io.clientele.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The name that somebody may have meant. */
public final class Nearest {

    private static final LevenshteinDistance DISTANCE = new LevenshteinDistance();

    private Nearest() {}

    /** {@code " (did you mean customers?)"}, or nothing where no name is near: at most a third of it mistyped. */
    public static String hint(String name, Collection<String> known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return known.stream()
                .min(Comparator.<String>comparingInt(candidate -> distance(wanted, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> distance(wanted, candidate) * 3 <= Math.max(wanted.length(), candidate.length()))
                .map(candidate -> " (did you mean " + candidate + "?)")
                .orElse("");
    }

    private static int distance(String wanted, String candidate) {
        return DISTANCE.apply(wanted, candidate.toLowerCase(Locale.ROOT));
    }
}

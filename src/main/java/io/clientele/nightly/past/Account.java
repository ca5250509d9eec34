package io.clientele.nightly.past;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a night counted, and by which nights it was judged. These are chosen once: a night that is run again is judged by the same
 * ones, whatever was run in between, so that the same deliveries give the same marts.
 *
 * @param version that the night was published as; null until then
 * @param comparedWith the newest first
 */
public record Account(int formatVersion, @Nullable String version, Figures night, List<Figures> comparedWith) {

    static final int FORMAT_VERSION = 1;

    public Account(Figures night, List<Figures> comparedWith) {
        this(FORMAT_VERSION, null, night, List.copyOf(comparedWith));
    }

    Account publishedAs(String name) {
        return new Account(formatVersion, name, night, comparedWith);
    }
}

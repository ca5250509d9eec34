package io.clientele.nightly;

import java.time.Duration;
import java.util.List;

/**
 * How a run ended.
 *
 * @param isNew false where the date was published before and nothing had to be done
 * @param version the published version's name
 * @param took from its beginning to its end, this attempt alone
 * @param summary what the night found, in the analysts' words
 */
public record RunOutcome(NightId night, boolean isNew, String version, Duration took, List<Line> summary) {

    /** A line of the summary. */
    public record Line(String section, String label, String figure) {}
}

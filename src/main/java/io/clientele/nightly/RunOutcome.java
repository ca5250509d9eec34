package io.clientele.nightly;

import java.time.Duration;
import java.util.List;

/**
 * How a run ended.
 *
 * @param isNew false where the date was published before and nothing had to be done
 * @param isCurrent whether it is what readers are shown; a date that is made up for later is kept beside the newer one
 * @param version the name of the night's version
 * @param took from its beginning to its end, this attempt alone
 * @param summary what the night found, in the analysts' words; empty where it is not what readers are shown
 */
public record RunOutcome(
        NightId night, boolean isNew, boolean isCurrent, String version, Duration took, List<Line> summary) {

    /** A line of the summary. */
    public record Line(String section, String label, String figure) {}
}

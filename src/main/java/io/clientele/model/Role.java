package io.clientele.model;

import java.util.Locale;
import java.util.Optional;

/**
 * What a relation is to the explanation of a nightly difference.
 *
 * @param datedBy of facts only: the date column that says when it happened; without it the relation is master data, which holds
 *     from the night on that knows it
 */
public record Role(Kind kind, Optional<String> datedBy) {

    /** Which of the causes of a difference a relation can be. */
    public enum Kind {
        /** What happened, and who is who: nothing before it is computed again. */
        FACTS,
        /** What the population says: cuts, quantiles, averages. */
        PEERS,
        /** Parameters that were fitted to the population. */
        FITS,
        /** The numbers whose differences are explained: one relation. */
        MEASURES;

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}

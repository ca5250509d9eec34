package io.clientele.extract;

import io.clientele.model.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a check of a source has found.
 *
 * @param refusedAs why a night would not run; null where it would
 * @param isDoubtful whether somebody should look into it all the same
 * @param table that it is about; empty for the source as a whole
 */
public record Finding(Refusal.@Nullable Kind refusedAs, boolean isDoubtful, String table, String says) {

    static Finding problem(Refusal.Kind kind, String table, String says) {
        return new Finding(kind, true, table, says);
    }

    static Finding doubt(String table, String says) {
        return new Finding(null, true, table, says);
    }

    static Finding fact(String table, String says) {
        return new Finding(null, false, table, says);
    }

    public boolean isProblem() {
        return refusedAs != null;
    }
}

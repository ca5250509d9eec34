package io.clientele.nightly.past;

import io.clientele.model.Check.Severity;
import io.clientele.model.RelationName;
import io.clientele.publish.GateResult.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a gate found.
 *
 * @param count of what is not as it should be
 * @param because what is promised where that is kept, with no number of another night, so that a night says the same whatever was run
 *     before; else what was found and what was expected
 */
record Finding(String gate, RelationName relation, Severity severity, long count, Verdict verdict, String because) {

    static Finding pass(String gate, RelationName relation, Severity severity, String promise) {
        return new Finding(gate, relation, severity, 0, Verdict.PASS, promise);
    }

    static Finding warn(String gate, RelationName relation, Severity severity, String because) {
        return new Finding(gate, relation, severity, 1, Verdict.WARN, because);
    }

    /** Stops, where the gate's severity lets it. */
    static Finding stop(String gate, RelationName relation, Severity severity, String because) {
        return new Finding(
                gate, relation, severity, 1, severity == Severity.MUST ? Verdict.STOP : Verdict.WARN, because);
    }

    Finding times(long number) {
        return new Finding(gate, relation, severity, number, verdict, because);
    }

    /** As {@code run.gates} has it; no rows of the relation break it, so it names none. */
    List<@Nullable Object> row() {
        List<@Nullable Object> row = new ArrayList<>(List.of(
                gate,
                relation.toString(),
                severity.name().toLowerCase(Locale.ROOT),
                count,
                verdict.name().toLowerCase(Locale.ROOT),
                because));
        row.add(null);
        return row;
    }
}

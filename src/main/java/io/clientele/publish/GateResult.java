package io.clientele.publish;

import io.clientele.model.Check.Severity;

/** What a gate found on this night. */
public record GateResult(
        String gate, String relation, Severity severity, long failingCount, Verdict verdict, String because) {

    /** By what an override names it. */
    public String name() {
        return relation + ": " + gate;
    }

    /** What the finding does. */
    public enum Verdict {
        PASS,
        /** Published, and flagged. */
        WARN,
        /** Not published. */
        STOP
    }
}

package io.clientele.nightly;

import io.clientele.model.NightlyJob;
import java.util.List;

/**
 * What a run would do.
 *
 * @param job what {@code nightly.yaml} says
 * @param steps those that would run, and those that are there already, in order
 */
public record RunPlan(NightlyJob job, NightId night, Intent intent, List<Step> steps) {

    /** Why. */
    public enum Intent {
        /** The date has no run yet. */
        BEGIN,
        /** An earlier attempt was cut off or failed. */
        CONTINUE,
        /** The date is published, or given up, and a new revision was asked for. */
        REVISE,
        /** The date is published, and nothing is left to do. */
        NOTHING
    }

    /** A step of the plan. */
    public record Step(String name, boolean isDone) {}
}

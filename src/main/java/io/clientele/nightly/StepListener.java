package io.clientele.nightly;

import java.time.Duration;

/** Told of each step of a night, so that somebody can show it. */
public interface StepListener {

    /** Before the first step. */
    void nightBegins(String night, int stepCount);

    void stepBegins(String step);

    /**
     * After a step.
     *
     * @param said what it did, in a few words
     */
    void stepEnds(String step, Duration took, String said);

    /** A step that an earlier attempt finished. */
    void stepKept(String step);

    void stepFails(String step, Duration took);

    void nightEnds();
}

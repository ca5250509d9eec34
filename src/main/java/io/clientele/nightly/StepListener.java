package io.clientele.nightly;

import java.time.Duration;

/** Told of each step of a night, so that somebody can show it. */
public interface StepListener {

    /** Nobody is shown anything. */
    StepListener UNHEARD = new Unheard();

    /** The run has its business date for itself and its own name. */
    default void runEnters(String runId) {}

    /** It waits until the night of another date has ended. */
    default void waits(RunHolder other) {}

    /** Before the first step. */
    void nightBegins(String night, int stepCount);

    void stepBegins(String step);

    /**
     * While a table of a database is read; its parts, which are read at the same time, tell it one after another.
     *
     * @param rowCount rows of the table that were written by now
     */
    default void rowsRead(String step, long rowCount) {}

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

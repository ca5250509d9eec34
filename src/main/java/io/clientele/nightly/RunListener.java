package io.clientele.nightly;

/** Told of the one end of each run, also of runs whose process died. */
@FunctionalInterface
public interface RunListener {

    /** Nobody listens. */
    RunListener NONE = run -> {};

    /**
     * Called within the transaction that records the end: what it writes to the same store is there with the end or not at all, and
     * what it throws keeps the end from being recorded.
     */
    void ended(RunRecord run);
}

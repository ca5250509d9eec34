package io.clientele.publish;

/** Hears how far a publication is: for progress, and to stop it at a named point in tests. */
@FunctionalInterface
public interface PublicationListener {

    /** Nobody listens. */
    PublicationListener NONE = (step, what) -> {};

    /**
     * Called when a step has reached the disk.
     *
     * @param what the mart, the run or the version that the step was about
     */
    void after(PublicationStep step, String what);
}

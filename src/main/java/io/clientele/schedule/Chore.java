package io.clientele.schedule;

/** Something small that is done every minute, also while a night runs, in one scheduler of a cluster at a time. */
public interface Chore {

    /** As it is called where it fails. */
    String name();

    /** Does it. What is not done, because it fails or the machine is off, the next minute does. */
    void run();
}

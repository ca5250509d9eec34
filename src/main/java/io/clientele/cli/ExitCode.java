package io.clientele.cli;

import io.clientele.model.Refusal;

/** What a command tells the shell. */
public final class ExitCode {

    public static final int OK = 0;

    /** A step failed. */
    public static final int FAILED = 1;

    /** Models, policies, settings or the command line are wrong, or there is nothing to read. */
    public static final int USAGE = 2;

    /** A gate refused to publish, or what is published is damaged: do not use it. */
    public static final int REFUSED = 3;

    /** Another run has the date, or another backfill is at work. */
    public static final int BUSY = 5;

    /** Stopped, as asked; where a signal asked, the shell sees the signal's code instead: 130 or 143. */
    public static final int STOPPED = 6;

    /** A fault of the program's own. */
    public static final int FAULT = 70;

    /** A source did not answer, or its delivery is incomplete: try again. */
    public static final int SOURCE = 75;

    private ExitCode() {}

    static int of(Refusal.Kind kind) {
        return switch (kind) {
            case USAGE -> USAGE;
            case GATE -> REFUSED;
            case FAILED -> FAILED;
            case BUSY -> BUSY;
            case STOPPED -> STOPPED;
            case SOURCE -> SOURCE;
        };
    }
}

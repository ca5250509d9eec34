package io.clientele.cli;

/** What the commands that read marts tell the shell. */
final class ExitCode {

    static final int OK = 0;

    /** A wrong argument, or nothing there to read. */
    static final int USAGE = 2;

    /** The marts are not what was published: do not use them. */
    static final int REFUSED = 3;

    private ExitCode() {}
}

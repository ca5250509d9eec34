package io.clientele.cli;

/** Who started the program, as the operating system knows them. */
final class Caller {
    private Caller() {}

    static String name() {
        return System.getProperty("user.name", "unknown");
    }
}

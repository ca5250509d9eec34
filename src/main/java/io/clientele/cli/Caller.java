package io.clientele.cli;

import io.clientele.nightly.Actor;

/** Who started the program, as the operating system knows them. */
final class Caller {
    private Caller() {}

    static String name() {
        return Actor.caller().name();
    }
}

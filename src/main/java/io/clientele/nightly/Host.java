package io.clientele.nightly;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The machine that this process is on. */
final class Host {

    private static final String NAME = find();

    private Host() {}

    static String name() {
        return NAME;
    }

    private static String find() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}

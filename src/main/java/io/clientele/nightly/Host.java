package io.clientele.nightly;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** The machine that this process is on. */
final class Host {

    private static final String NAME = find();

    private Host() {}

    static String name() {
        return NAME;
    }

    /** Whether a run's process is there. One that began after the run was asked for only has the same number. */
    static boolean isAlive(RunRecord run) {
        Optional<ProcessHandle> process = ProcessHandle.of(run.pid()).filter(ProcessHandle::isAlive);
        return run.host().equals(NAME)
                && process.isPresent()
                && process.get()
                        .info()
                        .startInstant()
                        .map(began -> !began.isAfter(run.requestedAt().plusSeconds(1)))
                        .orElse(true);
    }

    private static String find() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}

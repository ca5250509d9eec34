package io.clientele.nightly;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicLong;

/** Names of runs: when it was asked for (UTC), by which process, and the how manieth of that process. */
final class RunIds {

    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmssSSS").withZone(ZoneOffset.UTC);

    private static final AtomicLong LAST = new AtomicLong();

    private RunIds() {}

    static String next(Instant now) {
        return WHEN.format(now) + "-" + ProcessHandle.current().pid() + "-" + LAST.incrementAndGet();
    }
}

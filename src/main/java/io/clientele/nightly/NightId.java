package io.clientele.nightly;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/**
 * Which night: of which day, and the how manieth deliberate run of it.
 *
 * @param revision 0 for the first
 */
public record NightId(LocalDate businessDate, long revision) {

    /** As in folders and manifests: {@code 20261120-r0}. */
    @Override
    public String toString() {
        return businessDate.format(DateTimeFormatter.BASIC_ISO_DATE) + "-r" + revision;
    }

    /** As people say it. */
    public String words() {
        return businessDate + " revision " + revision;
    }
}

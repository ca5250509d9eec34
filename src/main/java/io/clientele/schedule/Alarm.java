package io.clientele.schedule;

import io.clientele.schedule.NightCalendar.Due;

/** Who is told that a night which was due is not published. */
@FunctionalInterface
public interface Alarm {

    /** Told again and again while it is so; who tells people tells them once. */
    void isLate(Due night);
}

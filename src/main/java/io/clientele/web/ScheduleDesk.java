package io.clientele.web;

import io.clientele.model.Schedule;
import io.clientele.schedule.NightCalendar;
import io.clientele.schedule.NightCalendar.Due;
import io.clientele.schedule.NightWatch;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;

/** The schedule for who asks over the network. */
@PreAuthorize(Needs.NOBODY)
class ScheduleDesk {

    private final NightWatch watch;
    private final InstantSource clock;

    ScheduleDesk(NightWatch watch, InstantSource clock) {
        this.watch = watch;
        this.clock = clock;
    }

    /**
     * The schedule now.
     *
     * @param missing nights within the catch-up window that are due and not published, the last first
     * @param late those of them whose deadline has passed
     */
    record Now(Schedule schedule, Optional<Due> next, List<Due> missing, List<Due> late) {}

    @PreAuthorize(Needs.VIEWER)
    Now now() {
        NightCalendar calendar = watch.calendar();
        return new Now(calendar.schedule(), calendar.next(clock.instant()), watch.missing(), watch.late());
    }
}

package io.clientele.schedule;

import io.clientele.model.ScheduleReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;

/** Looks what the schedule wants, as often as it is woken. The schedule is read anew each time, so a change of it needs no restart. */
public final class NightWatch {

    private final Path jobs;
    private final ZoneId businessZone;
    private final Nights nights;
    private final Alarm alarm;
    private final InstantSource clock;

    /** @param jobs the analyst's room, where {@code nightly.yaml} is */
    public NightWatch(Path jobs, ZoneId businessZone, Nights nights, Alarm alarm, InstantSource clock) {
        this.jobs = jobs;
        this.businessZone = businessZone;
        this.nights = nights;
        this.alarm = alarm;
        this.clock = clock;
    }

    /** What the schedule says now. */
    public NightCalendar calendar() {
        return NightCalendar.of(ScheduleReader.read(jobs), businessZone);
    }

    /** Runs the night that is to begin now, if there is one. */
    public void begin() {
        new Reconciler(calendar())
                .toBegin(clock.instant(), nights.runs())
                .ifPresent(due -> nights.run(due.businessDate()));
    }

    /** For how long a night has been due that was not begun; zero if there is none. */
    public Duration lag() {
        return new Reconciler(calendar()).lag(clock.instant(), nights.runs());
    }

    /** Sounds the alarm for every night that is late. */
    public void sound() {
        late().forEach(alarm::isLate);
    }

    /** The nights within the catch-up window whose deadline has passed and that are not published. */
    public List<NightCalendar.Due> late() {
        return new Reconciler(calendar()).late(clock.instant(), nights.runs());
    }

    /** The nights within the catch-up window that are due and not published, the last first. */
    public List<NightCalendar.Due> missing() {
        return new Reconciler(calendar()).missing(clock.instant(), nights.runs());
    }
}

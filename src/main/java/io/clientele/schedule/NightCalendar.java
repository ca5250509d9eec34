package io.clientele.schedule;

import io.clientele.model.Problem;
import io.clientele.model.Refusal;
import io.clientele.model.Schedule;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/**
 * Which business dates a schedule wants a night for, and when.
 *
 * <p>The cron is read on a clock that is never changed, and what it says is then put on the clock of its zone: so a time that a
 * change of the clocks leaves out comes as much later as they were put forward, and one that they repeat comes once, the first time.
 * A day has one night at most, however often the cron fires on it.
 */
public final class NightCalendar {

    /** A schedule that fires less often than once in so many days is for people, not for nights. */
    private static final int LONGEST_PAUSE_DAYS = 400;

    private final CronExpression cron;
    private final ZoneId zone;
    private final ZoneId businessZone;
    private final Schedule schedule;

    private NightCalendar(CronExpression cron, ZoneId zone, ZoneId businessZone, Schedule schedule) {
        this.cron = cron;
        this.zone = zone;
        this.businessZone = businessZone;
        this.schedule = schedule;
    }

    /**
     * A night that is wanted.
     *
     * @param dueAt when it may begin
     * @param deadline when it should be published at the latest
     */
    public record Due(LocalDate businessDate, ZonedDateTime dueAt, Optional<ZonedDateTime> deadline) {

        boolean isDue(Instant now) {
            return !dueAt.toInstant().isAfter(now);
        }
    }

    /**
     * Understands a schedule.
     *
     * @param businessZone where a business date begins and ends; no night begins before its day is over
     * @throws Refusal where it is no schedule
     */
    public static NightCalendar of(Schedule schedule, ZoneId businessZone) {
        List<Problem> problems = new ArrayList<>();
        Optional<ZoneId> zone = zone(schedule, problems);
        Optional<CronExpression> cron = cron(schedule, problems);
        if (zone.isEmpty() || cron.isEmpty()) {
            throw Refusal.of("read the schedule", problems);
        }
        cron.get().setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
        return new NightCalendar(cron.get(), zone.get(), businessZone, schedule);
    }

    private static Optional<ZoneId> zone(Schedule schedule, List<Problem> problems) {
        try {
            return Optional.of(ZoneId.of(schedule.timeZone()));
        } catch (DateTimeException e) {
            problems.add(new Problem(schedule.file(), schedule.line(), "there is no time zone " + schedule.timeZone()));
            return Optional.empty();
        }
    }

    private static Optional<CronExpression> cron(Schedule schedule, List<Problem> problems) {
        try {
            return Optional.of(new CronExpression(schedule.cron()));
        } catch (ParseException e) {
            problems.add(new Problem(
                    schedule.file(), schedule.line(), "no cron of Quartz: " + schedule.cron() + ": " + e.getMessage()));
            return Optional.empty();
        }
    }

    public Schedule schedule() {
        return schedule;
    }

    /** The first night that becomes due after a moment; empty where the schedule has come to its end. */
    public Optional<Due> next(Instant after) {
        LocalDate day = LocalDate.ofInstant(after, zone).minusDays(2);
        while (true) {
            Optional<LocalDateTime> fire = fireFrom(day.atStartOfDay());
            if (fire.isEmpty()) {
                return Optional.empty();
            }
            Optional<Due> due = dueOn(fire.get().toLocalDate())
                    .filter(night -> night.dueAt().toInstant().isAfter(after));
            if (due.isPresent()) {
                return due;
            }
            day = fire.get().toLocalDate().plusDays(1);
        }
    }

    /** The last night that is due at a moment; empty where the schedule has not come to its first. */
    public Optional<Due> latest(Instant now) {
        LocalDate day = LocalDate.ofInstant(now, zone).plusDays(1);
        for (int back = 0; back <= LONGEST_PAUSE_DAYS; back++) {
            Optional<Due> due = dueOn(day.minusDays(back)).filter(night -> night.isDue(now));
            if (due.isPresent()) {
                return due;
            }
        }
        return Optional.empty();
    }

    /** The night of a business date, where the schedule wants one. */
    public Optional<Due> of(LocalDate businessDate) {
        return dueOn(businessDate.plusDays(1));
    }

    private Optional<Due> dueOn(LocalDate day) {
        LocalDate businessDate = day.minusDays(1);
        if (schedule.holidays().contains(businessDate)) {
            return Optional.empty();
        }
        return fireFrom(day.atStartOfDay())
                .filter(fire -> fire.toLocalDate().equals(day))
                .map(fire -> new Due(businessDate, notBeforeTheDayIsOver(onTheClock(fire), day), deadline(fire)));
    }

    private Optional<LocalDateTime> fireFrom(LocalDateTime from) {
        Date before = Date.from(from.minusSeconds(1).toInstant(ZoneOffset.UTC));
        return Optional.ofNullable(cron.getNextValidTimeAfter(before))
                .map(fire -> LocalDateTime.ofInstant(fire.toInstant(), ZoneOffset.UTC));
    }

    private ZonedDateTime notBeforeTheDayIsOver(ZonedDateTime fire, LocalDate day) {
        ZonedDateTime over = day.atStartOfDay(businessZone).withZoneSameInstant(zone);
        return over.isAfter(fire) ? over : fire;
    }

    private Optional<ZonedDateTime> deadline(LocalDateTime fire) {
        return schedule.deadline().map(time -> onTheClock(onOrAfter(fire, time)));
    }

    private static LocalDateTime onOrAfter(LocalDateTime fire, LocalTime time) {
        LocalDateTime sameDay = fire.toLocalDate().atTime(time);
        return sameDay.isAfter(fire) ? sameDay : sameDay.plusDays(1);
    }

    private ZonedDateTime onTheClock(LocalDateTime local) {
        return ZonedDateTime.ofLocal(local, zone, null);
    }
}

package io.clientele.schedule;

import io.clientele.model.NightlyJob;
import io.clientele.model.Problem;
import io.clientele.model.Refusal;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** When a job's schedule wants its nights. */
public final class NightCalendar {

    private final CronExpression cron;
    private final ZoneId zone;

    private NightCalendar(CronExpression cron, ZoneId zone) {
        this.cron = cron;
        this.zone = zone;
    }

    /**
     * Reads a job's schedule.
     *
     * @throws Refusal where it is no schedule
     */
    public static NightCalendar of(NightlyJob job) {
        List<Problem> problems = new ArrayList<>();
        Optional<ZoneId> zone = zone(job, problems);
        Optional<CronExpression> cron = cron(job, problems);
        if (zone.isEmpty() || cron.isEmpty()) {
            throw Refusal.of("read the schedule", problems);
        }
        cron.get().setTimeZone(TimeZone.getTimeZone(zone.get()));
        return new NightCalendar(cron.get(), zone.get());
    }

    private static Optional<ZoneId> zone(NightlyJob job, List<Problem> problems) {
        try {
            return Optional.of(ZoneId.of(job.timeZone()));
        } catch (DateTimeException e) {
            problems.add(new Problem(job.file(), job.scheduleLine(), "there is no time zone " + job.timeZone()));
            return Optional.empty();
        }
    }

    private static Optional<CronExpression> cron(NightlyJob job, List<Problem> problems) {
        try {
            return Optional.of(new CronExpression(job.cron()));
        } catch (ParseException e) {
            problems.add(new Problem(
                    job.file(), job.scheduleLine(), "no cron of Quartz: " + job.cron() + ": " + e.getMessage()));
            return Optional.empty();
        }
    }

    /** The first time after a moment; empty where the schedule has come to its end. */
    public Optional<ZonedDateTime> next(Instant after) {
        return Optional.ofNullable(cron.getNextValidTimeAfter(Date.from(after)))
                .map(date -> date.toInstant().atZone(zone));
    }
}

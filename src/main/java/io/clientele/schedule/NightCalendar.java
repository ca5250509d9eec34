package io.clientele.schedule;

import io.clientele.model.NightlyJob;
import io.clientele.model.Refusal;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Date;
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
        try {
            ZoneId zone = ZoneId.of(job.timeZone());
            CronExpression cron = new CronExpression(job.cron());
            cron.setTimeZone(TimeZone.getTimeZone(zone));
            return new NightCalendar(cron, zone);
        } catch (ParseException e) {
            throw new Refusal(
                    Refusal.Kind.USAGE, "Cannot read the schedule of nightly.yaml: cron: " + e.getMessage(), e);
        } catch (DateTimeException e) {
            throw new Refusal(
                    Refusal.Kind.USAGE,
                    "Cannot read the schedule of nightly.yaml: there is no zone " + job.timeZone(),
                    e);
        }
    }

    /** The first time after a moment; empty where the schedule has come to its end. */
    public Optional<ZonedDateTime> next(Instant after) {
        return Optional.ofNullable(cron.getNextValidTimeAfter(Date.from(after)))
                .map(date -> date.toInstant().atZone(zone));
    }
}

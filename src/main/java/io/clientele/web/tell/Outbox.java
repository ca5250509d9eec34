package io.clientele.web.tell;

import io.clientele.nightly.RunFilter;
import io.clientele.nightly.RunLauncher;
import io.clientele.nightly.RunRecord;
import io.clientele.schedule.Alarm;
import io.clientele.schedule.Chore;
import io.clientele.schedule.NightCalendar.Due;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells everybody of each run that has ended and of each night that is late: one digest each. The records of the runs are what it is
 * told from, so a run and the news of it cannot part; what a receiver has not taken is kept and tried again, less and less often. No run
 * waits for it.
 */
final class Outbox implements Chore, Alarm {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /** The last so many runs are looked at. */
    private static final int RUNS = 500;

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final JdbcClient database;
    private final RunLauncher launcher;
    private final List<Channel> channels;
    private final InstantSource clock;

    Outbox(JdbcClient database, RunLauncher launcher, List<Channel> channels, InstantSource clock) {
        this.database = database;
        this.launcher = launcher;
        this.channels = channels;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "the notices";
    }

    @Override
    public void run() {
        Instant since = since();
        launcher.list(RunFilter.last(RUNS)).stream()
                .filter(run -> hasEndedSince(run, since))
                .forEach(run -> keep(Notice.of(run, clock.instant())));
        channels.forEach(this::deliver);
    }

    @Override
    public void isLate(Due night) {
        LOG.error("The night of {} is late: it was due at {}", night.businessDate(), night.dueAt());
        keep(Notice.of(night, clock.instant()));
    }

    private static boolean hasEndedSince(RunRecord run, Instant since) {
        return run.endedAt() != null && !run.endedAt().isBefore(since);
    }

    /** Nobody is told of what had been before there was anybody to tell. */
    private Instant since() {
        Instant now = clock.instant();
        keep(new Notice("since", "", "", now));
        return Instant.ofEpochMilli(
                database.sql("select created_at from clientele_server.notices where notice_key = 'since'")
                        .query(Long.class)
                        .single());
    }

    private void keep(Notice notice) {
        boolean isKept = database.sql("select count(*) from clientele_server.notices where notice_key = :key")
                        .param("key", notice.key())
                        .query(Long.class)
                        .single()
                > 0;
        if (isKept) {
            return;
        }
        try {
            database.sql("insert into clientele_server.notices (notice_key, subject, body, created_at)"
                            + " values (:key, :subject, :body, :at)")
                    .param("key", notice.key())
                    .param("subject", notice.subject())
                    .param("body", notice.body())
                    .param("at", notice.createdAt().toEpochMilli())
                    .update();
        } catch (DuplicateKeyException keptMeanwhile) {
            LOG.debug("{} was kept by another server", notice.key());
        }
    }

    private void deliver(Channel channel) {
        for (Notice notice : open(channel)) {
            try {
                channel.tell(notice);
                record(notice, channel, attempts(notice, channel) + 1, clock.instant(), true);
            } catch (IOException e) {
                int attempts = attempts(notice, channel) + 1;
                LOG.warn("{} was not told by {}: {}", notice.key(), channel.name(), e.getMessage());
                record(notice, channel, attempts, clock.instant().plus(pause(attempts)), false);
            }
        }
    }

    /** 1, 2, 4, … minutes, and an hour at most. */
    static Duration pause(int attempts) {
        Duration doubled = Duration.ofMinutes(1L << Math.min(attempts - 1, 10));
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    private List<Notice> open(Channel channel) {
        return database
                .sql("select notice_key, subject, body, created_at from clientele_server.notices n"
                        + " where notice_key <> 'since' and not exists (select 1 from clientele_server.deliveries d"
                        + " where d.notice_key = n.notice_key and d.channel = :channel"
                        + " and (d.is_delivered or d.due_at > :now)) order by created_at, notice_key")
                .param("channel", channel.name())
                .param("now", clock.millis())
                .query()
                .listOfRows()
                .stream()
                .map(Outbox::notice)
                .toList();
    }

    private static Notice notice(Map<String, Object> row) {
        return new Notice(
                String.valueOf(row.get("notice_key")),
                String.valueOf(row.get("subject")),
                String.valueOf(row.get("body")),
                Instant.ofEpochMilli(((Number) Objects.requireNonNull(row.get("created_at"))).longValue()));
    }

    private int attempts(Notice notice, Channel channel) {
        return database.sql(
                        "select attempts from clientele_server.deliveries where notice_key = :key and channel = :channel")
                .param("key", notice.key())
                .param("channel", channel.name())
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    private void record(Notice notice, Channel channel, int attempts, Instant dueAt, boolean isDelivered) {
        int known = database.sql("update clientele_server.deliveries set attempts = :attempts, due_at = :due,"
                        + " is_delivered = :delivered where notice_key = :key and channel = :channel")
                .param("attempts", attempts)
                .param("due", dueAt.toEpochMilli())
                .param("delivered", isDelivered)
                .param("key", notice.key())
                .param("channel", channel.name())
                .update();
        if (known == 0) {
            database.sql("insert into clientele_server.deliveries (notice_key, channel, attempts, due_at, is_delivered)"
                            + " values (:key, :channel, :attempts, :due, :delivered)")
                    .param("key", notice.key())
                    .param("channel", channel.name())
                    .param("attempts", attempts)
                    .param("due", dueAt.toEpochMilli())
                    .param("delivered", isDelivered)
                    .update();
        }
    }
}

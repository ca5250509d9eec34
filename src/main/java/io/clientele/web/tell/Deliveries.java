package io.clientele.web.tell;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is to be told, kept in a table until each channel of its topic has taken it: at least once, again and again but less and less
 * often, until the receiver takes it or refuses it.
 */
final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** Keys of rows that only say since when there is somebody to tell. */
    private static final String SINCE = "since";

    private final JdbcClient database;
    private final InstantSource clock;

    Deliveries(JdbcClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Since when there has been somebody to tell of a topic: nobody is told of what had been before. */
    Instant since(Topic topic) {
        String key = topic == Topic.NIGHTS ? SINCE : SINCE + ":" + topic;
        keep(new Notice(key, "", "", clock.instant()));
        return Instant.ofEpochMilli(
                database.sql("select created_at from clientele_server.notices where notice_key = :key")
                        .param("key", key)
                        .query(Long.class)
                        .single());
    }

    /** The keys of all that was ever kept about lineage. */
    Set<String> lineageKeys() {
        return new HashSet<>(
                database.sql("select notice_key from clientele_server.notices where notice_key like :lineage")
                        .param("lineage", Topic.LINEAGE_KEYS + "%")
                        .query(String.class)
                        .list());
    }

    /** Keeps it, if it is new. */
    void keep(Notice notice) {
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

    /** Tells a channel what it has not taken yet and is not to be left alone with. Lineage is told in its order. */
    void deliver(Channel channel) {
        if (channel.topic() == Topic.LINEAGE && isLeftAlone(channel)) {
            return;
        }
        for (Notice notice : open(channel)) {
            boolean wasTaken = deliver(notice, channel);
            if (!wasTaken && channel.topic() == Topic.LINEAGE) {
                return;
            }
        }
    }

    private boolean isLeftAlone(Channel channel) {
        return database.sql("select count(*) from clientele_server.deliveries where channel = :channel"
                                + " and not is_delivered and given_up is null and due_at > :now")
                        .param("channel", channel.name())
                        .param("now", clock.millis())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** @return whether there is nothing more to do about it */
    private boolean deliver(Notice notice, Channel channel) {
        int attempts = attempts(notice, channel) + 1;
        try {
            channel.tell(notice);
            record(notice, channel, new Attempt(attempts, clock.instant(), true, null));
            return true;
        } catch (Refused e) {
            String why = String.valueOf(e.getMessage());
            LOG.error("{} is given up: {}", notice.key(), why);
            record(notice, channel, new Attempt(attempts, clock.instant(), false, why));
            keep(new Notice(
                    "refused:" + notice.key(),
                    notice.subject() + ": not taken",
                    notice.subject() + " was given up by " + channel.name() + ": " + why + ".\n",
                    clock.instant()));
            return true;
        } catch (IOException e) {
            LOG.warn("{} was not told by {}: {}", notice.key(), channel.name(), e.getMessage());
            record(notice, channel, new Attempt(attempts, clock.instant().plus(pause(attempts)), false, null));
            return false;
        }
    }

    /** 1, 2, 4, … minutes, and an hour at most. */
    static Duration pause(int attempts) {
        Duration doubled = Duration.ofMinutes(1L << Math.min(attempts - 1, 10));
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    private List<Notice> open(Channel channel) {
        String keys = channel.topic() == Topic.LINEAGE
                ? "notice_key like :lineage"
                : "notice_key not like :lineage and notice_key not like 'since%'";
        return database
                .sql("select notice_key, subject, body, created_at from clientele_server.notices n where " + keys
                        + " and not exists (select 1 from clientele_server.deliveries d"
                        + " where d.notice_key = n.notice_key and d.channel = :channel"
                        + " and (d.is_delivered or d.given_up is not null or d.due_at > :now))"
                        + " order by created_at, notice_key")
                .param("lineage", Topic.LINEAGE_KEYS + "%")
                .param("channel", channel.name())
                .param("now", clock.millis())
                .query()
                .listOfRows()
                .stream()
                .map(Deliveries::notice)
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

    /**
     * How far a delivery is.
     *
     * @param attempts so far
     * @param dueAt when it is tried again
     * @param givenUp why it is not tried again
     */
    private record Attempt(
            int attempts,
            Instant dueAt,
            boolean isDelivered,
            @Nullable String givenUp) {}

    private void record(Notice notice, Channel channel, Attempt attempt) {
        int known = write(
                "update clientele_server.deliveries set attempts = :attempts, due_at = :due,"
                        + " is_delivered = :delivered, given_up = :why where notice_key = :key and channel = :channel",
                notice,
                channel,
                attempt);
        if (known == 0) {
            write(
                    "insert into clientele_server.deliveries (notice_key, channel, attempts, due_at, is_delivered, given_up)"
                            + " values (:key, :channel, :attempts, :due, :delivered, :why)",
                    notice,
                    channel,
                    attempt);
        }
    }

    private int write(String sql, Notice notice, Channel channel, Attempt attempt) {
        return database.sql(sql)
                .param("attempts", attempt.attempts())
                .param("due", attempt.dueAt().toEpochMilli())
                .param("delivered", attempt.isDelivered())
                .param("why", attempt.givenUp())
                .param("key", notice.key())
                .param("channel", channel.name())
                .update();
    }
}

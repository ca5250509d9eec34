package io.clientele.nightly;

import io.clientele.model.Refusal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The row that says which run has a business date, for hosts that share the metadata and not the locks of a file system. Its fencing
 * token only goes up, over all dates: a run that was believed dead and wakes up finds that a later one has a greater one.
 */
final class RunLock {

    /** After so long without a heartbeat a run of another host is believed dead. */
    private static final String STALE = " heartbeat_at < current_timestamp - interval '90' second";

    private final JdbcClient database;
    private final TransactionTemplate transaction;

    RunLock(JdbcClient database, TransactionTemplate transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /**
     * Takes the row of a date for a run that holds the lock of its file: who held it on this host is dead.
     *
     * @throws Busy where a run of another host has it
     */
    void take(LocalDate businessDate, RunHolder me, String host) {
        int taken = database.sql("update clientele_run_lock set run_id = :run, fencing_token = null, host = :host,"
                        + " pid = :pid, taken_at = :at, heartbeat_at = current_timestamp, is_held = true"
                        + " where business_date = :day and (is_held = false or host = :host or" + STALE + ")")
                .param("run", me.runId())
                .param("host", host)
                .param("pid", me.pid())
                .param("at", RunBook.utc(me.since()))
                .param("day", businessDate)
                .update();
        if (taken == 0 && !isFirst(businessDate, me, host)) {
            throw new Busy(
                    "run " + businessDate,
                    holder(businessDate).orElse(null),
                    List.of("on another host, which is alive"));
        }
    }

    private boolean isFirst(LocalDate businessDate, RunHolder me, String host) {
        try {
            database.sql("insert into clientele_run_lock (business_date, run_id, host, pid, taken_at, heartbeat_at,"
                            + " is_held) values (:day, :run, :host, :pid, :at, current_timestamp, true)")
                    .param("day", businessDate)
                    .param("run", me.runId())
                    .param("host", host)
                    .param("pid", me.pid())
                    .param("at", RunBook.utc(me.since()))
                    .update();
            return true;
        } catch (DuplicateKeyException held) {
            return false;
        }
    }

    private Optional<RunHolder> holder(LocalDate businessDate) {
        return database.sql("select run_id, pid, taken_at from clientele_run_lock where business_date = :day")
                .param("day", businessDate)
                .query((row, number) -> new RunHolder(
                        row.getString(1),
                        row.getLong(2),
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .optional();
    }

    /**
     * Gives a run that begins its token.
     *
     * @param published that of the version that readers see
     * @return greater than it, and than any that was given before
     */
    long token(LocalDate businessDate, String runId, long published) {
        Long token = transaction.execute(state -> {
            database.sql("update clientele_fencing set token = case when token > :published then token else"
                            + " cast(:published as bigint) end + 1")
                    .param("published", published)
                    .update();
            long next = database.sql("select token from clientele_fencing")
                    .query(Long.class)
                    .single();
            database.sql("update clientele_run_lock set fencing_token = :token, heartbeat_at = current_timestamp"
                            + " where business_date = :day and run_id = :run")
                    .param("token", next)
                    .param("day", businessDate)
                    .param("run", runId)
                    .update();
            return next;
        });
        if (token == null) {
            throw new IllegalStateException("no fencing token");
        }
        return token;
    }

    /**
     * Before a run publishes.
     *
     * @throws Refusal {@code FAILED} where another run has taken its date
     */
    void demand(LocalDate businessDate, String runId, long token) {
        boolean isHeld = database.sql("select count(*) from clientele_run_lock where business_date = :day and run_id ="
                                + " :run and fencing_token = :token and is_held = true")
                        .param("day", businessDate)
                        .param("run", runId)
                        .param("token", token)
                        .query(Long.class)
                        .single()
                == 1;
        if (!isHeld) {
            throw new Refusal(
                    Refusal.Kind.FAILED,
                    "Cannot publish " + businessDate + ": run " + runId + " stood still for so long that "
                            + holder(businessDate)
                                    .map(holder -> "run " + holder.runId() + " took its date")
                                    .orElse("its date was taken"));
        }
    }

    void beat(LocalDate businessDate, String runId) {
        database.sql("update clientele_run_lock set heartbeat_at = current_timestamp"
                        + " where business_date = :day and run_id = :run")
                .param("day", businessDate)
                .param("run", runId)
                .update();
    }

    void release(LocalDate businessDate, String runId) {
        database.sql("update clientele_run_lock set is_held = false where business_date = :day and run_id = :run")
                .param("day", businessDate)
                .param("run", runId)
                .update();
    }

    /** Whether a run of another host is alive. */
    boolean isAliveElsewhere(String runId, String host) {
        return database.sql("select count(*) from clientele_run_lock where run_id = :run and is_held = true and"
                                + " host <> :host and not (" + STALE + ")")
                        .param("run", runId)
                        .param("host", host)
                        .query(Long.class)
                        .single()
                > 0;
    }
}

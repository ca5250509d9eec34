package io.clientele.nightly;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The table of all runs. */
final class RunBook {

    /** As long as the column. */
    private static final int LONGEST_FAILURE = 8_000;

    private static final String ALIVE = " (status = 'WAITING' or status = 'RUNNING')";

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final RunListener listener;

    RunBook(JdbcClient database, TransactionTemplate transaction, RunListener listener) {
        this.database = database;
        this.transaction = transaction;
        this.listener = listener;
    }

    /** A run that has its business date for itself. */
    void enter(String runId, RunRequest request, String host, long pid, Instant requestedAt) {
        database.sql(
                        "insert into clientele_runs (run_id, business_date, is_full, triggered_by, requested_by, reason,"
                                + " backfill_id, status, host, pid, requested_at)"
                                + " values (:run, :day, :full, :trigger, :who, :reason, :backfill, 'WAITING', :host, :pid, :at)")
                .param("run", runId)
                .param("day", request.businessDate())
                .param("full", request.isFull())
                .param("trigger", request.trigger())
                .param("who", request.requestedBy())
                .param("reason", request.reason())
                .param("backfill", request.backfillId())
                .param("host", host)
                .param("pid", pid)
                .param("at", utc(requestedAt))
                .update();
    }

    /** It begins, and knows by what it is made. */
    void begin(
            String runId,
            NightId night,
            Map<String, String> fingerprints,
            @Nullable String versionBefore,
            long fencingToken,
            Instant beganAt) {
        database.sql("update clientele_runs set status = 'RUNNING', revision = :revision, models = :models,"
                        + " policies = :policies, sources = :sources, program = :program, version_before = :before,"
                        + " fencing_token = :token, began_at = :at where run_id = :run and status = 'WAITING'")
                .param("revision", night.revision())
                .param("models", fingerprints.get("models"))
                .param("policies", fingerprints.get("policies"))
                .param("sources", fingerprints.get("sources"))
                .param("program", ToolVersion.ofClientele())
                .param("before", versionBefore)
                .param("token", fencingToken)
                .param("at", utc(beganAt))
                .param("run", runId)
                .update();
    }

    /**
     * Its end, which it has but once.
     *
     * @return whether it had none yet
     */
    boolean end(String runId, RunStatus status, @Nullable String version, @Nullable String failure, Instant endedAt) {
        return Boolean.TRUE.equals(transaction.execute(state -> {
            int ended = database.sql("update clientele_runs set status = :status, version_after = :version,"
                            + " failure = :failure, ended_at = :at where run_id = :run and" + ALIVE)
                    .param("status", status.name())
                    .param("version", version)
                    .param("failure", shortened(failure))
                    .param("at", utc(endedAt))
                    .param("run", runId)
                    .update();
            if (ended == 1) {
                listener.ended(find(runId).orElseThrow());
            }
            return ended == 1;
        }));
    }

    static @Nullable String shortened(@Nullable String failure) {
        return failure == null || failure.length() <= LONGEST_FAILURE ? failure : failure.substring(0, LONGEST_FAILURE);
    }

    /**
     * Asks a run to stop.
     *
     * @return whether it was alive
     */
    boolean askToStop(String runId, String who) {
        return database.sql("update clientele_runs set stop_requested_by = :who where run_id = :run and" + ALIVE)
                        .param("who", who)
                        .param("run", runId)
                        .update()
                == 1;
    }

    boolean isToStop(String runId) {
        return database.sql("select count(*) from clientele_runs where run_id = :run and stop_requested_by is not null")
                        .param("run", runId)
                        .query(Long.class)
                        .single()
                == 1;
    }

    Optional<RunRecord> find(String runId) {
        return database.sql("select * from clientele_runs where run_id = :run")
                .param("run", runId)
                .query(RunBook::record)
                .optional();
    }

    List<RunRecord> alive() {
        return database.sql("select * from clientele_runs where" + ALIVE + " order by requested_at, run_id")
                .query(RunBook::record)
                .list();
    }

    /** The last run that has ended of each date that has any. */
    Map<LocalDate, RunRecord> lastEnded(LocalDate from, LocalDate to) {
        Map<LocalDate, RunRecord> last = new LinkedHashMap<>();
        database.sql("select * from clientele_runs where business_date between :from and :to and not" + ALIVE
                        + " order by requested_at, run_id")
                .param("from", from)
                .param("to", to)
                .query(RunBook::record)
                .list()
                .forEach(run -> last.put(run.businessDate(), run));
        return last;
    }

    List<RunRecord> list(RunFilter filter) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> parameters = new LinkedHashMap<>();
        if (filter.businessDate() != null) {
            conditions.add("business_date = :day");
            parameters.put("day", filter.businessDate());
        }
        if (filter.status() != null) {
            conditions.add("status = :status");
            parameters.put("status", filter.status().name());
        }
        if (filter.backfillId() != null) {
            conditions.add("backfill_id = :backfill");
            parameters.put("backfill", filter.backfillId());
        }
        return database.sql("select * from clientele_runs"
                        + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions))
                        + " order by requested_at desc, run_id desc limit :limit offset :offset")
                .params(parameters)
                .param("limit", filter.limit())
                .param("offset", filter.offset())
                .query(RunBook::record)
                .list();
    }

    private static RunRecord record(ResultSet row, int number) throws SQLException {
        return new RunRecord(
                text(row, "run_id"),
                row.getObject("business_date", LocalDate.class),
                row.getObject("revision", Long.class),
                row.getBoolean("is_full"),
                text(row, "triggered_by"),
                row.getString("requested_by"),
                row.getString("reason"),
                row.getString("backfill_id"),
                RunStatus.valueOf(text(row, "status")),
                row.getString("version_before"),
                row.getString("version_after"),
                fingerprints(row),
                row.getObject("fencing_token", Long.class),
                text(row, "host"),
                row.getLong("pid"),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                instant(row, "began_at"),
                instant(row, "ended_at"),
                row.getString("stop_requested_by"),
                row.getString("failure"));
    }

    private static Map<String, String> fingerprints(ResultSet row) throws SQLException {
        Map<String, String> fingerprints = new LinkedHashMap<>();
        for (String what : List.of("models", "policies", "program", "sources")) {
            String fingerprint = row.getString(what);
            if (fingerprint != null) {
                fingerprints.put(what, fingerprint);
            }
        }
        return fingerprints;
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return String.valueOf(row.getString(column));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}

package io.clientele.nightly;

import io.clientele.nightly.BackfillRecord.Day;
import io.clientele.nightly.BackfillRecord.DayStatus;
import io.clientele.nightly.BackfillRecord.Status;
import io.clientele.nightly.BackfillRequest.Selection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The tables of all backfills and of their days. */
final class BackfillBook {

    private final JdbcClient database;
    private final TransactionTemplate transaction;

    BackfillBook(JdbcClient database, TransactionTemplate transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    void enter(String backfillId, BackfillRequest request, List<LocalDate> days, Instant requestedAt) {
        transaction.executeWithoutResult(state -> {
            database.sql("insert into clientele_backfills (backfill_id, from_date, to_date, selection, requested_by,"
                            + " reason, triggered_by, requester_role, host, status, requested_at) values (:id, :from, :to,"
                            + " :selection, :who, :reason, :trigger, :role, :host, 'RUNNING', :at)")
                    .param("id", backfillId)
                    .param("from", request.from())
                    .param("to", request.to())
                    .param("selection", request.selection().name())
                    .param("who", request.requestedBy())
                    .param("reason", request.reason())
                    .param("trigger", request.trigger())
                    .param("role", request.role())
                    .param("host", Host.name())
                    .param("at", RunBook.utc(requestedAt))
                    .update();
            for (LocalDate day : days) {
                database.sql("insert into clientele_backfill_days (backfill_id, business_date, status)"
                                + " values (:id, :day, 'OPEN')")
                        .param("id", backfillId)
                        .param("day", day)
                        .update();
            }
        });
    }

    /** The last one of the same dates that has not come to its end. */
    Optional<BackfillRecord> unfinished(BackfillRequest request) {
        return database.sql("select backfill_id from clientele_backfills where from_date = :from and to_date = :to"
                        + " and selection = :selection and status in ('RUNNING', 'STOPPED')"
                        + " order by requested_at desc, backfill_id desc limit 1")
                .param("from", request.from())
                .param("to", request.to())
                .param("selection", request.selection().name())
                .query(String.class)
                .optional()
                .flatMap(this::find);
    }

    /** Only one is at work: those that were cut off before wait for being asked for again. */
    void setAsideOthers(String backfillId, Instant at) {
        database.sql("update clientele_backfills set status = 'STOPPED', ended_at = :at where status = 'RUNNING'"
                        + " and backfill_id <> :id")
                .param("at", RunBook.utc(at))
                .param("id", backfillId)
                .update();
    }

    /** It is at work again. */
    void resume(String backfillId) {
        database.sql("update clientele_backfills set status = 'RUNNING', ended_at = null, stop_requested_by = null,"
                        + " failure = null, host = :host where backfill_id = :id")
                .param("host", Host.name())
                .param("id", backfillId)
                .update();
    }

    /** Its end, unless it has one. */
    void end(String backfillId, Status status, @Nullable String failure, Instant endedAt) {
        database.sql("update clientele_backfills set status = :status, failure = :failure, ended_at = :at"
                        + " where backfill_id = :id and status = 'RUNNING'")
                .param("status", status.name())
                .param("failure", RunBook.shortened(failure))
                .param("at", RunBook.utc(endedAt))
                .param("id", backfillId)
                .update();
    }

    /**
     * Asks it to stop.
     *
     * @return whether it was at work, or cut off
     */
    boolean askToStop(String backfillId, String who) {
        return database.sql("update clientele_backfills set stop_requested_by = :who where backfill_id = :id"
                                + " and status = 'RUNNING'")
                        .param("who", who)
                        .param("id", backfillId)
                        .update()
                == 1;
    }

    boolean isToStop(String backfillId) {
        return find(backfillId)
                .filter(backfill -> backfill.stopRequestedBy() != null)
                .isPresent();
    }

    /** The last one of this host that came over the network and neither ended nor was stopped. */
    Optional<BackfillRecord> cutOff() {
        return database.sql("select backfill_id from clientele_backfills where status = 'RUNNING'"
                        + " and triggered_by = :network and stop_requested_by is null and host = :host"
                        + " order by requested_at desc, backfill_id desc limit 1")
                .param("network", BackfillRequest.NETWORK)
                .param("host", Host.name())
                .query(String.class)
                .optional()
                .flatMap(this::find);
    }

    void set(String backfillId, LocalDate day, DayStatus status, String runId) {
        database.sql("update clientele_backfill_days set status = :status, run_id = :run where backfill_id = :id and"
                        + " business_date = :day")
                .param("status", status.name())
                .param("run", runId)
                .param("id", backfillId)
                .param("day", day)
                .update();
    }

    Optional<BackfillRecord> find(String backfillId) {
        return database.sql("select * from clientele_backfills where backfill_id = :id")
                .param("id", backfillId)
                .query(this::record)
                .optional();
    }

    List<BackfillRecord> last(int limit) {
        return database.sql(
                        "select * from clientele_backfills order by requested_at desc, backfill_id desc limit :limit")
                .param("limit", limit)
                .query(this::record)
                .list();
    }

    private BackfillRecord record(ResultSet row, int number) throws SQLException {
        String id = row.getString("backfill_id");
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new BackfillRecord(
                id,
                new BackfillRequest(
                        row.getObject("from_date", LocalDate.class),
                        row.getObject("to_date", LocalDate.class),
                        Selection.valueOf(row.getString("selection")),
                        row.getString("requested_by"),
                        row.getString("reason"),
                        row.getString("triggered_by"),
                        row.getString("requester_role")),
                Status.valueOf(row.getString("status")),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getString("stop_requested_by"),
                row.getString("failure"),
                days(id));
    }

    private List<Day> days(String backfillId) {
        return database.sql("select business_date, status, run_id from clientele_backfill_days where backfill_id = :id"
                        + " order by business_date")
                .param("id", backfillId)
                .query((row, number) -> new Day(
                        row.getObject(1, LocalDate.class), DayStatus.valueOf(row.getString(2)), row.getString(3)))
                .list();
    }
}

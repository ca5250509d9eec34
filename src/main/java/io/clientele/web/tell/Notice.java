package io.clientele.web.tell;

import io.clientele.nightly.RunRecord;
import io.clientele.schedule.NightCalendar.Due;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What people are told, once.
 *
 * @param key names it and no other, so that who gets it twice can tell
 * @param subject in a line
 * @param body all of it, without personal data
 */
record Notice(String key, String subject, String body, Instant createdAt) {

    /** The digest of a run that has ended. */
    static Notice of(RunRecord run, Instant now) {
        String ended = run.status().name().toLowerCase(Locale.ROOT);
        StringBuilder body = new StringBuilder();
        line(body, "Run", run.runId());
        line(body, "Business date", run.businessDate() + (run.revision() == null ? "" : " revision " + run.revision()));
        line(body, "Begun by", run.trigger() + (run.requestedBy() == null ? "" : ", " + run.requestedBy()));
        line(body, "Ended", ended + " at " + run.endedAt());
        line(body, "Readers saw", run.versionBefore());
        line(body, "It published", run.versionAfter());
        if (run.failure() != null) {
            body.append('\n').append(run.failure()).append('\n');
        }
        return new Notice("run:" + run.runId(), "Night of " + run.businessDate() + ": " + ended, body.toString(), now);
    }

    /** That a night is late. */
    static Notice of(Due night, Instant now) {
        return new Notice(
                "late:" + night.businessDate(),
                "Night of " + night.businessDate() + ": late",
                "The night of " + night.businessDate() + " was due at " + night.dueAt() + " and is not published.\n",
                now);
    }

    /** An event of a run's lineage; the event itself is in the run's file. */
    static Notice of(LineageKey key, Instant time) {
        String what = key.place() == 0 ? "start" : "end";
        return new Notice(key.toString(), "Lineage of run " + key.runId() + ", its " + what, "", time);
    }

    private static void line(StringBuilder body, String label, @Nullable String value) {
        if (value != null) {
            body.append(String.format(Locale.ROOT, "%-14s %s\n", label, value));
        }
    }
}

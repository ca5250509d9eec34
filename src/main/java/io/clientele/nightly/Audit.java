package io.clientele.nightly;

import io.clientele.model.Refusal;
import io.clientele.publish.AuditLog;
import io.clientele.publish.AuditLog.Change;
import io.clientele.publish.AuditLog.Trail;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Who changed what, by which door, and why. It is told before the change takes place. */
public final class Audit {

    private final AuditLog log;

    public Audit(NightSettings settings) {
        this.log = new AuditLog(settings.state().resolve("audit.jsonl"));
    }

    /** Tells of a change. */
    public void tell(Actor actor, String action, String subject, @Nullable String reason, @Nullable String detail) {
        tell(actor, action, subject, reason, detail, null, null);
    }

    /**
     * Tells of a change of what readers are shown.
     *
     * @param before the version that they were shown
     * @param after the version that they will be
     */
    void tell(
            Actor actor,
            String action,
            String subject,
            @Nullable String reason,
            @Nullable String detail,
            @Nullable String before,
            @Nullable String after) {
        log.add(new Change(
                WallClock.now(),
                actor.name(),
                action,
                subject,
                reason,
                detail,
                actor.trigger(),
                actor.role(),
                before,
                after));
    }

    /**
     * All that was told.
     *
     * @throws Refusal {@code GATE} where a line is not as it was written
     */
    public Trail trail() {
        try {
            return log.trail();
        } catch (UncheckedIOException damaged) {
            throw new Refusal(Refusal.Kind.GATE, String.valueOf(damaged.getMessage()), damaged);
        }
    }

    AuditLog log() {
        return log;
    }
}

package io.clientele.nightly;

import io.clientele.publish.GateOverride;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for.
 *
 * @param isFull a new revision, whatever there is already; it needs a reason
 * @param trigger cli, schedule, api or backfill
 * @param requestedBy who asks, for the record
 * @param reason in the asker's words, for the record
 * @param backfillId the backfill that it is a day of
 * @param overrides of gates that may stop the night
 */
public record RunRequest(
        LocalDate businessDate,
        boolean isFull,
        String trigger,
        @Nullable String requestedBy,
        @Nullable String reason,
        @Nullable String backfillId,
        List<GateOverride> overrides) {

    /** A request of nobody in particular, that overrides no gate. */
    public RunRequest(LocalDate businessDate, boolean isFull, String trigger, @Nullable String reason) {
        this(businessDate, isFull, trigger, null, reason, null, List.of());
    }
}

package io.clientele.nightly;

import io.clientele.publish.GateOverride;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for.
 *
 * @param isFull a new revision, whatever there is already
 * @param trigger cli, schedule or api
 * @param reason in the asker's words, for the record
 * @param overrides of gates that may stop the night
 */
public record RunRequest(
        LocalDate businessDate,
        boolean isFull,
        String trigger,
        @Nullable String reason,
        List<GateOverride> overrides) {

    /** A request that overrides no gate. */
    public RunRequest(LocalDate businessDate, boolean isFull, String trigger, @Nullable String reason) {
        this(businessDate, isFull, trigger, reason, List.of());
    }
}

package io.clientele.nightly;

import io.clientele.model.Refusal;
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
 * @param role what the asker may over the network; null elsewhere
 */
public record RunRequest(
        LocalDate businessDate,
        boolean isFull,
        String trigger,
        @Nullable String requestedBy,
        @Nullable String reason,
        @Nullable String backfillId,
        List<GateOverride> overrides,
        @Nullable String role) {

    /** A request that does not come over the network. */
    public RunRequest(
            LocalDate businessDate,
            boolean isFull,
            String trigger,
            @Nullable String requestedBy,
            @Nullable String reason,
            @Nullable String backfillId,
            List<GateOverride> overrides) {
        this(businessDate, isFull, trigger, requestedBy, reason, backfillId, overrides, null);
    }

    /** A request of nobody in particular, that overrides no gate. */
    public RunRequest(LocalDate businessDate, boolean isFull, String trigger, @Nullable String reason) {
        this(businessDate, isFull, trigger, null, reason, null, List.of());
    }

    /**
     * Somebody's word for gates that may stop a night.
     *
     * @throws Refusal {@code USAGE} where there is no reason
     */
    public static List<GateOverride> overrides(List<String> gates, @Nullable String reason, String by) {
        if (gates.isEmpty()) {
            return List.of();
        }
        if (reason == null || reason.isBlank()) {
            throw new Refusal(
                    Refusal.Kind.USAGE,
                    "Cannot override " + String.join(", ", gates) + " without a reason: say it with --reason");
        }
        return gates.stream().map(gate -> new GateOverride(gate, reason, by)).toList();
    }

    /** Who asks; the trigger itself where nobody does. */
    Actor actor() {
        return new Actor(requestedBy == null ? trigger : requestedBy, trigger, role);
    }

    /** What is asked, for the record. */
    String words() {
        return "business_date=" + businessDate + (isFull ? " full" : "")
                + (backfillId == null ? "" : " backfill=" + backfillId)
                + (overrides.isEmpty() ? "" : " overrides=" + overrides.size());
    }
}

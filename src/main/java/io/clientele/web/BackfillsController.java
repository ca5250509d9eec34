package io.clientele.web;

import io.clientele.model.Refusal;
import io.clientele.nightly.Actor;
import io.clientele.nightly.BackfillRecord;
import io.clientele.nightly.BackfillRequest;
import io.clientele.nightly.BackfillRequest.Selection;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Backfills: which there were, and new ones. */
@RestController
final class BackfillsController {

    private static final String BACKFILLS = "/api/v1/backfills";

    private final RunDesk desk;

    BackfillsController(RunDesk desk) {
        this.desk = desk;
    }

    /**
     * What is asked for.
     *
     * @param from the first business date, and {@code to} the last one
     * @param selection null for all dates that are not published
     * @param dryRun only to see the dates
     */
    record Wanted(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable Selection selection,
            @Nullable String reason,
            @Nullable Boolean dryRun) {}

    /** The dates that a backfill would run. */
    record Dates(List<LocalDate> dates) {}

    @GetMapping(BACKFILLS)
    Page<BackfillRecord> list(
            @RequestParam(defaultValue = "50") int limit, @RequestParam(defaultValue = "0") int offset) {
        Page.Wanted wanted = new Page.Wanted(limit, offset);
        return wanted.from(desk.backfills(wanted.end()));
    }

    @GetMapping(BACKFILLS + "/{backfillId}")
    BackfillRecord show(@PathVariable String backfillId) {
        return desk.backfill(backfillId).orElseThrow(() -> new Missing("backfill " + backfillId));
    }

    /** One that was cut off or stopped goes on when the same dates are asked for again. */
    @PostMapping(BACKFILLS)
    ResponseEntity<Object> begin(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Wanted wanted) {
        BackfillRequest request = request(wanted);
        if (Boolean.TRUE.equals(wanted.dryRun())) {
            return ResponseEntity.ok(new Dates(desk.dates(request)));
        }
        BackfillRecord backfill = desk.begin(key, request);
        return ResponseEntity.accepted()
                .location(URI.create(BACKFILLS + "/" + backfill.backfillId()))
                .body(backfill);
    }

    @PostMapping(BACKFILLS + "/{backfillId}/stop")
    ResponseEntity<BackfillRecord> stop(@PathVariable String backfillId) {
        show(backfillId);
        if (!desk.stopBackfill(backfillId)) {
            throw new Refusal(Refusal.Kind.STOPPED, "Cannot stop " + backfillId + ": it has ended");
        }
        return ResponseEntity.accepted().body(show(backfillId));
    }

    private static BackfillRequest request(Wanted wanted) {
        if (wanted.from() == null || wanted.to() == null) {
            throw new Refusal(Refusal.Kind.USAGE, "Cannot backfill: it needs the dates from and to");
        }
        Actor asker = Asker.now();
        return new BackfillRequest(
                wanted.from(),
                wanted.to(),
                wanted.selection() == null ? Selection.UNPUBLISHED : wanted.selection(),
                asker.name(),
                wanted.reason(),
                asker.trigger(),
                asker.role());
    }
}

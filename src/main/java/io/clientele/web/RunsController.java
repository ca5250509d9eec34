package io.clientele.web;

import io.clientele.model.Refusal;
import io.clientele.nightly.Actor;
import io.clientele.nightly.NightSettings;
import io.clientele.nightly.RunFilter;
import io.clientele.nightly.RunPlan;
import io.clientele.nightly.RunRecord;
import io.clientele.nightly.RunRequest;
import io.clientele.nightly.RunStatus;
import io.clientele.nightly.WallClock;
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

/** Runs: which there were, and new ones. */
@RestController
final class RunsController {

    private static final String RUNS = "/api/v1/runs";

    private final NightSettings settings;
    private final RunDesk desk;

    RunsController(NightSettings settings, RunDesk desk) {
        this.settings = settings;
        this.desk = desk;
    }

    /**
     * What is asked for.
     *
     * @param businessDate null for the day that {@code ./clientele run} would be for
     * @param full a new revision, whatever there is already; it needs a reason
     * @param overrides names of gates that may stop it; it needs a reason, and an admin's token
     */
    record Trigger(
            @Nullable LocalDate businessDate,
            @Nullable Boolean full,
            @Nullable String reason,
            @Nullable List<String> overrides) {}

    @GetMapping(RUNS)
    Page<RunRecord> list(
            @RequestParam(required = false) @Nullable LocalDate businessDate,
            @RequestParam(required = false) @Nullable RunStatus status,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "0") int offset) {
        Page.Wanted wanted = new Page.Wanted(limit, offset);
        return wanted.of(desk.runs(new RunFilter(businessDate, status, null, limit + 1, offset)));
    }

    @GetMapping(RUNS + "/{runId}")
    RunRecord show(@PathVariable String runId) {
        return desk.run(runId).orElseThrow(() -> new Missing("run " + runId));
    }

    @PostMapping(RUNS)
    ResponseEntity<RunRecord> begin(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Trigger trigger) {
        RunRecord record = desk.begin(key, request(trigger));
        return ResponseEntity.accepted()
                .location(URI.create(RUNS + "/" + record.runId()))
                .body(record);
    }

    @PostMapping(RUNS + "/{runId}/stop")
    ResponseEntity<RunRecord> stop(@PathVariable String runId) {
        show(runId);
        if (!desk.stop(runId)) {
            throw new Refusal(Refusal.Kind.STOPPED, "Cannot stop " + runId + ": it has ended");
        }
        return ResponseEntity.accepted().body(show(runId));
    }

    /** What the run wrote of its steps, a line each. */
    @GetMapping(RUNS + "/{runId}/log")
    Page<String> log(
            @PathVariable String runId,
            @RequestParam(defaultValue = "500") int limit,
            @RequestParam(defaultValue = "0") int offset) {
        show(runId);
        return new Page.Wanted(limit, offset).from(desk.log(runId));
    }

    @GetMapping("/api/v1/plan")
    RunPlan plan(
            @RequestParam(required = false) @Nullable LocalDate businessDate,
            @RequestParam(defaultValue = "false") boolean full) {
        return desk.plan(request(new Trigger(businessDate, full, "to see the plan", null)));
    }

    private RunRequest request(Trigger trigger) {
        Actor asker = Asker.now();
        return new RunRequest(
                businessDate(trigger),
                Boolean.TRUE.equals(trigger.full()),
                asker.trigger(),
                asker.name(),
                trigger.reason(),
                null,
                RunRequest.overrides(
                        trigger.overrides() == null ? List.of() : trigger.overrides(), trigger.reason(), asker.name()),
                asker.role());
    }

    private LocalDate businessDate(Trigger trigger) {
        if (trigger.businessDate() != null) {
            return trigger.businessDate();
        }
        return settings.businessDate() == null
                ? WallClock.yesterday(settings.businessTimeZone())
                : settings.businessDate();
    }
}

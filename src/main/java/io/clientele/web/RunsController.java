package io.clientele.web;

import io.clientele.model.Refusal;
import io.clientele.nightly.BackfillRecord;
import io.clientele.nightly.NightSettings;
import io.clientele.nightly.RunFilter;
import io.clientele.nightly.RunLauncher;
import io.clientele.nightly.RunPlan;
import io.clientele.nightly.RunRecord;
import io.clientele.nightly.RunRequest;
import io.clientele.nightly.RunStatus;
import io.clientele.nightly.WallClock;
import java.net.URI;
import java.security.Principal;
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
    private static final String KEY = "[A-Za-z0-9_-]{1,64}";

    private final NightSettings settings;
    private final RunLauncher launcher;
    private final RunRequests requests;

    RunsController(NightSettings settings, RunLauncher launcher, RunRequests requests) {
        this.settings = settings;
        this.launcher = launcher;
        this.requests = requests;
    }

    /**
     * What is asked for.
     *
     * @param businessDate null for the day that {@code ./clientele run} would be for
     * @param full a new revision, whatever there is already; it needs a reason
     */
    record Trigger(
            @Nullable LocalDate businessDate,
            @Nullable Boolean full,
            @Nullable String reason) {}

    @GetMapping(RUNS)
    Page<RunRecord> list(
            @RequestParam(required = false) @Nullable LocalDate businessDate,
            @RequestParam(required = false) @Nullable RunStatus status,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "0") int offset) {
        Page.Wanted wanted = new Page.Wanted(limit, offset);
        return wanted.of(launcher.list(new RunFilter(businessDate, status, null, limit + 1, offset)));
    }

    @GetMapping(RUNS + "/{runId}")
    RunRecord show(@PathVariable String runId) {
        return launcher.find(runId).orElseThrow(() -> new Missing("run " + runId));
    }

    @PostMapping(RUNS)
    ResponseEntity<RunRecord> begin(
            @RequestHeader("Idempotency-Key") String key, @RequestBody Trigger trigger, Principal asker) {
        if (!key.matches(KEY)) {
            throw new Refusal(Refusal.Kind.USAGE, "Cannot run: an Idempotency-Key is " + KEY);
        }
        RunRecord record = requests.submit(asker.getName(), key, request(trigger, asker.getName()));
        return ResponseEntity.accepted()
                .location(URI.create(RUNS + "/" + record.runId()))
                .body(record);
    }

    @PostMapping(RUNS + "/{runId}/stop")
    ResponseEntity<RunRecord> stop(@PathVariable String runId, Principal asker) {
        show(runId);
        if (!launcher.stop(runId, asker.getName())) {
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
        return new Page.Wanted(limit, offset).from(launcher.log(runId));
    }

    @GetMapping("/api/v1/backfills")
    Page<BackfillRecord> backfills(
            @RequestParam(defaultValue = "50") int limit, @RequestParam(defaultValue = "0") int offset) {
        Page.Wanted wanted = new Page.Wanted(limit, offset);
        return wanted.from(launcher.backfills(offset + limit + 1));
    }

    @GetMapping("/api/v1/backfills/{backfillId}")
    BackfillRecord backfill(@PathVariable String backfillId) {
        return launcher.findBackfill(backfillId).orElseThrow(() -> new Missing("backfill " + backfillId));
    }

    @GetMapping("/api/v1/plan")
    RunPlan plan(
            @RequestParam(required = false) @Nullable LocalDate businessDate,
            @RequestParam(defaultValue = "false") boolean full) {
        return launcher.plan(request(new Trigger(businessDate, full, "to see the plan"), "nobody"));
    }

    private RunRequest request(Trigger trigger, String asker) {
        return new RunRequest(
                businessDate(trigger),
                Boolean.TRUE.equals(trigger.full()),
                "api",
                asker,
                trigger.reason(),
                null,
                List.of());
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

package io.clientele.web;

import io.clientele.nightly.BackfillRecord;
import io.clientele.nightly.BackfillRequest;
import io.clientele.nightly.RunFilter;
import io.clientele.nightly.RunLauncher;
import io.clientele.nightly.RunPlan;
import io.clientele.nightly.RunRecord;
import io.clientele.nightly.RunRequest;
import io.clientele.nightly.StepListener;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;

/** Runs and backfills for who asks over the network. */
@PreAuthorize(Needs.NOBODY)
class RunDesk {

    private final RunLauncher launcher;
    private final RunRequests requests;

    RunDesk(RunLauncher launcher, RunRequests requests) {
        this.launcher = launcher;
        this.requests = requests;
    }

    @PreAuthorize(Needs.VIEWER)
    List<RunRecord> runs(RunFilter filter) {
        return launcher.list(filter);
    }

    @PreAuthorize(Needs.VIEWER)
    Optional<RunRecord> run(String runId) {
        return launcher.find(runId);
    }

    @PreAuthorize(Needs.VIEWER)
    List<String> log(String runId) {
        return launcher.log(runId);
    }

    @PreAuthorize(Needs.VIEWER)
    RunPlan plan(RunRequest asked) {
        return launcher.plan(asked);
    }

    /** Begins a run, or gives the one that was begun under this key. */
    @PreAuthorize(Needs.TO_BEGIN)
    RunRecord begin(@Nullable String key, RunRequest asked) {
        String words = asked.businessDate() + "|" + asked.isFull() + "|" + asked.reason()
                + (asked.overrides().isEmpty() ? "" : "|" + asked.overrides());
        String runId = requests.once(Asker.now().name(), key, words, () -> launcher.submit(asked, StepListener.UNHEARD)
                .runId());
        return launcher.find(runId).orElseThrow(() -> new Missing("run " + runId));
    }

    /** @return whether it was alive */
    @PreAuthorize(Needs.OPERATOR)
    boolean stop(String runId) {
        return launcher.stop(runId, Asker.now());
    }

    @PreAuthorize(Needs.VIEWER)
    List<BackfillRecord> backfills(int limit) {
        return launcher.backfills().list(limit);
    }

    @PreAuthorize(Needs.VIEWER)
    Optional<BackfillRecord> backfill(String backfillId) {
        return launcher.backfills().find(backfillId);
    }

    /** Which dates it would run. */
    @PreAuthorize(Needs.OPERATOR)
    List<LocalDate> dates(BackfillRequest asked) {
        return launcher.backfills().plan(asked);
    }

    /** Begins a backfill or goes on with it, or gives the one that was begun under this key. */
    @PreAuthorize(Needs.OPERATOR)
    BackfillRecord begin(@Nullable String key, BackfillRequest asked) {
        String words = "backfill|" + asked.from() + "|" + asked.to() + "|" + asked.selection() + "|" + asked.reason();
        String backfillId = requests.once(Asker.now().name(), key, words, () -> launcher.backfills()
                .submit(asked, StepListener.UNHEARD)
                .backfillId());
        return launcher.backfills().find(backfillId).orElseThrow(() -> new Missing("backfill " + backfillId));
    }

    /** @return whether it was at work, or cut off */
    @PreAuthorize(Needs.OPERATOR)
    boolean stopBackfill(String backfillId) {
        return launcher.backfills().stop(backfillId, Asker.now());
    }
}

package io.clientele.web.tell;

import io.clientele.model.ColumnLineage;
import io.clientele.model.Refusal;
import io.clientele.nightly.RunFilter;
import io.clientele.nightly.RunLauncher;
import io.clientele.nightly.RunRecord;
import io.clientele.nightly.RunStatus;
import io.clientele.publish.PublishedMarts;
import io.clientele.publish.Version;
import io.clientele.schedule.Chore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of each run as OpenLineage has them: one START and, at its end, one COMPLETE, FAIL or ABORT, in a file for each run, a line
 * each. They follow from the records of the runs, so those of a run that was killed or began elsewhere are written too, and none is
 * written twice. A receiver, where there is one, gets each of them out of the files; no run waits for it.
 */
final class Lineage implements Chore {

    /** The last so many runs are looked at. */
    private static final int RUNS = 500;

    private static final Logger LOG = LoggerFactory.getLogger(Lineage.class);

    private final LineageFiles files;
    private final RunLauncher launcher;
    private final PublishedMarts marts;
    private final ZoneId businessZone;
    private final Deliveries deliveries;
    private final Optional<LineageChannel> receiver;

    /** What {@code jobs/} says in this minute, once somebody needed it. */
    private @Nullable ColumnLineage read;

    Lineage(
            LineageFiles files,
            RunLauncher launcher,
            PublishedMarts marts,
            ZoneId businessZone,
            Deliveries deliveries,
            Optional<LineageChannel> receiver) {
        this.files = files;
        this.launcher = launcher;
        this.marts = marts;
        this.businessZone = businessZone;
        this.deliveries = deliveries;
        this.receiver = receiver;
    }

    @Override
    public String name() {
        return "the lineage of runs";
    }

    @Override
    public void run() {
        List<RunRecord> runs = launcher.list(RunFilter.last(RUNS));
        read = null;
        try {
            for (RunRecord run : runs) {
                write(run);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the lineage of runs to " + files.folder(), e);
        }
        receiver.ifPresent(channel -> post(runs, channel));
    }

    private static int events(RunRecord run) {
        return run.status().isEnd() ? 2 : run.status() == RunStatus.RUNNING ? 1 : 0;
    }

    private void write(RunRecord run) throws IOException {
        int wanted = events(run);
        if (files.count(run.runId()) >= wanted) {
            return;
        }
        LineageEvents events = new LineageEvents(run, businessZone);
        files.write(
                run.runId(),
                wanted == 1
                        ? List.of(events.start())
                        : List.of(events.start(), events.end(version(run), columns(run))));
    }

    private void post(List<RunRecord> runs, LineageChannel channel) {
        Instant since = deliveries.since(Topic.LINEAGE);
        Set<String> kept = deliveries.lineageKeys();
        for (RunRecord run : runs) {
            boolean isOver = run.endedAt() != null && run.endedAt().isBefore(since);
            for (int place = 0; place < (isOver ? 0 : events(run)); place++) {
                LineageKey key = new LineageKey(run.runId(), place);
                if (!kept.contains(key.toString())) {
                    deliveries.keep(Notice.of(key, LineageEvents.time(run, place)));
                }
            }
        }
        deliveries.deliver(channel);
    }

    /** What the columns of the run's marts come from; nothing where its models are not what they were, or cannot be read any more. */
    private Optional<ColumnLineage> columns(RunRecord run) {
        try {
            ColumnLineage lineage = read == null ? launcher.lineage() : read;
            read = lineage;
            return lineage.models().equals(run.fingerprints().get("models")) ? Optional.of(lineage) : Optional.empty();
        } catch (Refusal unreadable) {
            LOG.warn("The lineage of run {} is without its inputs: {}", run.runId(), unreadable.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Version> version(RunRecord run) {
        return run.versionAfter() == null ? Optional.empty() : marts.find(run.versionAfter());
    }
}

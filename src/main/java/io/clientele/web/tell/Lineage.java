package io.clientele.web.tell;

import io.clientele.model.Catalogue;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The events of each run as OpenLineage has them: one START and, at its end, one COMPLETE, FAIL or ABORT, in a file for each run, a line
 * each. They follow from the records of the runs, so those of a run that was killed or began elsewhere are written too, and none is
 * written twice.
 */
final class Lineage implements Chore {

    /** The last so many runs are looked at. */
    private static final int RUNS = 500;

    private static final Logger LOG = LoggerFactory.getLogger(Lineage.class);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final RunLauncher launcher;
    private final PublishedMarts marts;
    private final ZoneId businessZone;

    Lineage(Path folder, RunLauncher launcher, PublishedMarts marts, ZoneId businessZone) {
        this.folder = folder;
        this.launcher = launcher;
        this.marts = marts;
        this.businessZone = businessZone;
    }

    @Override
    public String name() {
        return "the lineage of runs";
    }

    @Override
    public void run() {
        try {
            Files.createDirectories(folder);
            for (RunRecord run : launcher.list(RunFilter.last(RUNS))) {
                write(run);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the lineage of runs to " + folder, e);
        }
    }

    private void write(RunRecord run) throws IOException {
        Path file = folder.resolve(run.runId() + ".jsonl");
        int wanted = run.status().isEnd() ? 2 : run.status() == RunStatus.RUNNING ? 1 : 0;
        if (wanted == 0 || Files.exists(file) && Files.readAllLines(file).size() >= wanted) {
            return;
        }
        LineageEvents events = new LineageEvents(run, businessZone);
        List<ObjectNode> lines =
                wanted == 1 ? List.of(events.start()) : List.of(events.start(), events.end(version(run), origins(run)));
        Path aside = folder.resolve(run.runId() + ".tmp");
        Files.writeString(
                aside, lines.stream().map(JSON::writeValueAsString).collect(Collectors.joining("\n", "", "\n")));
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The tables that the run read; none where its models are not what they were, or cannot be read any more. */
    private List<String> origins(RunRecord run) {
        try {
            Catalogue catalogue = launcher.catalogue();
            boolean isSame = catalogue.fingerprint().equals(run.fingerprints().get("models"));
            return isSame ? Origins.of(catalogue) : List.of();
        } catch (Refusal unreadable) {
            LOG.warn("The lineage of run {} is without its inputs: {}", run.runId(), unreadable.getMessage());
            return List.of();
        }
    }

    private Optional<Version> version(RunRecord run) {
        return run.versionAfter() == null ? Optional.empty() : marts.find(run.versionAfter());
    }
}

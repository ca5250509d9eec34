package io.clientele.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path file;
    private AuditLog log;

    @BeforeEach
    void write() {
        file = folder.resolve("state/audit.jsonl");
        log = new AuditLog(file);
        for (int number = 0; number < 20; number++) {
            log.add(new AuditLog.Change(
                    Instant.ofEpochSecond(1_795_000_000L + number),
                    "anna",
                    "rollback",
                    "v" + number,
                    "wrong \"rates\"\n",
                    null));
        }
    }

    @Test
    void twentyChangesAreReadAsTheyWereWritten() {
        assertThat(log.changes())
                .hasSize(20)
                .extracting(AuditLog.Change::subject)
                .startsWith("v0", "v1")
                .endsWith("v19");
        assertThat(log.changes()).allMatch(change -> "wrong \"rates\"\n".equals(change.reason()));
    }

    @Test
    void eightThreadsLose0OfTheir200LinesAndBreakNoChain() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int number = 0; number < 200; number++) {
                String subject = "w" + number;
                all.add(writers.submit(
                        () -> log.add(new AuditLog.Change(Instant.EPOCH, "otto", "run", subject, null, null))));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            writers.shutdown();
        }

        assertThat(log.changes()).hasSize(220);
        assertThat(log.changes().stream().map(AuditLog.Change::subject).distinct())
                .hasSize(220);
    }

    @Test
    void aLineThatAKillCutOffIsNoneAndTheNextOneTakesItsPlace() throws IOException {
        Files.writeString(file, Files.readString(file) + "{\"change\":{\"act");

        assertThat(log.changes()).hasSize(20);
        log.add(new AuditLog.Change(Instant.EPOCH, "otto", "run", "r1", null, null));
        assertThat(log.changes()).hasSize(21);
    }

    @Test
    void linesOfTheFirstReleaseAreStillReadAndFollowed() throws IOException {
        String first = "{\"change\":{\"action\":\"rollback\",\"actor\":\"anna\",\"at\":\"2026-11-20T00:00:00Z\","
                + "\"detail\":null,\"reason\":null,\"subject\":\"v0\"},\"previous\":\"" + "0".repeat(64) + "\"}\n";
        Files.writeString(file, first);
        log.add(new AuditLog.Change(Instant.EPOCH, "otto", "run", "r1", null, "full", "api", "ADMIN", "v0", "v1"));

        assertThat(log.changes())
                .extracting(change -> change.actor() + " " + change.trigger() + " " + change.after())
                .containsExactly("anna null null", "otto api v1");
    }

    @Test
    void whoNotedTheHeadFindsThatTheLastLineWasTakenOff() throws IOException {
        String noted = log.trail().head();
        assertThat(log.trail().knows(noted)).isTrue();
        List<String> lines = Files.readAllLines(file);

        Files.write(file, lines.subList(0, 19));

        assertThat(log.changes()).hasSize(19);
        assertThat(log.trail().knows(noted)).isFalse();
    }

    @Test
    void of100LinesThatWereChangedTakenOutOrSwapped100AreFound() throws IOException {
        Random random = new Random(20261120);
        List<String> whole = Files.readAllLines(file);
        for (int trial = 0; trial < 100; trial++) {
            List<String> lines = new ArrayList<>(whole);
            int at = random.nextInt(lines.size() - 1);
            switch (trial % 3) {
                case 0 -> lines.set(at, lines.get(at).replace("anna", "otto"));
                case 1 -> lines.remove(at);
                default -> lines.set(at, lines.set(at + 1, lines.get(at)));
            }
            Files.write(file, lines);

            assertThatThrownBy(log::changes)
                    .as("trial %d, line %d", trial, at)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("does not follow the line before it");
        }
    }
}

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

package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Threads that are interrupted while they write or wait, over a real H2 file. */
@Timeout(120)
class InterruptedMetadataTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static void write(FileStore store, int number) throws SQLException {
        try (Connection connection = store.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into notes values (" + number + ", repeat('x', 20000))");
        }
    }

    private static long count(FileStore store) throws SQLException {
        try (Connection connection = store.getConnection()) {
            return Long.parseLong(LittleHouse.answers(connection, "select count(*) from notes")
                    .get(0));
        }
    }

    private static void inAnother(Interrupted work) throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (SQLException | RuntimeException | Error e) {
                failure.set(e);
            }
        });
        thread.start();
        thread.join();
        assertThat(failure.get()).isNull();
    }

    /** What a thread does. */
    private interface Interrupted {
        void run() throws SQLException;
    }

    @Test
    void of50ThreadsThatAreInterruptedWhileTheyWrite50HaveWrittenAndNobodyElseLosesTheFile() throws Exception {
        try (FileStore store = FileStore.at(folder.resolve("metadata"));
                Connection reader = store.getConnection()) {
            LittleHouse.execute(reader, "create table notes (number int primary key, text varchar)");
            for (int number = 0; number < 50; number++) {
                int mine = number;
                inAnother(() -> {
                    Thread.currentThread().interrupt();
                    write(store, mine);
                });
                assertThat(LittleHouse.answers(reader, "select count(*) from notes"))
                        .containsExactly(String.valueOf(number + 1));
            }
        }
        try (FileStore again = FileStore.at(folder.resolve("metadata"))) {
            assertThat(count(again)).isEqualTo(50);
        }
    }

    @Test
    void whoIsInterruptedWhileWaitingForItsTurnGetsItAndSpoilsNobodyElses() throws Exception {
        Path file = folder.resolve("metadata");
        try (FileStore store = FileStore.at(file)) {
            try (Connection first = store.getConnection()) {
                LittleHouse.execute(first, "create table notes (number int primary key, text varchar)");
            }
        }
        CountDownLatch interrupted = new CountDownLatch(1);
        try (FileStore store = FileStore.at(file)) {
            inAnother(() -> {
                Thread.currentThread().interrupt();
                write(store, 1);
                interrupted.countDown();
            });
            write(store, 2);

            assertThat(interrupted.getCount()).isZero();
            assertThat(count(store)).isEqualTo(2);
        }
    }
}

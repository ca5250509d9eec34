package io.clientele.nightly;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.Application;
import io.clientele.servers.PostgreSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks for passwords in every byte that three nights leave behind: one that ends well, one let in by nobody, one betrayed. */
class SecretsTest {

    private static final String WRONG = "another-password-of-nobody";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** What a night in a process of its own has said, and with which words it was called. */
    private record Called(int exitCode, String said, String command) {}

    @Test
    void noPasswordIsWrittenAnywhere() throws Exception {
        String url = PostgreSql.database("secrets");
        try (Connection source = PostgreSql.connect(url)) {
            LittleHouse.execute(
                    source,
                    "create table orders as select i::bigint as order_id, 'C' || i as customer, date '2026-11-01' as"
                            + " ordered_on, 'EUR' as currency_code, 1.0 as amount, 'fine' as note, now()::timestamp as changed_at"
                            + " from generate_series(1, 3) as i",
                    "create function betray() returns text language plpgsql as 'begin raise exception ''you are "
                            + PostgreSql.PASSWORD + "''; end'");
        }
        LittleHouse house = LittleHouse.of(folder.resolve("house"), url);

        Called good = run(house, "2026-11-20");
        house.database("password", "${CLIENTELE_WRONG_PASSWORD}");
        Called refused = run(house, "2026-11-21");
        house.database("password", "${CLIENTELE_TEST_PASSWORD}");
        house.query(LittleHouse.QUERY.replace("note", "betray() as note"));
        Called betrayed = run(house, "2026-11-22");

        assertThat(good.exitCode()).as(good.said()).isZero();
        assertThat(refused.exitCode()).as(refused.said()).isEqualTo(2);
        assertThat(refused.said()).contains("password authentication failed for user \"reader\"");
        assertThat(betrayed.said()).contains("you are ***").contains("The marts still show 2026-11-20");
        for (Called called : List.of(good, refused, betrayed)) {
            assertThat(called.command()).contains("--config").doesNotContain(PostgreSql.PASSWORD, WRONG);
            assertThat(called.said()).doesNotContain(PostgreSql.PASSWORD, WRONG);
        }
        List<String> withSecret = new ArrayList<>();
        List<String> withFailure = new ArrayList<>();
        try (Stream<Path> files = Files.walk(house.data())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, ISO_8859_1);
                if (bytes.contains(PostgreSql.PASSWORD) || bytes.contains(WRONG)) {
                    withSecret.add(file.toString());
                }
                if (bytes.contains("you are ***")) {
                    withFailure.add(file.getFileName().toString());
                }
            }
        }
        assertThat(withSecret).isEmpty();
        assertThat(withFailure).contains("metadata.mv.db");
    }

    private static Called run(LittleHouse house, String day) throws IOException, InterruptedException {
        ProcessBuilder builder = CutOffNightTest.java(
                Application.class, "--config", house.configuration().toString(), "run", "--as-of", day);
        builder.environment().putAll(Map.of("CLIENTELE_WRONG_PASSWORD", WRONG));
        Path said = house.data().resolveSibling("said-" + day + ".txt");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        String command = Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"), ISO_8859_1);
        return new Called(process.waitFor(), Files.readString(said), command);
    }
}

package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.publish.MartFile;
import io.clientele.publish.PublicationListener;
import io.clientele.publish.PublicationStep;
import io.clientele.publish.PublishedMarts;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nights in processes of their own that are killed: after every point that a night has a name for, and at moments that chance chooses.
 * {@code -Dclientele.kills=30} kills thirty at such moments.
 */
class KilledNightTest {

    private static final int KILLED = 137;
    private static final int KILLS = Integer.getInteger("clientele.kills", 4);
    private static final int KILLS_OF_A_SOAK = 300;
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);

    /** Tells every point of a night by its name. */
    private record Points(Consumer<String> teller) implements StepListener, PublicationListener {

        @Override
        public void runEnters(String runId) {
            teller.accept("enters");
        }

        @Override
        public void nightBegins(String night, int stepCount) {
            teller.accept("begins");
        }

        @Override
        public void stepBegins(String step) {
            teller.accept(step + " begins");
        }

        @Override
        public void stepEnds(String step, Duration took, String said) {
            teller.accept(step + " ended");
        }

        @Override
        public void stepKept(String step) {
            teller.accept(step + " was kept");
        }

        @Override
        public void stepFails(String step, Duration took) {
            teller.accept(step + " failed");
        }

        @Override
        public void nightEnds() {
            teller.accept("ended");
        }

        @Override
        public void after(PublicationStep step, String what) {
            boolean isOfAMart = step == PublicationStep.MART_EXPORTED || step == PublicationStep.MART_INSPECTED;
            teller.accept(isOfAMart ? step + " " + what : step.toString());
        }
    }

    /** Runs a night and stops dead at a point; says which version it has published if it comes to its end. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) {
            String last = arguments[2];
            Points points = new Points(point -> {
                if (point.equals(last)) {
                    Runtime.getRuntime().halt(KILLED);
                }
            });
            try (RunLauncher launcher =
                    RunLauncher.open(LittleHouse.at(Path.of(arguments[0])).settings())) {
                System.out.println("opens");
                RunOutcome outcome = launcher.run(request(LocalDate.parse(arguments[1])), points, points);
                System.out.println("published " + outcome.version());
            }
        }
    }

    /** @param published the version that the process said it had published; empty if it did not come so far */
    private record Ended(int exitCode, String published) {}

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private LittleHouse house;

    @SuppressWarnings("NullAway.Init")
    private LittleHouse undisturbed;

    private final List<Duration> repairs = new ArrayList<>();

    @BeforeEach
    void furnish() throws Exception {
        house = LittleOrders.house(folder.resolve("house"));
        addMarts(folder.resolve("house"));
        undisturbed = LittleOrders.house(folder.resolve("undisturbed"));
        addMarts(folder.resolve("undisturbed"));
        house.run(FIRST.minusDays(1), new Recorder());
    }

    /** Two marts that know their night, so that a set of them that does not belong together can be seen. */
    private static void addMarts(Path house) throws IOException {
        for (String mart : List.of("months_v1", "days_v1")) {
            Files.writeString(house.resolve("jobs/models/marts/" + mart + ".yaml"), """
                    question: Of which night is it?
                    grain: [night]
                    columns:
                      night: {type: date, says: The night., label_en: Night, label_zh: 夜}
                      amount: {type: "decimal(18,4)", says: Of all orders., label_en: Amount, label_zh: 金额}
                    """);
            Files.writeString(house.resolve("jobs/models/marts/" + mart + ".sql"), """
                    -- Of which night is it?
                    select
                        night.as_of as night,
                        cast(sum(orders.amount) as decimal(18,4)) as amount
                    from staged.orders as orders
                    cross join run.current as night
                    group by night.as_of
                    """);
        }
        Path nightly = house.resolve("jobs/nightly.yaml");
        Files.writeString(nightly, Files.readString(nightly) + "  - days_v1\n  - months_v1\n");
    }

    @Test
    void aNightThatIsKilledAtAnyNamedPointShowsNothingByHalvesAndIsFinishedByTheNext() throws Exception {
        List<String> points = points();
        assertThat(points).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(25);
        for (PublicationStep step : PublicationStep.values()) {
            assertThat(points).anyMatch(point -> point.startsWith(step.name()));
        }
        LocalDate day = FIRST;
        for (String point : points) {
            List<String> before = versions();
            Ended ended = end(start(day, point));
            assertThat(ended.exitCode()).as(point).isEqualTo(KILLED);
            assertWholeAndFinished(point, day, before, ended);
            day = day.plusDays(1);
        }
        tell(points.size() + " named points");
    }

    @Test
    void aNightThatIsKilledAtAnyMomentShowsNothingByHalvesAndIsFinishedByTheNext() throws Exception {
        killAtRandom(KILLS);
    }

    @Test
    @Tag("soak")
    void threeHundredNightsThatAreKilledAtAnyMomentShowNothingByHalvesAndAreFinishedByTheNext() throws Exception {
        killAtRandom(KILLS_OF_A_SOAK);
    }

    private void killAtRandom(int kills) throws Exception {
        Random chance = new Random(kills);
        long whole = Long.MAX_VALUE;
        LocalDate day = FIRST;
        int killed = 0;
        while (killed < kills) {
            List<String> before = versions();
            long moment = whole == Long.MAX_VALUE ? whole : (long) (chance.nextDouble() * whole);
            long begun = System.nanoTime();
            Process victim = start(day, "none");
            if (!victim.waitFor(moment, TimeUnit.NANOSECONDS)) {
                victim.toHandle().destroyForcibly();
            }
            Ended ended = end(victim);
            if (ended.exitCode() == KILLED) {
                killed++;
            } else {
                whole = System.nanoTime() - begun; // of one that came to its end: the next is killed before so long
            }
            assertWholeAndFinished(moment / 1_000_000 + " ms", day, before, ended);
            day = day.plusDays(1);
        }
        tell(killed + " random kills");
    }

    private void tell(String what) {
        System.out.printf(
                "%s: 0 mixed, 0 lost; the next start took %d ms to its first step at most%n",
                what, repairs.stream().mapToLong(Duration::toMillis).max().orElseThrow());
    }

    private static RunRequest request(LocalDate day) {
        return new RunRequest(day, false, "test", null);
    }

    private List<String> points() {
        List<String> points = new ArrayList<>();
        Points listener = new Points(points::add);
        try (RunLauncher launcher = RunLauncher.open(undisturbed.settings())) {
            launcher.run(request(FIRST.minusDays(1)), listener, listener);
        }
        return points;
    }

    private Process start(LocalDate day, String point) throws IOException {
        return CutOffNightTest.java(Victim.class, folder.resolve("house").toString(), day.toString(), point)
                .redirectErrorStream(true)
                .start();
    }

    private static Ended end(Process process) throws Exception {
        String published = "";
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                published = line.startsWith("published ") ? line.substring("published ".length()) : published;
            }
        }
        return new Ended(process.waitFor(), published);
    }

    private void assertWholeAndFinished(String when, LocalDate day, List<String> before, Ended ended)
            throws IOException {
        LocalDate seen = seenByReaders(when);
        assertThat(seen).as(when).isIn(day.minusDays(1), day);
        assertThat(versions()).as(when).containsAll(before);
        if (!ended.published().isEmpty()) {
            assertThat(seen).as(when).isEqualTo(day);
            assertThat(versions()).as(when).contains(ended.published());
        }

        List<RunRecord> runs = finish(day);

        assertThat(seenByReaders(when)).isEqualTo(day);
        assertThat(versions()).as(when).hasSize(before.size() + 1).containsAll(before);
        assertThat(hashes(house)).as(when).isEqualTo(undisturbed(day));
        assertThat(left()).as(when).isEmpty();
        assertThat(runs).as(when).allSatisfy(run -> {
            assertThat(run.status().isEnd()).isTrue();
            assertThat(run.endedAt()).isNotNull();
        });
        assertThat(runs.get(0).status().isDone()).as(when).isTrue();
    }

    /** The night that all marts are of, found by the pointer and in the catalogue; files agree with their manifest. */
    private LocalDate seenByReaders(String when) {
        PublishedMarts marts = marts(house);
        assertThat(marts.verify().orElseThrow().problems()).as(when).isEmpty();
        Path version = marts.current().orElseThrow().folder();
        List<String> byPointer = LittleHouse.rows("select distinct cast(night as varchar) from read_parquet(['"
                + version + "/days_v1.parquet', '" + version + "/months_v1.parquet'])");
        List<String> byCatalogue = inCatalogue(
                "select distinct cast(night as varchar) from (select night from days_v1 union all select night from months_v1)");
        assertThat(byPointer).as(when).hasSize(1);
        assertThat(byCatalogue).as(when).hasSize(1);
        return LocalDate.parse(byPointer.get(0));
    }

    private List<String> inCatalogue(String query) {
        Properties readOnly = new Properties();
        readOnly.setProperty("duckdb.read_only", "true");
        readOnly.setProperty("jdbc_instance_cache", "false");
        try (Connection catalogue =
                DriverManager.getConnection("jdbc:duckdb:" + marts(house).catalogue(), readOnly)) {
            return LittleHouse.answers(catalogue, query);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<RunRecord> finish(LocalDate day) {
        long opened = System.nanoTime();
        try (RunLauncher launcher = RunLauncher.open(house.settings())) {
            launcher.run(request(day), new Recorder() {
                @Override
                public void nightBegins(String night, int stepCount) {
                    repairs.add(Duration.ofNanos(System.nanoTime() - opened));
                }
            });
            return launcher.list(new RunFilter(day, null, null, 10, 0));
        }
    }

    private Map<String, String> undisturbed(LocalDate day) {
        undisturbed.run(day, new Recorder());
        return hashes(undisturbed);
    }

    private static PublishedMarts marts(LittleHouse house) {
        return PublishedMarts.open(house.data().resolve("marts"));
    }

    private List<String> versions() {
        return marts(house).versions();
    }

    private static Map<String, String> hashes(LittleHouse house) {
        Map<String, String> hashes = new TreeMap<>();
        for (MartFile mart : marts(house).current().orElseThrow().manifest().marts()) {
            hashes.put(mart.name(), mart.seal().sha256());
        }
        return hashes;
    }

    /** What a killed process may leave and a finished night may not. */
    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.walk(house.data())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(".staging") || name.startsWith("tmp_") || name.endsWith(".tmp"))
                    .toList();
        }
    }
}

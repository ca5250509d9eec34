package io.clientele.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadersTest {

    private final Path root;

    ReadersTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void threeReadersNeverSeeAMixedSetWhile50VersionsArePublished() throws Exception {
        readBeside(50, 50);
    }

    @Test
    @Tag("soak")
    void threeReadersOf2000QueriesEachNeverSeeAMixedSetWhile500VersionsArePublished() throws Exception {
        readBeside(500, 2_000);
    }

    private void readBeside(int publications, int leastReads) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        AtomicBoolean isDone = new AtomicBoolean();
        List<Integer> reads = new ArrayList<>();
        try (DuckMarts duck = new DuckMarts()) {
            publish(duck, 0);
            List<Future<Integer>> readers = new ArrayList<>();
            Callable<Integer> byPointer = () -> readUntil(isDone, leastReads, this::nightsInTheFiles);
            readers.add(threads.submit(byPointer));
            readers.add(threads.submit(byPointer));
            readers.add(threads.submit(() -> readUntil(isDone, leastReads, this::nightsInTheCatalogue)));
            for (int revision = 1; revision <= publications; revision++) {
                publish(duck, revision);
            }
            isDone.set(true);
            for (Future<Integer> reader : readers) {
                reads.add(reader.get());
            }
        } finally {
            isDone.set(true);
            threads.shutdownNow();
        }
        System.out.println(publications + " publications beside " + reads + " reads: 0 mixed, 0 errors");
        assertThat(PublishedMarts.open(root).versions()).hasSize(publications + 1);
        assertThat(nightsInTheFiles()).containsExactly(String.valueOf(publications));
    }

    /** Every mart tells the night it was made in: customer_value_v1 outright, the other two in their money. */
    private Set<String> nightsInTheFiles() {
        Version version = PublishedMarts.open(root).current().orElseThrow();
        Set<String> nights = new HashSet<>();
        collect(version, "customer_value_v1", 1, "0", nights);
        collect(version, "market_segment_v1", 3, "3.1415", nights);
        nights.add(String.valueOf(version.manifest().revision()));
        return nights;
    }

    private static void collect(Version version, String mart, int column, String base, Set<String> nights) {
        version.read(version.manifest().mart(mart).orElseThrow(), new RowReader() {
            @Override
            public void columns(List<Heading> headings) {
                assertThat(headings).hasSizeGreaterThan(column);
            }

            @Override
            public void row(List<@Nullable Object> values) {
                nights.add(new BigDecimal(String.valueOf(values.get(column)))
                        .subtract(new BigDecimal(base))
                        .toBigInteger()
                        .toString());
            }
        });
    }

    private Set<String> nightsInTheCatalogue() {
        String night = new DuckCatalogue()
                .value(
                        root.resolve("marts.duckdb"),
                        "select distinct night from (select night from customer_value_v1 union all"
                                + " select (unit_price - 3.1415)::integer from market_segment_v1)");
        return Set.of(night.split(" "));
    }

    private interface Reading {
        Set<String> nights();
    }

    private static int readUntil(AtomicBoolean isDone, int leastReads, Reading reading) {
        int reads = 0;
        do {
            assertThat(reading.nights()).as("nights in one set").hasSize(1);
            reads++;
        } while (!isDone.get() || reads < leastReads);
        return reads;
    }

    private void publish(DuckMarts duck, int revision) {
        Sample.fill(duck, revision);
        Sample.publish(root, duck, Sample.night("2026-11-20", revision), PublicationListener.NONE);
    }
}

package io.clientele.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schedule.KnownRun.State;
import io.clientele.servers.PostgreSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Real Quartz over real databases; the nights are those of a ledger that both schedulers see. */
class TwoSchedulersTest {

    private static final Instant FIRST = Instant.parse("2026-11-21T02:59:30Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SpringBootConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        QuartzAutoConfiguration.class
    })
    @Import(Scheduling.class)
    static class OneScheduler {}

    @BeforeEach
    void writeTheSchedule() throws IOException {
        Files.writeString(folder.resolve("nightly.yaml"), """
                job: nightly
                schedule:
                  cron: "0 0 3 * * ?"
                  time_zone: UTC
                  deadline: "07:00"
                publish:
                  - x_v1
                """);
    }

    private ConfigurableApplicationContext scheduler(String url, String user, NightWatch watch) {
        return new SpringApplicationBuilder(OneScheduler.class)
                .web(WebApplicationType.NONE)
                .initializers(
                        context -> ((GenericApplicationContext) context).registerBean(NightWatch.class, () -> watch))
                .properties(Map.of(
                        "spring.main.banner-mode",
                        "off",
                        "spring.datasource.url",
                        url,
                        "spring.datasource.username",
                        user,
                        "spring.quartz.job-store-type",
                        "jdbc",
                        "spring.quartz.jdbc.initialize-schema",
                        "never",
                        "spring.flyway.locations",
                        "classpath:io/clientele/schedule/migration",
                        "spring.flyway.fail-on-missing-locations",
                        "false",
                        "serve.wakings",
                        "* * * * * ?"))
                .run();
    }

    private NightWatch watch(Ledger ledger) {
        return new NightWatch(folder, ZoneId.of("UTC"), ledger, night -> ledger.late.countDown(), ledger.clock());
    }

    @Test
    void twoSchedulersOnPostgreSqlBeginEachOf5NightsOnce() throws Exception {
        String url = PostgreSql.database("two_schedulers");
        Ledger ledger = new Ledger(5);
        try (ConfigurableApplicationContext one = scheduler(url, "postgres", watch(ledger));
                ConfigurableApplicationContext two = scheduler(url, "postgres", watch(ledger))) {
            assertThat(ledger.done.await(120, TimeUnit.SECONDS)).isTrue();
            assertThat(states(one)).isEqualTo(2);
            assertThat(two.isRunning()).isTrue();
            one.close(); // within one process Quartz gives both the connections of the one that was opened last
        }

        assertThat(ledger.begun)
                .containsExactly(
                        LocalDate.of(2026, 11, 20),
                        LocalDate.of(2026, 11, 21),
                        LocalDate.of(2026, 11, 22),
                        LocalDate.of(2026, 11, 23),
                        LocalDate.of(2026, 11, 24));
        assertThat(ledger.mostAtOnce).hasValue(1);
    }

    @Test
    void aSchedulerOnAnH2FileGoesOnAfterItsEndAndKeepsNothingInJavasSerialForm() throws Exception {
        String url = "jdbc:h2:retry:" + folder.resolve("server") + ";WRITE_DELAY=0";
        Ledger first = new Ledger(1);
        try (ConfigurableApplicationContext context = scheduler(url, "", watch(first))) {
            assertThat(first.done.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(context.getBean(JdbcClient.class)
                            .sql("select count(*) from qrtz_job_details where rawtohex(job_data) like 'aced%'")
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
        Ledger second = new Ledger(2);
        try (ConfigurableApplicationContext context = scheduler(url, "", watch(second))) {
            assertThat(second.done.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(context.isRunning()).isTrue();
        }

        assertThat(first.begun).hasSize(1);
        assertThat(second.begun).hasSize(2);
    }

    @Test
    void theAlarmSoundsAtTheDeadlineWhileNoRunWasEverBegun() throws Exception {
        Ledger silent = new Ledger(0);
        silent.now = Instant.parse("2026-11-21T07:00:00Z");
        NightWatch watch = watch(silent);
        String url = "jdbc:h2:retry:" + folder.resolve("alarm") + ";WRITE_DELAY=0";

        try (ConfigurableApplicationContext context = scheduler(url, "", watch)) {
            assertThat(silent.late.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(context.isRunning()).isTrue();
        }
    }

    private static int states(ConfigurableApplicationContext context) {
        return context.getBean(JdbcClient.class)
                .sql("select count(*) from qrtz_scheduler_state")
                .query(Integer.class)
                .single();
    }

    /** Nights that take until somebody has looked at the clock three times more; each of them lets a day pass. */
    private static final class Ledger implements Nights {

        private final List<LocalDate> begun = new CopyOnWriteArrayList<>();
        private final List<KnownRun> runs = new CopyOnWriteArrayList<>();
        private volatile Instant now = FIRST.plusSeconds(30);
        private final AtomicInteger atOnce = new AtomicInteger();
        private final AtomicInteger mostAtOnce = new AtomicInteger();
        private final CountDownLatch done;
        private final CountDownLatch late = new CountDownLatch(1);
        private volatile CountDownLatch night = new CountDownLatch(0);
        private final int wanted;

        Ledger(int wanted) {
            this.wanted = wanted;
            this.done = new CountDownLatch(wanted);
        }

        InstantSource clock() {
            return () -> {
                night.countDown();
                return now;
            };
        }

        @Override
        public List<KnownRun> runs() {
            return new ArrayList<>(runs);
        }

        @Override
        public void run(LocalDate businessDate) {
            if (begun.size() >= wanted) {
                return;
            }
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            begun.add(businessDate);
            await(new CountDownLatch(3));
            runs.add(new KnownRun(businessDate, State.COMPLETED, true, Optional.of(now)));
            now = now.plusSeconds(86_400);
            atOnce.decrementAndGet();
            done.countDown();
        }

        private void await(CountDownLatch looks) {
            night = looks;
            try {
                assertThat(looks.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

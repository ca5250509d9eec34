package io.clientele.web;

import io.clientele.nightly.Audit;
import io.clientele.nightly.NightSettings;
import io.clientele.nightly.RunLauncher;
import io.clientele.nightly.WallClock;
import io.clientele.schedule.Alarm;
import io.clientele.schedule.LaunchedNights;
import io.clientele.schedule.NightWatch;
import io.clientele.schedule.Scheduling;
import io.clientele.web.tell.RunMeters;
import io.clientele.web.tell.Telling;
import java.time.InstantSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.batch.autoconfigure.BatchAutoConfiguration;
import org.springframework.boot.batch.autoconfigure.BatchJobLauncherAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The Spring context of the server. Nights have a context of their own, behind the launcher. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {
            BatchAutoConfiguration.class,
            BatchJdbcAutoConfiguration.class,
            BatchJobLauncherAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class
        })
@Import({
    Scheduling.class,
    Telling.class,
    Security.class,
    Problems.class,
    RunsController.class,
    BackfillsController.class,
    ScheduleController.class,
    MartsController.class,
    TokensController.class,
    AuditController.class
})
class ServerApplication {

    @Bean
    InstantSource clock() {
        return WallClock::now;
    }

    @Bean
    RunLauncher launcher(NightSettings settings, RunMeters meters) {
        return RunLauncher.open(settings, meters);
    }

    @Bean
    NightWatch watch(NightSettings settings, RunLauncher launcher, Alarm alarm, InstantSource clock) {
        return new NightWatch(settings.jobs(), settings.businessTimeZone(), new LaunchedNights(launcher), alarm, clock);
    }

    @Bean
    Tokens tokens(JdbcClient database, InstantSource clock) {
        return new Tokens(database, clock);
    }

    @Bean
    Audit audit(NightSettings settings) {
        return new Audit(settings);
    }

    @Bean
    RunDesk runDesk(RunLauncher launcher, JdbcClient database) {
        return new RunDesk(launcher, new RunRequests(database));
    }

    @Bean
    MartsDesk martsDesk(NightSettings settings) {
        return new MartsDesk(settings);
    }

    @Bean
    ScheduleDesk scheduleDesk(NightWatch watch, InstantSource clock) {
        return new ScheduleDesk(watch, clock);
    }

    @Bean
    TokenDesk tokenDesk(Tokens tokens, Audit audit) {
        return new TokenDesk(tokens, audit);
    }

    @Bean
    AuditDesk auditDesk(Audit audit) {
        return new AuditDesk(audit);
    }

    @Bean
    FilterRegistrationBean<HostFilter> hostFilter(ServeSettings settings, JsonMapper json) {
        FilterRegistrationBean<HostFilter> filter =
                new FilterRegistrationBean<>(new HostFilter(settings.hosts(), new Denial(json)));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    /** After those who may ask are known: nobody else has anything read. */
    @Bean
    FilterRegistrationBean<BodyFilter> bodyFilter(JsonMapper json) {
        FilterRegistrationBean<BodyFilter> filter = new FilterRegistrationBean<>(new BodyFilter(new Denial(json)));
        filter.setOrder(Ordered.LOWEST_PRECEDENCE);
        return filter;
    }
}

package io.clientele.web.tell;

import io.clientele.nightly.NightSettings;
import io.clientele.nightly.RunLauncher;
import io.clientele.nightly.Spill;
import io.clientele.publish.PublishedMarts;
import io.clientele.schedule.NightWatch;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;

/** Everything that the server tells by itself. */
@Configuration(proxyBeanMethods = false)
public class Telling {

    @Bean
    RunMeters runMeters(MeterRegistry registry) {
        return new RunMeters(registry);
    }

    @Bean
    MartMeters martMeters(
            NightSettings settings,
            NightWatch watch,
            RunLauncher launcher,
            InstantSource clock,
            MeterRegistry registry) {
        return new MartMeters(PublishedMarts.open(settings.marts()), watch, launcher, clock, registry);
    }

    @Bean
    MeterBinder spill(NightSettings settings) {
        return registry -> Gauge.builder("clientele.spill", settings, Spill::bytes)
                .baseUnit("bytes")
                .description("On disk, where the engine's memory is not enough for the night at work.")
                .register(registry);
    }

    @Bean
    Deliveries deliveries(JdbcClient database, InstantSource clock) {
        return new Deliveries(database, clock);
    }

    @Bean
    Lineage lineage(NightSettings settings, LineageSettings lineage, RunLauncher launcher, Deliveries deliveries) {
        LineageFiles files = new LineageFiles(settings.state().resolve("lineage"));
        return new Lineage(
                files,
                launcher,
                PublishedMarts.open(settings.marts()),
                settings.businessTimeZone(),
                deliveries,
                receiver(files, lineage));
    }

    private static Optional<LineageChannel> receiver(LineageFiles files, LineageSettings settings) {
        return Optional.ofNullable(settings.url())
                .map(url -> new LineageChannel(files, url, settings.apiKey(), settings.ownNetwork()));
    }

    @Bean
    Outbox outbox(
            Deliveries deliveries,
            RunLauncher launcher,
            NoticeSettings settings,
            ObjectProvider<JavaMailSender> mail,
            InstantSource clock) {
        return new Outbox(deliveries, launcher, channels(settings, mail, clock), clock);
    }

    private static List<Channel> channels(
            NoticeSettings settings, ObjectProvider<JavaMailSender> mail, InstantSource clock) {
        List<Channel> channels = new ArrayList<>();
        if (!settings.mailTo().isEmpty()) {
            channels.add(new MailChannel(mail.getObject(), settings.mailFrom(), settings.mailTo()));
        }
        if (settings.webhook() != null) {
            channels.add(
                    new WebhookChannel(settings.webhook(), settings.webhookSecret(), settings.ownNetwork(), clock));
        }
        return channels;
    }

    @Bean
    HealthIndicator nightsHealthIndicator(NightWatch watch) {
        return new Freshness(watch);
    }

    @Bean
    HealthIndicator runsHealthIndicator(NightSettings settings, RunLauncher launcher) {
        return new RunsHealth(settings, launcher);
    }
}

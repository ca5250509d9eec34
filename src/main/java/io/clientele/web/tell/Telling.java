package io.clientele.web.tell;

import io.clientele.nightly.NightSettings;
import io.clientele.nightly.RunLauncher;
import io.clientele.publish.PublishedMarts;
import io.clientele.schedule.NightWatch;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
    MartMeters martMeters(NightSettings settings, NightWatch watch, InstantSource clock, MeterRegistry registry) {
        return new MartMeters(PublishedMarts.open(settings.marts()), watch, clock, registry);
    }

    @Bean
    Lineage lineage(NightSettings settings, RunLauncher launcher) {
        return new Lineage(
                settings.state().resolve("lineage"),
                launcher,
                PublishedMarts.open(settings.marts()),
                settings.businessTimeZone());
    }

    @Bean
    Outbox outbox(
            JdbcClient database,
            RunLauncher launcher,
            NoticeSettings settings,
            ObjectProvider<JavaMailSender> mail,
            InstantSource clock) {
        return new Outbox(database, launcher, channels(settings, mail, clock), clock);
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

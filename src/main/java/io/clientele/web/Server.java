package io.clientele.web;

import io.clientele.model.Refusal;
import io.clientele.nightly.Audit;
import io.clientele.nightly.NightSettings;
import io.clientele.nightly.RunLauncher;
import io.clientele.nightly.StepListener;
import io.clientele.web.tell.LineageSettings;
import io.clientele.web.tell.NoticeSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.NestedExceptionUtils;

/** The server at work: it answers requests, and runs the nights of the schedule. */
public final class Server implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private Server(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts it.
     *
     * @param overrides of Spring's keys, such as {@code server.port=0}
     * @throws Refusal {@code USAGE} where it may not listen there, {@code FAILED} where it cannot
     */
    public static Server start(NightSettings settings, ServeSettings serve, String... overrides) {
        ConfigurableApplicationContext context = run(settings, serve, overrides);
        try {
            context.getBean(Tokens.class).makeFirst(tokenFile(settings), context.getBean(Audit.class));
            context.getBean(RunLauncher.class).backfills().resume(StepListener.UNHEARD);
            return new Server(context);
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    private static ConfigurableApplicationContext run(
            NightSettings settings, ServeSettings serve, String... overrides) {
        try {
            return new SpringApplicationBuilder(ServerApplication.class)
                    .logStartupInfo(false)
                    .registerShutdownHook(false)
                    .initializers(starting -> {
                        Listening.refuseUnlessSafe(starting.getEnvironment(), serve);
                        GenericApplicationContext beans = (GenericApplicationContext) starting;
                        beans.registerBean(NightSettings.class, () -> settings);
                        beans.registerBean(ServeSettings.class, () -> serve);
                        beans.registerBean(NoticeSettings.class, serve::notices);
                        beans.registerBean(LineageSettings.class, serve::lineage);
                    })
                    .properties(defaults(settings.state(), serve))
                    .run(Arrays.stream(overrides).map(each -> "--" + each).toArray(String[]::new));
        } catch (RuntimeException e) {
            throw reason(e);
        }
    }

    private static RuntimeException reason(RuntimeException e) {
        return Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
                .filter(Refusal.class::isInstance)
                .map(Refusal.class::cast)
                .findFirst()
                .orElseGet(() -> new Refusal(
                        Refusal.Kind.FAILED,
                        "Cannot serve: "
                                + NestedExceptionUtils.getMostSpecificCause(e).getMessage(),
                        e));
    }

    /** What holds unless the configuration says otherwise. */
    private static Map<String, Object> defaults(Path state, ServeSettings serve) {
        Map<String, Object> defaults = new HashMap<>();
        defaults.put("spring.main.banner-mode", "off");
        defaults.put("spring.application.name", "clientele");
        defaults.put("server.address", "127.0.0.1");
        defaults.put("server.port", "8317");
        defaults.put("server.error.include-message", "never");
        defaults.put("spring.mvc.problemdetails.enabled", "true");
        defaults.put("spring.lifecycle.timeout-per-shutdown-phase", "6s");
        defaults.put("serve.triggers-per-minute", "10");
        defaults.put("serve.wrong-tokens-per-minute", "10");
        if (serve.behindProxy()) {
            defaults.put("server.forward-headers-strategy", "native"); // or all would come from the proxy's address
        }
        // A thread that is interrupted while it writes would close H2's file for all of them; "retry" opens it again.
        defaults.put(
                "spring.datasource.url",
                "jdbc:h2:retry:" + state.toAbsolutePath().resolve("server")
                        + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DATABASE_TO_LOWER=TRUE");
        defaults.put("spring.datasource.hikari.connection-timeout", "10000");
        defaults.put("spring.flyway.locations", "classpath:io/clientele/web/migration");
        defaults.put("spring.flyway.default-schema", "clientele_server");
        defaults.put("spring.quartz.job-store-type", "jdbc");
        defaults.put("spring.quartz.jdbc.initialize-schema", "never");
        defaults.put("springdoc.api-docs.path", "/api/v1/openapi");
        defaults.put("springdoc.paths-to-match", "/api/v1/**");
        defaults.put("management.endpoints.web.exposure.include", "health,prometheus");
        defaults.put("management.endpoint.health.probes.enabled", "true");
        defaults.put("management.endpoint.health.show-details", "never");
        defaults.put("management.endpoint.health.group.readiness.include", "readinessState,db,diskSpace,runs");
        defaults.put("management.endpoint.health.group.freshness.include", "nights");
        defaults.put("management.metrics.tags.application", "clientele");
        defaults.put(
                "management.metrics.system.diskspace.paths",
                state.toAbsolutePath().toString());
        defaults.put("management.health.mail.enabled", "false");
        return defaults;
    }

    /** Where the first token is found, by its owner alone. */
    public static Path tokenFile(NightSettings settings) {
        return settings.state().resolve("admin.token");
    }

    /** The port that it listens on. */
    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    /** Waits until somebody stops it. */
    public void await() throws InterruptedException {
        stopped.await();
    }

    /** Stops every run under way, and lets {@link #await} return. */
    public void stop() {
        context.getBean(RunLauncher.class).stop();
        stopped.countDown();
    }

    /** Waits until what was under way is put away. */
    @Override
    public void close() {
        stop();
        context.close();
    }
}

package io.clientele.nightly;

import io.clientele.model.Refusal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The Spring context of a night: the metadata store and Spring Batch over it, and nothing of the server. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    FlywayAutoConfiguration.class,
    BatchJdbcAutoConfiguration.class
})
class NightlyApplication {

    private static final String FILE = "clientele.metadata-file";

    /**
     * Starts the context; the metadata store is a file in the data folder unless the configuration names another.
     *
     * @throws Refusal where the store cannot be opened
     */
    static ConfigurableApplicationContext start(NightSettings settings) {
        Path store = settings.state().toAbsolutePath().resolve("metadata");
        try {
            return startOver(store);
        } catch (RuntimeException e) {
            throw new Refusal(
                    Refusal.Kind.FAILED,
                    "Cannot open the metadata of runs: " + reason(e)
                            + "\n  at " + store + ".mv.db, unless spring.datasource.url names another store"
                            + "\n  put it back from a copy; or move it away, and nights begin anew: the marts do not need it",
                    e);
        }
    }

    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            if (cause instanceof SQLException refused) {
                return String.valueOf(refused.getMessage());
            }
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private static ConfigurableApplicationContext startOver(Path store) {
        return new SpringApplicationBuilder(NightlyApplication.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(Map.of(
                        FILE,
                        store.toString(),
                        "spring.main.banner-mode",
                        "off",
                        "spring.batch.job.enabled",
                        "false",
                        "spring.batch.jdbc.initialize-schema",
                        "never",
                        "spring.flyway.locations",
                        "classpath:io/clientele/nightly/migration"))
                .run();
    }

    /** Unless the configuration names a server. */
    static final class WithoutServer implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !context.getEnvironment().containsProperty("spring.datasource.url");
        }
    }

    @Bean(destroyMethod = "close")
    @Conditional(WithoutServer.class)
    DataSource fileStore(@Value("${" + FILE + "}") Path file) {
        return FileStore.at(file);
    }

    @Bean
    BatchTables batchTables() {
        return new BatchTables();
    }
}

package io.clientele.nightly;

import io.clientele.model.Refusal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
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
                        "spring.datasource.url",
                        "jdbc:h2:file:" + store + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
                        "spring.main.banner-mode",
                        "off",
                        "spring.batch.job.enabled",
                        "false",
                        "spring.batch.jdbc.initialize-schema",
                        "never",
                        "spring.flyway.locations",
                        "classpath:io/clientele/nightly/migration",
                        "spring.flyway.fail-on-missing-locations",
                        "false"))
                .run();
    }

    @Bean
    BatchTables batchTables() {
        return new BatchTables();
    }
}

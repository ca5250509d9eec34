package io.clientele.nightly;

import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** The Spring context of a night: the metadata store and Spring Batch over it. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class NightlyApplication {

    /** Starts the context; the metadata store is a file in the data folder unless the configuration names another. */
    static ConfigurableApplicationContext start(NightSettings settings) {
        String store = settings.state().toAbsolutePath().resolve("metadata").toString();
        return new SpringApplicationBuilder(NightlyApplication.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(Map.of(
                        "spring.datasource.url",
                        "jdbc:h2:file:" + store + ";WRITE_DELAY=0",
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

package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clientele.model.Refusal;
import io.clientele.nightly.NightSettings;
import io.clientele.warehouse.WarehouseSettings;
import io.clientele.web.ServeSettings;
import io.clientele.web.tell.LineageSettings;
import io.clientele.web.tell.NoticeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

class SettingsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** Settings as a file of their own says them, without the project's. */
    private ConfigurableEnvironment with(String yaml) throws IOException {
        Path file = folder.resolve("settings.yaml");
        Files.writeString(file, yaml);
        ConfigurableEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "location",
                        Map.of("spring.config.location", file.toUri().toString())));
        return environment;
    }

    private static ConfigurableEnvironment variables(ConfigurableEnvironment environment, Map<String, Object> values) {
        environment
                .getPropertySources()
                .replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment", values));
        return environment;
    }

    /** Spring makes a path absolute where there is a file, and leaves it where there is none. */
    private static NightSettings absolute(NightSettings settings) {
        return new NightSettings(
                settings.jobs().toAbsolutePath(),
                settings.policy().toAbsolutePath(),
                settings.data().toAbsolutePath(),
                settings.drivers().toAbsolutePath(),
                settings.sources().stream().map(Path::toAbsolutePath).toList(),
                settings.businessDate(),
                settings.businessTimeZone(),
                settings.reportingCurrency(),
                settings.engine(),
                settings.pseudonymKey().toAbsolutePath(),
                settings.pseudonyms());
    }

    private String refusal(String yaml) throws IOException {
        ConfigurableEnvironment environment = with(yaml);
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> Settings.read(environment));
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.USAGE);
        return String.valueOf(refusal.getMessage()).replace(folder + "/", "");
    }

    @Test
    void whatNobodySetsIsTheDefault() throws IOException {
        assertThat(absolute(Settings.read(variables(with("other: 1\n"), Map.of()))))
                .isEqualTo(absolute(new NightSettings(
                        Path.of("jobs"),
                        Path.of("config/policy"),
                        Path.of("data"),
                        Path.of("config/drivers"),
                        List.of(),
                        null,
                        ZoneId.of("UTC"),
                        "EUR",
                        new WarehouseSettings(DataSize.ofGigabytes(4), 0, DataSize.ofGigabytes(100)),
                        Path.of("config/pseudonym.key"),
                        false)));
    }

    @Test
    void theShippedSettingsAreForTheSampleCompanyAndOtherwiseTheDefaults() {
        assertThat(absolute(Settings.read(variables(new StandardEnvironment(), Map.of()))))
                .isEqualTo(absolute(new NightSettings(
                        Path.of("jobs"),
                        Path.of("config/policy"),
                        Path.of("data"),
                        Path.of("config/drivers"),
                        List.of(Path.of("config/sources/sample-erp.yaml"), Path.of("config/sources/sample-crm.yaml")),
                        LocalDate.of(2026, 11, 20),
                        ZoneId.of("Europe/Berlin"),
                        "EUR",
                        new WarehouseSettings(DataSize.ofGigabytes(4), 0, DataSize.ofGigabytes(100)),
                        Path.of("config/pseudonym.key"),
                        false)));
    }

    @Test
    void theEnvironmentStandsAboveTheFileAndMayHoldWhatWeDoNotKnow() throws IOException {
        NightSettings settings = Settings.read(variables(
                with("clientele:\n  data: here\n  reporting-currency: USD\n"),
                Map.of(
                        "CLIENTELE_DATA", "/srv/clientele",
                        "CLIENTELE_BUSINESS_DATE", "2026-02-28",
                        "CLIENTELE_BUSINESSTIMEZONE", "Asia/Shanghai",
                        "CLIENTELE_ENGINE_MEMORY", "512MB",
                        "CLIENTELE_ENGINE_THREADS", "2",
                        "CLIENTELE_SOURCES_0", "a.yaml",
                        "CLIENTELE_ERP_PASSWORD", "secret")));

        assertThat(settings.data()).isEqualTo(Path.of("/srv/clientele"));
        assertThat(settings.marts()).isEqualTo(Path.of("/srv/clientele/marts"));
        assertThat(settings.state()).isEqualTo(Path.of("/srv/clientele/state"));
        assertThat(settings.businessDate()).isEqualTo("2026-02-28");
        assertThat(settings.businessTimeZone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
        assertThat(settings.reportingCurrency()).isEqualTo("USD");
        assertThat(settings.sources()).containsExactly(Path.of("a.yaml"));
        assertThat(settings.engine())
                .isEqualTo(new WarehouseSettings(DataSize.ofMegabytes(512), 2, DataSize.ofGigabytes(100)));
    }

    @Test
    void twoMisspeltKeysOfAFileAreRefusedWithTheirLinesAndTheNearestNames() throws IOException {
        assertThat(refusal("""
                clientele:
                  busines-date: 2026-11-20
                  engine:
                    threads: 2
                    memmory: 2GB
                """)).isEqualTo("""
                        Cannot read the settings: 2 problems
                          settings.yaml:2: there is no key clientele.busines-date (did you mean clientele.business-date?)
                          settings.yaml:5: there is no key clientele.engine.memmory (did you mean clientele.engine.memory?)""");
    }

    @Test
    void aMisspeltValueIsRefusedWithItsKey() throws IOException {
        assertThat(refusal("clientele:\n  business-time-zone: Europe/Berlinn\n"))
                .isEqualTo("Cannot read the settings: settings.yaml:2: clientele.business-time-zone: Europe/Berlinn:"
                        + " Unknown time-zone ID: Europe/Berlinn");
        assertThat(refusal("clientele:\n  business-date: 2026-02-30\n"))
                .isEqualTo("Cannot read the settings: settings.yaml:2: clientele.business-date: 2026-02-30:"
                        + " Text '2026-02-30' could not be parsed at index 4");
        assertThat(refusal("clientele:\n  engine:\n    memory: plenty\n"))
                .isEqualTo("Cannot read the settings: settings.yaml:3: clientele.engine.memory: plenty:"
                        + " 'plenty' does not match data size pattern");
        assertThat(refusal("clientele:\n  engine:\n    threads: many\n"))
                .isEqualTo("Cannot read the settings: settings.yaml:3: clientele.engine.threads: many:"
                        + " For input string: \"many\"");
    }

    @Test
    void aFileThatIsNoYamlIsRefused() throws IOException {
        assertThat(refusal("clientele: [\n")).startsWith("Cannot read the settings: ");
    }

    @Test
    void aFileOfSettingsThatIsNotThereIsRefused() {
        Path missing = folder.resolve("missing.yaml");

        assertThat(catchThrowableOfType(Refusal.class, () -> Settings.addFile(missing)))
                .hasMessage("Cannot read the settings: there is no file " + missing);
    }

    @Test
    void aServerIsAskedUnderItsOwnNamesAloneAndTellsNobodyUnlessItIsSaid() throws IOException {
        assertThat(Settings.serve(with("serve: {}")))
                .isEqualTo(new ServeSettings(
                        List.of(),
                        false,
                        new NoticeSettings(List.of(), "clientele@localhost", null, null, false),
                        new LineageSettings(null, null, false)));
        assertThat(Settings.serve(with("""
                        serve:
                          hosts: [marts.example.com]
                          behind-proxy: true
                          notices:
                            mail-to: [nights@example.com]
                            webhook: https://chat.example.com/hook
                            webhook-secret: nobody-may-see-it
                          lineage:
                            url: https://lineage.example.com/api/v1/lineage
                            api-key: nobody-may-see-this-either
                        """)).toString())
                .contains(
                        "marts.example.com",
                        "https://chat.example.com/hook",
                        "https://lineage.example.com/api/v1/lineage")
                .doesNotContain("nobody-may-see");
    }

    @Test
    void aMisspeltKeyOfTheServerIsRefusedWithItsFileAndLine() throws IOException {
        ConfigurableEnvironment environment = with("""
                serve:
                  behind-proxi: true
                """);

        assertThat(catchThrowableOfType(Refusal.class, () -> Settings.serve(environment)))
                .hasMessage("""
                        Cannot read the settings: 1 problem
                          settings.yaml:2: there is no key serve.behind-proxi (did you mean serve.behind-proxy?)""");
    }
}

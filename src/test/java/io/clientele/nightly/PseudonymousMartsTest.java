package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.publish.MartFile;
import io.clientele.publish.Version;
import io.clientele.warehouse.WarehouseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** The sample company's night where {@code clientele.pseudonyms} is on. */
class PseudonymousMartsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Version version;

    @BeforeAll
    static void run() {
        NightSettings settings = new NightSettings(
                Path.of("jobs"),
                Path.of("config/policy"),
                folder.resolve("data"),
                Path.of("config/drivers"),
                SampleHouse.SOURCES,
                SampleHouse.BUSINESS_DATE,
                ZoneId.of("Europe/Berlin"),
                "EUR",
                new WarehouseSettings(DataSize.ofGigabytes(1), 2, DataSize.ofGigabytes(10)),
                folder.resolve("pseudonym.key"),
                true);
        SampleHouse.run(settings, false, new Recorder());
        version = new SampleHouse(folder.resolve("data")).marts().current().orElseThrow();
    }

    private static String mart(String name) {
        return "read_parquet('" + version.file(version.manifest().mart(name).orElseThrow()) + "')";
    }

    private static String marts(String query) {
        return String.join(", ", LittleHouse.rows(query));
    }

    @Test
    void noMartThatIsNotRestrictedHasANumberOrANameOfTheFourHundred() {
        Set<String> known = new HashSet<>(LittleHouse.rows("select customer_number from " + mart("customer_identity_v1")
                + " union select name from " + mart("customer_identity_v1")));
        assertThat(known).hasSize(710);

        Set<String> found = new TreeSet<>();
        for (MartFile mart : version.manifest().marts()) {
            if (!mart.isRestricted()) {
                for (MartFile.SchemaColumn column : mart.schema()) {
                    if (column.type().toString().equals("varchar")) {
                        LittleHouse.rows(
                                        "select distinct coalesce(" + column.name() + ", '') from " + mart(mart.name()))
                                .stream()
                                .filter(known::contains)
                                .forEach(value -> found.add(mart.name() + "." + column.name() + ": " + value));
                    }
                }
            }
        }

        assertThat(found).isEmpty();
        assertThat(marts("select distinct length(customer_id) from " + mart("customer_value_v1")))
                .isEqualTo("32");
        assertThat(marts("select count(company_name) from " + mart("customer_profile_v1")))
                .isEqualTo("0");
    }

    @Test
    void theSameCustomerHasTheSamePseudonymInEveryMartAndTheRestrictedOneLeadsBack() {
        String both = "select count(*) from " + mart("customer_value_v1") + " join " + mart("customer_profile_v1")
                + " using (level, customer_id)";
        assertThat(marts(both)).isEqualTo(marts("select count(*) from " + mart("customer_value_v1")));
        assertThat(marts("select count(*) from " + mart("customer_identity_v1") + " as identity join "
                        + mart("customer_value_v1") + " as value using (customer_id) where level = 'customer'"))
                .isEqualTo(marts("select count(*) from " + mart("customer_identity_v1")));
        assertThat(marts("select sum(revenue_amount_12m) from " + mart("customer_value_v1")
                        + " where level = 'customer'"))
                .isEqualTo(LittleHouse.answer(
                        folder.resolve("data/work/20261120-r0/night.duckdb"),
                        "select sum(revenue_amount_12m) from marts.customer_value_v1 where level = 'customer'"));
    }

    @Test
    void theRestrictedMartIsItsOwnersAndNotInTheDatabaseOfViews() throws IOException {
        Path file = version.file(version.manifest().mart("customer_identity_v1").orElseThrow());

        Path home = version.folder().resolve("restricted");
        assertThat(file.getParent()).isEqualTo(home);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(LittleHouse.answer(
                        folder.resolve("data/marts/marts.duckdb"),
                        "select count(*) || ' ' || count(*) filter (where view_name = 'customer_identity_v1') from"
                                + " duckdb_views() where not internal"))
                .isEqualTo(version.manifest().marts().size() - 1 + " 0");
        assertThat(new SampleHouse(folder.resolve("data"))
                        .marts()
                        .verify()
                        .orElseThrow()
                        .problems())
                .isEmpty();

        Path foreign = Files.writeString(file.resolveSibling("foreign.parquet"), "not of the version");
        assertThat(new SampleHouse(folder.resolve("data"))
                        .marts()
                        .verify()
                        .orElseThrow()
                        .problems())
                .containsExactly("restricted/foreign.parquet: not in the manifest");
        Files.delete(foreign);
    }
}

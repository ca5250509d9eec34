package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What quality incidents cost: on customers whose incidents are known to cost a fifth of their purchases, and in the sample company. */
@ExtendWith(SampleNight.class)
class IncidentToleranceTest {

    private static final Path SYNTHETIC = Path.of("../shared/reference-data/incident/incident_synth.csv");

    private final SampleNight.Books night;

    IncidentToleranceTest(SampleNight.Books night) {
        this.night = night;
    }

    @Test
    void of1377IncidentsThatCost20PercentTheBaselineOf4623OthersFinds20Point18() throws SQLException, IOException {
        assumeTrue(Files.isReadable(SYNTHETIC), "the synthetic incidents are not delivered: " + SYNTHETIC);
        try (Connection books = books()) {
            assertThat(numbers(books, "select control_count, intercept, slope from metrics.incident_baselines"))
                    .satisfiesExactly(
                            controls -> assertThat(controls).isEqualTo(4623),
                            intercept -> assertThat(intercept).isCloseTo(1.6204903, within(1e-7)),
                            slope -> assertThat(slope).isCloseTo(0.8238366, within(1e-7)));
            // The reference interval comes from 500 drawings with replacement: a hundredth of its width is their luck.
            assertThat(numbers(
                            books,
                            "select incident_count, incident_effect, incident_effect_low, incident_effect_high"
                                    + " from metrics.incident_effects where stratum_kind = 'ALL'"))
                    .satisfiesExactly(
                            incidents -> assertThat(incidents).isEqualTo(1377),
                            effect -> assertThat(effect).isCloseTo(-0.2018301, within(1e-7)),
                            low -> assertThat(low).isCloseTo(-0.2200, within(0.0003)),
                            high -> assertThat(high).isCloseTo(-0.1834, within(0.0003)));
        }
    }

    @Test
    void everyPlantedIncidentIsACaseOnItsDayAndNobodyElseIs() throws SQLException {
        assertThat(
                        night.rows(
                                "select count(*), count(*) filter (where exposures.exposed_on = truth.incident_on)"
                                        + " from metrics.incident_exposures as exposures"
                                        + " full join (select customer_id, cast(incident_on as date) as incident_on"
                                        + " from read_csv('data/sample/truth/customer_truth.csv', all_varchar = true) where incident_on is not null)"
                                        + " as truth on truth.customer_id = exposures.account_id"
                                        + " where coalesce(exposures.level, 'customer') = 'customer' and coalesce(exposures.is_incident, true)"))
                .containsExactly("61 61");
    }

    @Test
    void the20PercentPlantedInTheSampleLieWithinTheInterval() throws SQLException {
        assertThat(night.rows(
                        "select incident_count, incident_effect < 0, -0.2 between incident_effect_low and incident_effect_high"
                                + " from metrics.incident_effects where level = 'customer' and stratum_kind = 'ALL'"))
                .containsExactly("61 true true");
    }

    @Test
    void controlsStandInTheMonthsOfIncidents() throws SQLException {
        assertThat(
                        night.rows(
                                "select count(*) from metrics.incident_exposures as controls"
                                        + " where not is_incident and not exists (select 1 from metrics.incident_exposures as cases"
                                        + " where cases.is_incident and cases.level = controls.level and cases.exposed_on = controls.exposed_on)"))
                .containsExactly("0");
        assertThat(night.rows("select count(distinct exposed_on) > 50 from metrics.incident_exposures"
                        + " where not is_incident and level = 'customer'"))
                .containsExactly("true");
    }

    @Test
    void noControlHadAnIncidentWithinHalfAYearOfItsDayAndSomeHadOneAtAnotherTime() throws SQLException {
        assertThat(
                        night.rows(
                                "select count(distinct controls.account_id),"
                                        + " count(*) filter (where abs(datediff('day', incidents.opened_on, controls.exposed_on)) <= 182)"
                                        + " from metrics.incident_exposures as controls"
                                        + " inner join staged.complaints as incidents on incidents.customer_id = controls.account_id"
                                        + " where controls.level = 'customer' and not controls.is_incident and incidents.is_quality_incident"))
                .containsExactly("25 0");
    }

    @Test
    void whomTheCrmDoesNotListIsNoControlAndHasNotZeroIncidents() throws SQLException {
        assertThat(
                        night.rows(
                                "select count(*), count(distinct tolerance_abstain_reason), min(tolerance_abstain_reason), count(incident_tolerance),"
                                        + " count(exposures.account_id) from metrics.incident_tolerance as tolerance"
                                        + " left join metrics.incident_exposures as exposures"
                                        + " on exposures.level = tolerance.level and exposures.account_id = tolerance.account_id"
                                        + " where tolerance.level = 'customer' and tolerance.account_id in (select customer_id"
                                        + " from read_csv('data/sample/truth/customer_truth.csv', all_varchar = true) where crm_id is null)"))
                .containsExactly("9 1 NOT_IN_SOURCE 0 0");
    }

    /** The synthetic customers as exposures, and the queries that the night runs on them. */
    private static Connection books() throws SQLException, IOException {
        Connection books = DriverManager.getConnection("jdbc:duckdb:");
        try (InputStream prelude =
                IncidentToleranceTest.class.getResourceAsStream("/io/clientele/warehouse/prelude.duckdb.sql")) {
            execute(books, new String(Objects.requireNonNull(prelude).readAllBytes(), StandardCharsets.UTF_8));
        }
        execute(books, "create schema metrics; create schema config");
        execute(
                books,
                "create table config.incident_tolerance as select 30 as min_controls, 10 as min_incidents, 14 as slow_resolution_days");
        execute(
                books,
                "create table metrics.incident_exposures as select 'customer' as level, cast(customer as varchar) as account_id,"
                        + " incident = 1 as is_incident, cast(null as varchar) as severity, cast(null as integer) as resolution_days,"
                        + " cast(pre as bigint) as pre_count, cast(post as bigint) as post_count,"
                        + " cast(null as varchar) as exposure_abstain_reason from read_csv('" + SYNTHETIC + "')");
        for (String model : new String[] {"incident_baselines", "incident_expectations", "incident_effects"}) {
            execute(
                    books,
                    "create table metrics." + model + " as from ("
                            + Files.readString(Path.of("jobs/models/metrics/" + model + ".sql")) + ")");
        }
        return books;
    }

    private static List<Double> numbers(Connection books, String query) throws SQLException {
        try (Statement statement = books.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            List<Double> numbers = new ArrayList<>();
            for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                numbers.add(result.getDouble(column));
            }
            return numbers;
        }
    }

    private static void execute(Connection books, String sql) throws SQLException {
        try (Statement statement = books.createStatement()) {
            statement.execute(sql);
        }
    }
}

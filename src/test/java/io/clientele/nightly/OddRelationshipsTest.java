package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.nightly.OddCompany.Books;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/** Companies that tell little of their people, or odd things: nulls with reasons, never zeros. */
class OddRelationshipsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    @Test
    void aCompanyWithoutContactsVisitsDeliveriesAndComplaintsPublishesReasonsAndNo0() throws IOException, SQLException {
        OddCompany company = new OddCompany(home, TODAY);
        OddCompany.before(TODAY, 300, 200, 120, 10).forEach(day -> company.sells("C1", day, 100, 60));
        OddCompany.before(TODAY, 500, 30).forEach(day -> company.sells("C2", day, 50, 30));
        try (Books books = company.night()) {
            assertThat(books.ask(
                            "select concat_ws(' ', count(*), count(contact_count), count(role_coverage), count(is_single_threaded),"
                                    + " count(executive_contact_days), count(proactive_share), count(talk_count_12m), count(visit_count_12m),"
                                    + " count(last_contacted_on), count(relationship_stage),"
                                    + " count(*) filter (where contacts_abstain_reason = 'SOURCE_MISSING' and activity_abstain_reason = 'SOURCE_MISSING'"
                                    + " and relationship_abstain_reason = 'SOURCE_MISSING' and single_threaded_abstain_reason = 'SOURCE_MISSING'))"
                                    + " from marts.contact_coverage_v1 where level = 'customer'"))
                    .containsExactly("2 0 0 0 0 0 0 0 0 0 2");
            assertThat(books.ask(
                            "select concat_ws(' ', count(*), count(otif_share), count(promise_kept_rate), count(complaint_count_12m),"
                                    + " count(complaint_rate), count(resolution_days_p90), count(visit_count_12m), count(visit_plan_ratio),"
                                    + " count(visited_deal_n), count(otif_gap), count(cost_to_serve_ratio),"
                                    + " count(*) filter (where otif_abstain_reason = 'SOURCE_MISSING' and complaint_abstain_reason = 'SOURCE_MISSING'"
                                    + " and visit_abstain_reason = 'SOURCE_MISSING' and win_rate_difference_abstain_reason = 'SOURCE_MISSING'))"
                                    + " from marts.service_level_v1 where scope = 'CUSTOMER'"))
                    .containsExactly("2 0 0 0 0 0 0 0 0 0 2 2");
            assertThat(books.ask("select distinct visit_gap_abstain_reason from metrics.visit_norms"))
                    .containsExactly("SOURCE_MISSING");
            assertThat(books.withoutNumbers()).isEmpty();
        }
    }

    @Test
    void aVisitByAnUnknownColleagueToAnUnknownPersonIsAVisitAndNobodysThread() throws IOException, SQLException {
        FileSystemUtils.copyRecursively(Path.of("data/sample"), home.resolve("data/sample"));
        FileSystemUtils.copyRecursively(Path.of("config/sources"), home.resolve("config/sources"));
        Files.writeString(
                home.resolve("data/sample/crm/activities.csv"),
                "E99991,A500017,P99999,M999,visit,1,2026-11-18 09:00:00,1,,60\n"
                        + "E99992,A500017,P20001,M103,visit,1,2026-11-19 09:00:00,0,,60\n",
                StandardOpenOption.APPEND);
        NightSettings settings = new SampleHouse(home.resolve("house"))
                .settings(
                        Path.of("jobs"),
                        List.of(
                                home.resolve("config/sources/sample-erp.yaml"),
                                home.resolve("config/sources/sample-crm.yaml")),
                        2,
                        DataSize.ofGigabytes(2));
        RunOutcome outcome = SampleHouse.run(settings, false, new Recorder());
        Properties reading = new Properties();
        reading.setProperty("access_mode", "READ_ONLY");
        Path database = settings.work().resolve(outcome.night().toString()).resolve("night.duckdb");
        try (Connection work = DriverManager.getConnection("jdbc:duckdb:" + database.toAbsolutePath(), reading)) {
            assertThat(LittleHouse.answers(
                            work,
                            "select concat_ws(' ', last_visited_on, days_since_last_visit) from metrics.visit_norms"
                                    + " where level = 'customer' and account_id = '100001'"))
                    .as("the visit of the 19th is planned and did not take place")
                    .containsExactly("2026-11-18 2");
            assertThat(
                            LittleHouse.answers(
                                    work,
                                    "select concat_ws(' ', talk_count_12m, unknown_person_talk_count_12m, contact_thread_n, manager_thread_n)"
                                            + " from marts.contact_coverage_v1 where level = 'customer' and customer_id = '100001'"))
                    .as("three of the other four were with M103, who has left us")
                    .containsExactly("5 1 4 1");
            assertThat(
                            LittleHouse.answers(
                                    work,
                                    "select sum(unknown_person_talk_count_12m) from marts.contact_coverage_v1 where level = 'parent'"))
                    .containsExactly("1");
        }
    }
}

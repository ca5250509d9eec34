package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/** The sample company, had it booked 830.00 of visits, left a complaint open for two years and once not written down its answer. */
class BookedVisitsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path home;

    @SuppressWarnings("NullAway.Init")
    private static Connection work;

    @BeforeAll
    static void night() throws IOException, SQLException {
        FileSystemUtils.copyRecursively(Path.of("data/sample"), home.resolve("data/sample"));
        FileSystemUtils.copyRecursively(Path.of("config/sources"), home.resolve("config/sources"));
        append("erp/servicekosten.csv", """
                9901;100001;02.10.2026;visit;300,00;EUR;
                9902;100001;20.10.2026;visit;200,00;EUR;
                9903;100001;20.04.2026;visit;250,00;EUR;
                9904;100020;05.05.2026;visit;80,00;EUR;
                """);
        append("crm/complaints.csv", """
                C9901,A500017,200004,1000008,32-006,2024-12-01,2024-12-02 11:10:00,,open,quality,0,low,0,,M103,2024-12-02 18:30:00
                C9902,A500017,200004,1000008,32-006,2026-11-01,,2026-11-02 16:10:00,closed,quality,0,low,0,credited,M103,2026-11-02 18:30:00
                C9903,A500017,200004,1000008,32-006,2026-11-03,2026-11-03 11:10:00,2026-11-04 16:10:00,closed,quality,0,low,0,credited,M103,2026-11-04 18:30:00
                """);
        NightSettings settings = new SampleHouse(home.resolve("house"))
                .settings(
                        Path.of("jobs"),
                        List.of(
                                home.resolve("config/sources/sample-erp.yaml"),
                                home.resolve("config/sources/sample-crm.yaml")),
                        2,
                        DataSize.ofGigabytes(2));
        RunOutcome outcome = SampleHouse.run(settings, false, new Recorder());
        Path database = settings.work().resolve(outcome.night().toString()).resolve("night.duckdb");
        Properties reading = new Properties();
        reading.setProperty("access_mode", "READ_ONLY");
        work = DriverManager.getConnection("jdbc:duckdb:" + database.toAbsolutePath(), reading);
    }

    @AfterAll
    static void close() throws SQLException {
        work.close();
    }

    @Test
    void aVisitOf451StandsFor451Of500BookedInItsMonthAndNothingStandsForTheOther330() throws SQLException {
        assertThat(ask("booked_visit_amount, doubled_visit_amount", "metrics.visit_bookings order by cost_id"))
                .containsExactly("300.0000 300.0000", "200.0000 151.2500", "250.0000 0.0000", "80.0000 0.0000");
    }

    @Test
    void theThreeAccountsHoldAllThatWasSpentOnceAndTheLinesOfTheLedgerAddUp() throws SQLException {
        assertThat(ask(
                        "sum(cost_amount) = (select sum(activity_cost_amount) from metrics.activity_costs)"
                                + " + (select sum(service_cost_amount) from staged.service_costs) - 451.25, count(distinct purpose)",
                        "metrics.relationship_entries"))
                .containsExactly("true 3");
        assertThat(ask(
                        "contribution_margin_amount, activity_cost_amount, doubled_visit_amount, economic_profit_amount",
                        "metrics.account_ledgers where level = 'customer' and account_id = '100001'"))
                .as(
                        "without the bookings 26101.36 of margin and 24927.8638 of profit: 298.75 were spent besides the visit")
                .containsExactly("25351.3600 503.7500 451.2500 24629.1138");
        assertThat(ask(
                        "count(*) > 300, count(*) filter (where economic_profit_amount <> contribution_margin_amount - activity_cost_amount"
                                + " + doubled_visit_amount - carrying_cost_amount - expected_credit_loss_amount)",
                        "metrics.account_ledgers where economic_profit_amount is not null"))
                .containsExactly("true 0");
        assertThat(ask(
                        "doubled_visit_amount_12m, economic_profit_amount_12m",
                        "marts.account_economics_v1 where scope = 'COMPANY'"))
                .as("as without the bookings, less 298.75; 100020 is known to no CRM and left out")
                .containsExactly("451.25 4915297.75");
    }

    @Test
    void aComplaintThatIsOpenForTwoYearsIsOpenAndWhoseAnswerNobodyWroteDownIsNotJudged() throws SQLException {
        assertThat(ask(
                        "complaint_count_12m, open_complaint_count, first_contact_resolution_n, first_contact_resolution_rate, reopened_n",
                        "marts.service_level_v1 where scope = 'CUSTOMER' and customer_id = '100001'"))
                .containsExactly("2 1 1 1.0 2");
        assertThat(ask(
                        "complaint_count_12m, open_complaint_count, first_contact_resolution_n",
                        "marts.service_level_v1 where scope = 'ALL'"))
                .containsExactly("71 1 70");
    }

    private static void append(String file, String rows) throws IOException {
        Files.writeString(home.resolve("data/sample").resolve(file), rows, StandardOpenOption.APPEND);
    }

    private static List<String> ask(String columns, String relation) throws SQLException {
        return LittleHouse.answers(work, "select concat_ws(' ', " + columns + ") from " + relation);
    }
}

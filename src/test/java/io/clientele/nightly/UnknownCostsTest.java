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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** Sample nights without costs, without a CRM, and with customers who recommend each other in a circle: nulls with their reasons, and marts all the same. */
class UnknownCostsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    @BeforeEach
    void copyTheCompany() throws IOException {
        for (String room : List.of("config/policy", "config/sources", "data/sample")) {
            FileSystemUtils.copyRecursively(Path.of(room), home.resolve(room));
        }
    }

    @Test
    void withoutAnHoursCostAndWithACircleOfReferralsNothingIsInventedAndNobodyCredited()
            throws IOException, SQLException {
        Path costs = home.resolve("config/policy/costs.yaml");
        Files.write(
                costs,
                Files.readAllLines(costs).stream()
                        .filter(line -> !line.contains("cost_driver: hour"))
                        .toList());
        // A500044 brought A500095; now the books say that A500095 brought A500044 too
        Files.writeString(
                home.resolve("data/sample/crm/referrals.csv"),
                "A500044,A500095,2025-06-13\n",
                StandardOpenOption.APPEND);
        try (Connection work = night(SampleHouse.SOURCES)) {
            assertThat(
                            LittleHouse.answers(
                                    work,
                                    "select concat_ws(' ', acquisition_abstain_reason, retention_abstain_reason, winback_abstain_reason,"
                                            + " acquisition_ratio_abstain_reason, economic_profit_abstain_reason) from marts.account_economics_v1 where scope = 'COMPANY'"))
                    .containsExactly("COSTS_MISSING COSTS_MISSING COSTS_MISSING COSTS_MISSING COSTS_MISSING");
            assertThat(
                            LittleHouse.answers(
                                    work,
                                    "select distinct concat_ws(' ', attempt_cost_abstain_reason, score_abstain_reason, cost_per_return_abstain_reason)"
                                            + " from marts.winback_v1 where level = 'customer' and second_life_abstain_reason is null"))
                    .containsExactly("COSTS_MISSING COSTS_MISSING COSTS_MISSING");
            assertThat(
                            LittleHouse.answers(
                                    work,
                                    "select concat_ws(' ', count(*), count(*) filter (where is_circular)) from staged.referrals"))
                    .containsExactly("37 2");
            assertThat(
                            LittleHouse.answers(
                                    work,
                                    "select concat_ws(' ', v.account_id, v.circular_referral_count, v.referred_customer_count) from metrics.referral_values as v"
                                            + " inner join staged.customer_references as r on r.customer_id = v.account_id and r.source_system = 'crm'"
                                            + " where v.level = 'customer' and r.source_customer_id in ('A500044', 'A500095') order by v.account_id"))
                    .allMatch(row -> row.endsWith(" 1 0"))
                    .hasSize(2);
        }
    }

    @Test
    void withoutACrmThereAreNoActivitiesReferralsComplaintsOrDealsAndStillAListOfTheSilent()
            throws IOException, SQLException {
        try (Connection work = night(List.of(SampleHouse.SOURCES.get(0)))) {
            assertThat(LittleHouse.answers(
                            work,
                            "select concat_ws(' ', acquisition_abstain_reason, retention_abstain_reason, winback_abstain_reason, goodwill_return_abstain_reason,"
                                    + " economic_profit_abstain_reason, referral_value_abstain_reason, reference_loss_abstain_reason, acquisition_lag_method)"
                                    + " from marts.account_economics_v1 where scope = 'COMPANY'"))
                    .containsExactly(
                            "SOURCE_MISSING SOURCE_MISSING SOURCE_MISSING SOURCE_MISSING SOURCE_MISSING SOURCE_MISSING SOURCE_MISSING NONE");
            assertThat(LittleHouse.answers(
                            work,
                            "select distinct concat_ws(' ', score_abstain_reason, return_probability is not null) from marts.winback_v1"
                                    + " where level = 'customer' and regain_abstain_reason is null"))
                    .containsExactly("SOURCE_MISSING true");
            assertThat(
                            LittleHouse.answers(
                                    work,
                                    "select count(*) from marts.account_economics_v1 where scope = 'CUSTOMER' and (retention_cost_amount is not null"
                                            + " or referral_value_amount is not null or reference_loss_amount_12m is not null)"))
                    .containsExactly("0");
        }
    }

    private Connection night(List<Path> sources) throws IOException, SQLException {
        NightSettings shipped = new SampleHouse(home.resolve("night")).settings();
        NightSettings settings = new NightSettings(
                shipped.jobs(),
                home.resolve("config/policy"),
                shipped.data(),
                shipped.drivers(),
                sources.stream().map(home::resolve).toList(),
                shipped.businessDate(),
                shipped.businessTimeZone(),
                shipped.reportingCurrency(),
                shipped.engine(),
                shipped.pseudonymKey(),
                false);
        RunOutcome outcome = SampleHouse.run(settings, false, new Recorder());
        Path database = settings.work().resolve(outcome.night().toString()).resolve("night.duckdb");
        Properties reading = new Properties();
        reading.setProperty("access_mode", "READ_ONLY");
        return DriverManager.getConnection("jdbc:duckdb:" + database.toAbsolutePath(), reading);
    }
}

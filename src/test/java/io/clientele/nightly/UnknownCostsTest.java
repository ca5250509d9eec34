package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sample nights without costs, without a CRM, and with customers who recommend each other in a circle: nulls with their reasons, and marts all the same. */
class UnknownCostsTest {

    @SuppressWarnings("NullAway.Init")
    private ChangedSample company;

    @BeforeEach
    void copyTheCompany(@TempDir Path home) throws IOException {
        company = ChangedSample.in(home);
    }

    @Test
    void withoutAnHoursCostAndWithACircleOfReferralsNothingIsInventedAndNobodyCredited()
            throws IOException, SQLException {
        company.change("config/policy/costs.yaml", costs -> costs.lines()
                .filter(line -> !line.contains("cost_driver: hour"))
                .collect(Collectors.joining("\n", "", "\n")));
        // A500044 brought A500095; now the books say that A500095 brought A500044 too
        company.append("data/sample/crm/referrals.csv", "A500044,A500095,2025-06-13");
        try (Connection work = company.night(SampleHouse.SOURCES)) {
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
        try (Connection work = company.night(List.of(SampleHouse.SOURCES.get(0)))) {
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
}

package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sample night of a company that leaves a quarter of its groups alone from March on, so that it is known what acting on a warning brings. */
class HoldOutTest {

    @Test
    void aQuarterOfTheGroupsIsLeftAloneSistersTogetherAndJudgedAsTheyWereDrawn(@TempDir Path home)
            throws IOException, SQLException {
        ChangedSample company = ChangedSample.in(home);
        company.change("config/policy/hold_out.yaml", policy -> policy.replace("share: 0.0 ", "share: 0.25 ")
                .replace("from_on: 2026-01-01", "from_on: 2026-03-01")
                .replace("min_groups: 32", "min_groups: 5"));
        try (Connection work = company.night(SampleHouse.SOURCES)) {
            List<String> groups =
                    LittleHouse.answers(work, "select account_id from staged.accounts where level = 'parent'");
            List<String> heldOut = LittleHouse.answers(
                    work,
                    "select account_id from metrics.held_out_accounts where level = 'parent' order by account_id");

            assertThat(heldOut)
                    .as("by the first two bytes of the MD5 of the group's number")
                    .containsExactlyElementsOf(groups.stream()
                            .distinct()
                            .filter(HoldOutTest::isDrawn)
                            .sorted()
                            .toList());
            assertThat(heldOut).hasSizeBetween(65, 115);
            assertThat(
                            LittleHouse.answers(
                                    work,
                                    "select count(*) from staged.accounts as c inner join staged.accounts as p using (customer_id)"
                                            + " where c.level = 'customer' and p.level = 'parent'"
                                            + " and (c.account_id in (select account_id from metrics.held_out_accounts where level = 'customer'))"
                                            + " <> (p.account_id in (select account_id from metrics.held_out_accounts where level = 'parent'))"))
                    .as("customers that are drawn otherwise than their group")
                    .containsExactly("0");
            assertThat(LittleHouse.answers(
                            work,
                            "select distinct concat_ws(' ', is_held_out, action_code is null, suggested_owner_id is null, justified_spend_amount is null,"
                                    + " action_cost_abstain_reason, suggested_owner_abstain_reason, justified_spend_abstain_reason, justified_discount_abstain_reason)"
                                    + " from marts.early_warning_v1 where is_held_out"))
                    .containsExactly("true true true true HELD_OUT HELD_OUT HELD_OUT HELD_OUT");
            assertThat(
                            LittleHouse.answers(
                                    work,
                                    "select concat_ws('|', count(*) filter (where not is_held_out and action_code is null), max(case when not is_held_out then work_rank end)"
                                            + " < min(case when is_held_out then work_rank end)) from marts.early_warning_v1 where level = 'customer'"))
                    .as("all others have an action, and stand before those in the work list")
                    .containsExactly("0|true");
            assertThat(
                            LittleHouse.answers(
                                    work,
                                    "select count(*) from metrics.warning_actions where is_held_out and warned_on < date '2026-01-30'"))
                    .containsExactly("0");
            List<String[]> trial = LittleHouse.answers(
                            work,
                            "select concat_ws('|', account_id, has_bought) from (select p.account_id, w.warned_on,"
                                    + " exists (from staged.purchase_occasions as o where o.customer_id = w.customer_id"
                                    + " and o.ordered_on > w.warned_on and o.ordered_on <= w.warned_on + 120) as has_bought,"
                                    + " row_number() over (partition by p.account_id order by w.warned_on, w.customer_id) as place"
                                    + " from metrics.warning_actions as w inner join staged.accounts as p on p.level = 'parent' and p.customer_id = w.customer_id"
                                    + " where w.warned_on >= date '2026-03-01') where place = 1 and warned_on + 120 <= date '2026-11-20'")
                    .stream()
                    .map(row -> row.split("\\|"))
                    .toList();
            List<String[]> alone = trial.stream().filter(row -> isDrawn(row[0])).toList();
            List<String[]> treated =
                    trial.stream().filter(row -> !isDrawn(row[0])).toList();
            assertThat(alone).hasSizeGreaterThan(5);
            assertThat(LittleHouse.answers(
                            work,
                            "select distinct concat_ws('|', company_treated_n, company_held_out_n, round(company_treated_rate, 9), round(company_held_out_rate, 9),"
                                    + " abs(company_uplift - (company_treated_rate - company_held_out_rate)) < 1e-12,"
                                    + " company_uplift_low < company_uplift and company_uplift < company_uplift_high, coalesce(company_trial_abstain_reason, 'null'))"
                                    + " from marts.account_manager_v1"))
                    .as("the first warning of each group, by the draw and the purchases of 120 days")
                    .containsExactly("%d|%d|%s|%s|true|true|null"
                            .formatted(treated.size(), alone.size(), bought(treated), bought(alone)));
            assertThat(LittleHouse.answers(
                            work,
                            "select concat_ws(' ', bool_and(standing_warning_count >= standing_acted_count + standing_open_count + standing_held_out_count),"
                                    + " sum(standing_held_out_count) > 5) from marts.account_manager_v1"))
                    .containsExactly("true true");
        }
    }

    private static String bought(List<String[]> warnings) {
        long count = warnings.stream().filter(row -> row[1].equals("true")).count();
        return BigDecimal.valueOf((double) count / warnings.size())
                .setScale(9, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static boolean isDrawn(String group) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(group.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, new byte[] {digest[0], digest[1]}).intValueExact() < 65_536 / 4;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
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
                .replace("min_warnings: 30", "min_warnings: 5"));
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
                                    "select count(*) from metrics.warning_actions where is_held_out and warned_on < date '2026-03-01'"))
                    .containsExactly("0");
            assertThat(LittleHouse.answers(
                            work,
                            "select concat_ws('|', max(company_treated_n) = count_treated, max(company_held_out_n) = count_held_out, count_held_out > 5,"
                                    + " max(company_uplift_low) < max(company_uplift) and max(company_uplift) < max(company_uplift_high),"
                                    + " abs(max(company_uplift) - (share_treated - share_held_out)) < 1e-12, coalesce(max(company_trial_abstain_reason), 'null'))"
                                    + " from marts.account_manager_v1 cross join (select count(*) filter (where not is_held_out) as count_treated,"
                                    + " count(*) filter (where is_held_out) as count_held_out,"
                                    + " avg(case when has_bought_in_trial then 1e0 else 0e0 end) filter (where not is_held_out) as share_treated,"
                                    + " avg(case when has_bought_in_trial then 1e0 else 0e0 end) filter (where is_held_out) as share_held_out"
                                    + " from metrics.warning_actions where warned_on >= date '2026-03-01' and outcome_until_on <= date '2026-11-20'"
                                    + " and has_bought_in_trial is not null) as trial"
                                    + " group by count_treated, count_held_out, share_treated, share_held_out"))
                    .containsExactly("true|true|true|true|true|null");
        }
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

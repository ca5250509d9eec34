package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** December to May against June to November 2011, by policy alone: windows and periods of six months. */
class OnlineRetailHalfYearsTest {

    private static OnlineRetail night;

    @BeforeAll
    static void runTheNight(@TempDir Path home) throws Exception {
        OnlineRetail.assumeDelivered();
        OnlineRetail.Policy policy = OnlineRetail.policy(home)
                .with("pyramid.yaml", "window_months", "6")
                .with("pyramid.yaml", "history_months", "6")
                .with("tier_migration_periods.yaml", "- period_months: 6\n")
                .with("repurchase.yaml", "retention_months", "6");
        night = OnlineRetail.night(home, LocalDate.of(2011, 11, 30), policy.folder(), false);
    }

    @AfterAll
    static void close() throws Exception {
        if (night != null) {
            night.close();
        }
    }

    @Test
    void everyCellOfTheMigrationMatrixIsThatOfTheReference() throws Exception {
        assertThat(night.published("""
                select
                    from_tier,
                    sum(customer_count) filter (where to_tier = 'TOP'),
                    sum(customer_count) filter (where to_tier = 'BIG'),
                    sum(customer_count) filter (where to_tier = 'MEDIUM'),
                    sum(customer_count) filter (where to_tier = 'SMALL'),
                    sum(customer_count) filter (where to_tier = 'INACTIVE'),
                    any_value(from_on),
                    bool_and(is_from_window_recorded)
                from tier_migration_v1
                where scheme = 'CURRY' and level = 'customer' and tier_kind = 'raw' and period_months = 6
                group by from_tier
                order by case from_tier
                    when 'TOP' then 1 when 'BIG' then 2 when 'MEDIUM' then 3 when 'SMALL' then 4 when 'NEW' then 5 else 6 end"""))
                .containsExactly(
                        "TOP 22 5 0 0 1 2011-05-31 true",
                        "BIG 11 59 30 2 6 2011-05-31 true",
                        "MEDIUM 0 40 182 143 43 2011-05-31 true",
                        "SMALL 1 15 181 1201 776 2011-05-31 true",
                        "NEW 1 20 128 1430 0 2011-05-31 true",
                        "INACTIVE 0 0 0 0 0 2011-05-31 true");
    }

    @Test
    void of2718BuyersOfTheFirstHalf1892BoughtInTheSecond() throws Exception {
        assertThat(night.published("select distinct previous_customer_count, retained_count, retention_rate"
                        + " from repurchase_curve_v1 where level = 'customer' and group_kind = 'all'"))
                .containsExactly("2718 1892 0.6961000735835173");
    }
}

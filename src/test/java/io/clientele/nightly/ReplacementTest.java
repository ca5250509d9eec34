package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the sample company's customers will replace: its pumps, against the assets that stand there. */
@ExtendWith(SampleNight.class)
class ReplacementTest {

    private final SampleNight.Books night;

    ReplacementTest(SampleNight.Books night) {
        this.night = night;
    }

    @Test
    void everyAssetInUseStandsInOneRowOfItsCustomer() throws SQLException {
        assertThat(night.rows("select sum(unit_count) from replacement_v1 where level = 'customer'"))
                .isEqualTo(night.rows("select count(*) from staged.installed_assets where retired_on is null"));
        assertThat(night.rows("select sum(unit_count) from replacement_v1 where level = 'parent'"))
                .isEqualTo(night.rows("select count(*) from staged.installed_assets where retired_on is null"));
    }

    @Test
    void pumpsAreTheDurableCategoriesAnd15RetiredOnesTellTheCycleOfOne() throws SQLException {
        assertThat(night.rows(
                        "select category_id, round(cycle_days), cycle_n, cycle_method from metrics.replacement_cycles"
                                + " order by category_id"))
                .containsExactly("21 2918.0 221 EXPECTED_LIFE", "22 2462.0 15 KAPLAN_MEIER");
    }

    @Test
    void whatIsWrittenOnTheOldestAssetMakesItsDueDay() throws SQLException {
        assertThat(night.rows("select count(*) from replacement_v1 as marts inner join"
                        + " (select customer_id, category_id, min(installed_on + cast(expected_life_days as integer)) as due_on"
                        + " from staged.installed_assets where retired_on is null group by customer_id, category_id) as assets"
                        + " on assets.customer_id = marts.customer_id and assets.category_id = marts.category_id"
                        + " where marts.level = 'customer' and assets.due_on <> marts.due_on"))
                .containsExactly("0");
    }

    @Test
    void anUnplannedReplacementFollowsAQualityIncidentOnThePumpsOfThatCustomer() throws SQLException {
        assertThat(night.rows("select count(*) > 0, count(*) filter (where not complaints.is_quality_incident"
                        + " or products.category_id <> marts.category_id or complaints.customer_id <> marts.customer_id)"
                        + " from replacement_v1 as marts"
                        + " inner join staged.complaints as complaints on complaints.complaint_id = marts.complaint_id"
                        + " inner join staged.products as products on products.product_id = complaints.product_id"
                        + " where marts.level = 'customer' and marts.trigger_class = 'UNPLANNED_REPLACEMENT'"))
                .containsExactly("true 0");
    }

    @Test
    void whoCatchesUpHasNeitherAnAssetNorAPurchaseWhileMostOfItsIndustryHave() throws SQLException {
        assertThat(night.rows("select count(*) > 100, min(peer_owner_share) >= 0.5 from replacement_v1"
                        + " where level = 'customer' and trigger_class = 'CATCHING_UP'"))
                .containsExactly("true true");
        assertThat(night.rows("select count(*) from replacement_v1 as marts inner join metrics.item_occasions as bought"
                        + " on bought.level = marts.level and bought.account_id = marts.customer_id"
                        + " and bought.item_kind = 'category' and bought.item_id = marts.category_id"
                        + " where marts.trigger_class = 'CATCHING_UP'"))
                .containsExactly("0");
    }
}

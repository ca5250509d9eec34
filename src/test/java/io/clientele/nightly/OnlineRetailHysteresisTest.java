package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seven monthly snapshots of windows of six months, by policy alone. */
class OnlineRetailHysteresisTest {

    private static OnlineRetail night;

    @BeforeAll
    static void runTheNight(@TempDir Path home) throws Exception {
        OnlineRetail.assumeDelivered();
        OnlineRetail.Policy policy = OnlineRetail.policy(home)
                .with("pyramid.yaml", "window_months", "6")
                .with("pyramid.yaml", "history_months", "6")
                .with("tier_migration_periods.yaml", "- period_months: 6\n");
        night = OnlineRetail.night(home, LocalDate.of(2011, 12, 9), policy.folder(), false);
    }

    @AfterAll
    static void close() throws Exception {
        if (night != null) {
            night.close();
        }
    }

    @Test
    void of16298PairsOfSnapshots1196ChangeTheTierByRankAnd775TheStableOne() throws Exception {
        assertThat(night.work("select pair_count, raw_change_count, stable_change_count from metrics.tier_flaps"
                        + " where level = 'customer'"))
                .containsExactly("16298 1196 775");
        assertThat(night.work("select count(distinct months_ago) from metrics.pyramid_ranks"))
                .containsExactly("7");
    }

    @Test
    void thePublishedFlapRateFallsFrom7Point3To4Point8Percent() throws Exception {
        assertThat(night.published("select distinct flap_pair_count, cast(raw_flap_rate as decimal(9, 6)),"
                        + " cast(stable_flap_rate as decimal(9, 6)) from tier_migration_v1 where level = 'customer'"))
                .containsExactly("16298 0.073383 0.047552");
    }
}

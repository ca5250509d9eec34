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
                        + " where scheme = 'CURRY' and level = 'customer'"))
                .containsExactly("16298 1196 775");
        assertThat(night.work("select count(distinct months_ago) from metrics.pyramid_ranks"))
                .containsExactly("7");
    }

    @Test
    void thePublishedFlapRateFallsFrom7Point3To4Point8Percent() throws Exception {
        assertThat(
                        night.published(
                                "select distinct flap_pair_count, cast(raw_flap_rate as decimal(9, 6)),"
                                        + " cast(stable_flap_rate as decimal(9, 6)) from tier_migration_v1 where scheme = 'CURRY' and level = 'customer'"))
                .containsExactly("16298 0.073383 0.047552");
    }

    @Test
    void inNoneOfThe7LooksDoesTheBorderTellAnotherTierThanTheRank() throws Exception {
        assertThat(night.work("""
                select
                    count(distinct s.months_ago),
                    count(*) filter (where s.raw_tier_order <> t.raw_order),
                    count(*) filter (where s.promotion_tier_order <> t.promotion_order),
                    count(*) filter (where s.tolerated_tier_order <> t.tolerated_order),
                    count(*) > 16298
                from metrics.tier_standings as s
                inner join (
                    select
                        r.scheme, r.level, r.account_id, r.months_ago,
                        case when r.ranking_amount <= 0 then 4
                            else coalesce(min(c.tier_order) filter (where r.value_rank <= c.cut_rank), 4) end as raw_order,
                        case when r.ranking_amount <= 0 then 4
                            else coalesce(min(c.tier_order) filter (where r.value_rank <= c.promotion_rank), 4) end as promotion_order,
                        case when r.ranking_amount <= 0 then 4
                            else coalesce(min(c.tier_order) filter (where r.value_rank < c.demotion_rank), 4) end as tolerated_order
                    from metrics.pyramid_ranks as r
                    inner join metrics.pyramid_cuts as c using (scheme, level, months_ago)
                    group by r.scheme, r.level, r.account_id, r.months_ago, r.ranking_amount
                ) as t using (scheme, level, account_id, months_ago)
                where s.scheme = 'CURRY' and s.level = 'customer'""")).containsExactly("7 0 0 0 true");
    }
}

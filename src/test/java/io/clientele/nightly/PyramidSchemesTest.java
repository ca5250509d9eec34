package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Both pyramids of the sample company: by net revenue, and by present and future value. */
@ExtendWith(SampleNight.class)
class PyramidSchemesTest {

    private final SampleNight.Books night;

    PyramidSchemesTest(SampleNight.Books night) {
        this.night = night;
    }

    @Test
    void eachOfThe409CustomersStandsInBothSchemes() throws SQLException {
        assertThat(night.rows("""
                select scheme, count(*), count(distinct customer_id) from marts.customer_tier_v1
                where level = 'customer' group by scheme order by scheme""")).containsExactly("CURRY 409 409", "ZEITHAML 409 409");
    }

    @Test
    void theFirst58Of367RatedCustomersArePlatinumOrGoldByTheirDeclaredShareOfWallet() throws SQLException {
        assertThat(night.rows("""
                select
                    tier_order,
                    count(*) > 0,
                    min(value_rank) >= 1,
                    max(value_rank) <= 58,
                    bool_and(coalesce(share_of_wallet, 0) >= 0.5)
                from metrics.tier_accounts
                inner join metrics.tier_ladder on tier_ladder.scheme = tier_accounts.scheme and tier = raw_tier
                where tier_accounts.scheme = 'ZEITHAML' and level = 'customer' and tier_order <= 2
                group by tier_order order by tier_order""")).containsExactly("1 true true true true", "2 true true true false");
        assertThat(night.rows("""
                select distinct cut_rank, buyer_count, ranked_customer_count from metrics.pyramid_cuts
                where scheme = 'ZEITHAML' and level = 'customer' and months_ago = 0""")).containsExactly("58 287 367");
        assertThat(night.rows("""
                select count(*) from metrics.tier_accounts
                where scheme = 'ZEITHAML' and level = 'customer' and raw_tier in ('PLATINUM', 'GOLD')""")).containsExactly("58");
    }

    @Test
    void noTierOfTheBordersDiffersFromTheTierOfTheRankInAnyOf25Looks() throws SQLException {
        assertThat(night.rows("""
                select
                    count(distinct s.months_ago),
                    count(*) filter (where (s.raw_tier_order <= 2) <> (t.is_cut and s.floor_reason is null)),
                    count(*) filter (where (s.tolerated_tier_order <= 2) <> (t.is_tolerated and s.floor_reason is null)),
                    count(*) = (select count(*) from metrics.pyramid_ranks where scheme = 'ZEITHAML')
                from metrics.tier_standings as s
                inner join (
                    select
                        r.scheme, r.level, r.account_id, r.months_ago,
                        bool_or(r.value_rank <= c.cut_rank) as is_cut,
                        bool_or(r.value_rank < c.demotion_rank) as is_tolerated
                    from metrics.pyramid_ranks as r
                    inner join metrics.pyramid_cuts as c using (scheme, level, months_ago)
                    group by r.scheme, r.level, r.account_id, r.months_ago
                ) as t using (scheme, level, account_id, months_ago)
                where s.scheme = 'ZEITHAML'""")).containsExactly("25 0 0 true");
    }

    @Test
    void presentValueIsTheContributionOfTheTwelveMonthsAndFutureValueThatOf36NetOfLossesFor367Accounts()
            throws SQLException {
        assertThat(night.rows("""
                select count(*), count(*) filter (
                    where t.present_value_amount = w.contribution_margin_amount - l.expected_credit_loss_amount
                        and t.future_value_amount = f.clv_net_amount_36m
                        and t.ranking_amount = t.present_value_amount + t.future_value_amount)
                from metrics.tier_accounts as t
                inner join metrics.account_windows as w
                    on w.level = t.level and w.account_id = t.account_id and w.window_name = 'pyramid'
                inner join metrics.credit_losses as l on l.level = t.level and l.account_id = t.account_id
                inner join metrics.net_future_values as f
                    on f.level = t.level and f.account_id = t.account_id and f.months_ago = 0
                where t.scheme = 'ZEITHAML' and t.level = 'customer' and t.value_rank is not null""")).containsExactly("367 367");
    }

    @Test
    void presentAndFutureValueOfEachOf409CustomersAreTheSameInBothMarts() throws SQLException {
        assertThat(night.rows("""
                select count(*), count(t.future_value_amount), count(*) filter (
                    where t.future_value_amount is distinct from v.future_value_amount and v.quadrant_abstain_reason is null
                        or t.present_value_amount is distinct from v.present_value_amount and v.quadrant_abstain_reason is null)
                from marts.customer_tier_v1 as t
                inner join marts.customer_value_v1 as v on v.level = t.level and v.customer_id = t.customer_id
                where t.scheme = 'ZEITHAML' and t.level = 'customer'""")).containsExactly("409 367 0");
    }

    @Test
    void theDeclaredWalletMakes12CustomersPlatinumAndNoneOfThemIsKnownFromPeersAlone() throws SQLException {
        assertThat(night.rows("""
                select count(*), count(*) filter (where w.wallet_method = 'DECLARED' and w.share_of_wallet_mid >= 0.5)
                from metrics.tier_accounts as t
                inner join metrics.wallet_shares as w on w.level = t.level and w.account_id = t.account_id
                where t.scheme = 'ZEITHAML' and t.level = 'customer' and t.raw_tier = 'PLATINUM'""")).containsExactly("12 12");
        assertThat(night.rows("""
                select share_of_wallet_low_abstain_reason, count(*), count(share_of_wallet_low), count(share_of_wallet_high)
                from marts.customer_value_v1 where level = 'customer' group by 1 order by 1 nulls first"""))
                .containsExactly("null 100 100 100", "EMPLOYEES_UNKNOWN 10 0 0", "UPPER_BOUND_ONLY 299 0 299");
    }

    @Test
    void everyGoldCustomerLacksADeclaredWalletOrTheMoneyToThePromotionRank() throws SQLException {
        assertThat(night.rows("""
                select
                    count(*) > 40,
                    count(*) filter (where distance_to_next_amount is null
                        and ranking_amount < (select promotion_amount from metrics.tier_thresholds
                            where scheme = 'ZEITHAML' and level = 'customer' and tier = 'PLATINUM')),
                    count(*) filter (where distance_to_next_amount <= 0)
                from metrics.tier_accounts
                where scheme = 'ZEITHAML' and level = 'customer' and stable_tier = 'GOLD'""")).containsExactly("true 0 0");
    }

    @Test
    void eachOf58AccountsAloneBetweenTheBordersStandsWhereItStoodAmongAllOf25Looks() throws Exception {
        String model = Files.readString(Path.of("jobs/models/metrics/tier_standings.sql"));
        List<String> accounts = night.rows("""
                select account_id from metrics.tier_accounts
                where scheme = 'CURRY' and level = 'customer' and raw_tier_order <= 3 order by account_id""");
        assertThat(accounts).hasSize(58);
        night.execute("create schema memory.metrics");
        night.execute("create table memory.metrics.pyramid_borders as from night.metrics.pyramid_borders");
        night.execute("create table memory.metrics.tier_ladder as from night.metrics.tier_ladder");
        for (String account : accounts) {
            String own = " where level = 'customer' and account_id = '" + account + "'";
            List<String> among = night.rows("from night.metrics.tier_standings" + own + " order by scheme, months_ago");
            night.execute(
                    "create or replace table memory.metrics.ranking_values as from night.metrics.ranking_values" + own);
            night.execute("use memory");
            List<String> alone = night.rows("from (" + model + ") order by scheme, months_ago");
            night.execute("set search_path = 'night.marts'");
            assertThat(alone).isNotEmpty().isEqualTo(among);
        }
    }

    @Test
    void everyReasonIsASentenceInBothLanguagesOfWhichRankedOnesNameTheirRank() throws SQLException {
        assertThat(night.rows("""
                select
                    count(*) = count(reason_en) and count(*) = count(reason_zh),
                    count(*) filter (where reason_en not like '%.' or reason_zh not like '%。'),
                    count(*) filter (where value_rank is not null and reason <> 'OVERDUE_WITHOUT_MARGIN'
                        and reason_en not like 'Rank ' || value_rank || ' of %'),
                    count(*) filter (where tier_since_on is not null and reason_en not like '%' || tier_since_on || '%')
                from marts.customer_tier_v1""")).containsExactly("true 0 0 0");
    }

    @Test
    void withoutRebateTiersInThePolicyAll409DistancesSaySourceMissing() throws SQLException {
        assertThat(night.rows("""
                select rebate_abstain_reason, count(*), count(next_rebate_threshold_amount) from marts.customer_tier_v1
                where level = 'customer' and scheme = 'CURRY' group by rebate_abstain_reason""")).containsExactly("SOURCE_MISSING 409 0");
    }
}

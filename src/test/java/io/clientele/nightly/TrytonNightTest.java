package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.extract.tryton.TrytonDatabase;
import io.clientele.model.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One night from 3,124 sales of a Tryton database, held to what SQL of its own says on Tryton's tables. */
class TrytonNightTest {

    private static final LocalDate DAY = LocalDate.of(2024, 12, 31);

    private static final Path SQL = Path.of("src/test/resources/tryton");

    /** What is landed of each table with money, to be added up by currency and month. */
    private static final Map<String, Money> MONEY = Map.of(
            "orders", new Money("landing.orders", "ordered_on", List.of("net_amount")),
            "order_lines",
                    new Money(
                            "landing.order_lines inner join (select order_id, currency_code, ordered_on from"
                                    + " landing.orders) as orders using (order_id)",
                            "ordered_on",
                            List.of("net_amount")),
            "returns", new Money("landing.returns", "returned_on", List.of("net_amount")),
            "invoices",
                    new Money("landing.invoices", "invoiced_on", List.of("net_amount", "gross_amount", "open_amount")),
            "invoice_lines",
                    new Money(
                            "landing.invoice_lines inner join (select invoice_id, currency_code, invoiced_on from"
                                    + " landing.invoices) as invoices using (invoice_id)",
                            "invoiced_on",
                            List.of("net_amount")),
            "payments", new Money("landing.payments", "paid_on", List.of("amount")),
            "opportunities", new Money("landing.opportunities", "created_on", List.of("amount")));

    private static final Map<String, String> COUNTED = Map.of(
            "companies", "company_company",
            "exchange_rates", "currency_currency_rate",
            "account_managers", "company_employee",
            "agents", "commission_agent",
            "customers", "party_party where name like '%ustomer %'",
            "product_categories", "product_category where not accounting",
            "products", "product_product",
            "complaints", "sale_complaint",
            "deliveries", "stock_move where origin like 'sale.line,%'",
            "opportunity_events", "(select distinct id, state from \"sale_opportunity__history\") as q");

    private record Money(String relation, String day, List<String> amounts) {

        String landed() {
            return "select currency_code, strftime(" + day + ", '%Y-%m'), count(*), "
                    + sums("cast(sum(%s) as decimal(18, 4))")
                    + " from " + relation + " group by 1, 2 order by 1, 2";
        }

        String expected(String totals) {
            return "select code, month, sum(count), " + sums("sum(%s)::numeric(18, 4)") + " from (" + totals
                    + ") as q group by 1, 2 order by 1, 2";
        }

        private String sums(String sum) {
            return amounts.stream().map(sum::formatted).collect(Collectors.joining(", "));
        }
    }

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static TrytonDatabase database;

    @SuppressWarnings("NullAway.Init")
    private static Connection tryton;

    @SuppressWarnings("NullAway.Init")
    private static PackHouse house;

    @SuppressWarnings("NullAway.Init")
    private static Connection night;

    private static final Recorder TOLD = new Recorder();

    @BeforeAll
    static void run() throws IOException, SQLException {
        TrytonDatabase.assumeDelivered();
        database = TrytonDatabase.load("tryton_night").sell(300, 3000, 1);
        tryton = database.connect();
        house = PackHouse.of(folder.resolve("yearly"), "tryton", database.url()).usingRatesFor(366);
        house.run(DAY, TOLD);
        night = house.night(DAY);
    }

    @AfterAll
    static void close() throws SQLException {
        if (night != null) {
            night.close();
            tryton.close();
        }
    }

    @Test
    void the10MartsArePublishedFrom25680RowsNoneOfThemInQuarantine() throws SQLException {
        assertThat(house.hashes()).hasSize(27);
        assertThat(TOLD.said("landing.reconcile"))
                .isEqualTo("25680 delivered = 25680 accepted + 0 quarantined + 0 filtered");
        assertThat(landed("select count(*) from run.gates where verdict = 'stop'"))
                .containsExactly("0");
    }

    @Test
    void moneyOf7TablesIsLandedToTheCentOfEachCurrencyAndMonth() throws SQLException, IOException {
        for (Map.Entry<String, Money> table : MONEY.entrySet()) {
            String totals = Files.readString(SQL.resolve("totals/" + table.getKey() + ".sql"));
            assertThat(landed(table.getValue().landed()))
                    .as(table.getKey())
                    .hasSizeGreaterThan(30)
                    .isEqualTo(asked(table.getValue().expected(totals)));
        }
    }

    @Test
    void tablesWithoutMoneyHaveAsManyRowsAsTrytonsTables() throws SQLException {
        for (Map.Entry<String, String> table : COUNTED.entrySet()) {
            assertThat(landed("select count(*) from landing." + table.getKey()))
                    .as(table.getKey())
                    .isEqualTo(asked("select count(*) from " + table.getValue()));
        }
        assertThat(landed("select count(*), count(parent_customer_id), count(*) filter (where not is_active)"
                        + " from landing.customers"))
                .isEqualTo(asked("select count(*), (select count(*) from party_relation),"
                        + " count(*) filter (where not active) from party_party where name like '%ustomer %'"));
    }

    @Test
    void eachCustomersRevenueOf2024IsTheEurosOfItsSaleLines() throws SQLException, IOException {
        List<String> published = landed("select customer_id, revenue_amount_12m from marts.customer_value_v1 where"
                + " level = 'customer' and revenue_amount_12m <> 0 order by cast(customer_id as integer)");
        assertThat(published)
                .hasSizeGreaterThan(200)
                .isEqualTo(asked(Files.readString(SQL.resolve("revenue_2024.sql"))));
    }

    @Test
    void the225ColumnsThatAreNullOnEveryRowStandOnThePacksPage() throws SQLException, IOException {
        List<String> silent = silentColumns();
        assertThat(silent)
                .containsExactly(
                        "account_economics_v1.acquisition_cost_amount",
                        "account_economics_v1.acquisition_cost_amount_high",
                        "account_economics_v1.acquisition_cost_amount_low",
                        "account_economics_v1.acquisition_ratio",
                        "account_economics_v1.acquisition_ratio_high",
                        "account_economics_v1.acquisition_ratio_low",
                        "account_economics_v1.acquisition_saved_amount",
                        "account_economics_v1.acquisition_spend_amount_12m",
                        "account_economics_v1.activity_cost_amount_12m",
                        "account_economics_v1.contribution_margin_amount_12m",
                        "account_economics_v1.economic_profit_amount_12m",
                        "account_economics_v1.goodwill_amount_12m",
                        "account_economics_v1.goodwill_case_amount",
                        "account_economics_v1.goodwill_return_amount",
                        "account_economics_v1.goodwill_return_amount_high",
                        "account_economics_v1.goodwill_return_amount_low",
                        "account_economics_v1.referral_count",
                        "account_economics_v1.referral_value_amount",
                        "account_economics_v1.referred_customer_count",
                        "account_economics_v1.retention_activity_amount_12m",
                        "account_economics_v1.retention_cost_amount",
                        "account_economics_v1.retention_cost_amount_high",
                        "account_economics_v1.retention_cost_amount_low",
                        "account_economics_v1.retention_service_amount_12m",
                        "account_economics_v1.retention_spend_amount_12m",
                        "account_economics_v1.win_limit_amount",
                        "account_economics_v1.win_limit_amount_high",
                        "account_economics_v1.win_limit_amount_low",
                        "account_economics_v1.winback_cost_amount",
                        "account_economics_v1.winback_cost_amount_high",
                        "account_economics_v1.winback_cost_amount_low",
                        "account_economics_v1.winback_ratio",
                        "account_economics_v1.winback_ratio_high",
                        "account_economics_v1.winback_ratio_low",
                        "account_economics_v1.winback_spend_amount_12m",
                        "account_manager_v1.acted_bought_rate",
                        "account_manager_v1.acted_bought_rate_high",
                        "account_manager_v1.acted_bought_rate_low",
                        "account_manager_v1.bus_factor",
                        "account_manager_v1.company_acted_bought_rate",
                        "account_manager_v1.company_acted_bought_rate_high",
                        "account_manager_v1.company_acted_bought_rate_low",
                        "account_manager_v1.company_held_out_rate",
                        "account_manager_v1.company_held_out_rate_high",
                        "account_manager_v1.company_held_out_rate_low",
                        "account_manager_v1.company_treated_rate",
                        "account_manager_v1.company_treated_rate_high",
                        "account_manager_v1.company_treated_rate_low",
                        "account_manager_v1.company_uplift",
                        "account_manager_v1.company_uplift_high",
                        "account_manager_v1.company_uplift_low",
                        "account_manager_v1.departure_loss_amount",
                        "account_manager_v1.departure_loss_amount_high",
                        "account_manager_v1.departure_loss_amount_low",
                        "account_manager_v1.dependence_on_us",
                        "account_manager_v1.dependence_on_us_high",
                        "account_manager_v1.dependence_on_us_low",
                        "account_manager_v1.emotional_loyalty",
                        "account_manager_v1.emotional_loyalty_high",
                        "account_manager_v1.emotional_loyalty_low",
                        "account_manager_v1.employed_to_on",
                        "account_manager_v1.satisfaction",
                        "account_manager_v1.satisfaction_high",
                        "account_manager_v1.satisfaction_low",
                        "account_manager_v1.superior_id",
                        "account_manager_v1.team",
                        "account_risk_v1.contact_hhi",
                        "account_risk_v1.credit_limit_amount",
                        "account_risk_v1.departed_manager_id",
                        "account_risk_v1.departed_on",
                        "account_risk_v1.departure_loss_amount",
                        "account_risk_v1.departure_loss_amount_high",
                        "account_risk_v1.departure_loss_amount_low",
                        "account_risk_v1.effective_contact_count",
                        "account_risk_v1.effective_manager_count",
                        "account_risk_v1.handover_excess_loss_rate",
                        "account_risk_v1.handover_excess_loss_rate_high",
                        "account_risk_v1.handover_excess_loss_rate_low",
                        "account_risk_v1.handover_state",
                        "account_risk_v1.has_dominant_manager",
                        "account_risk_v1.has_main_contact_left",
                        "account_risk_v1.is_main_manager_active",
                        "account_risk_v1.limit_use_share",
                        "account_risk_v1.main_contact_id",
                        "account_risk_v1.main_contact_left_on",
                        "account_risk_v1.main_contact_share",
                        "account_risk_v1.main_contact_share_high",
                        "account_risk_v1.main_contact_share_low",
                        "account_risk_v1.main_manager_id",
                        "account_risk_v1.main_manager_share",
                        "account_risk_v1.main_manager_share_high",
                        "account_risk_v1.main_manager_share_low",
                        "account_risk_v1.manager_hhi",
                        "account_risk_v1.top_competitor",
                        "account_risk_v1.top_competitor_count",
                        "contact_coverage_v1.days_since_last_contact",
                        "contact_coverage_v1.days_to_fading",
                        "contact_coverage_v1.executive_contact_days",
                        "contact_coverage_v1.has_single_contact",
                        "contact_coverage_v1.has_single_manager",
                        "contact_coverage_v1.is_single_threaded",
                        "contact_coverage_v1.last_contact_left_on",
                        "contact_coverage_v1.last_contacted_on",
                        "contact_coverage_v1.last_executive_contacted_on",
                        "contact_coverage_v1.proactive_share",
                        "contact_coverage_v1.proactive_share_high",
                        "contact_coverage_v1.proactive_share_low",
                        "customer_identity_v1.tax_id",
                        "customer_profile_v1.account_manager_id",
                        "customer_profile_v1.account_manager_since_on",
                        "customer_profile_v1.agent_id",
                        "customer_profile_v1.country_code",
                        "customer_profile_v1.credit_limit_amount",
                        "customer_profile_v1.customer_group",
                        "customer_profile_v1.employee_count",
                        "customer_profile_v1.industry",
                        "customer_profile_v1.is_account_manager_active",
                        "customer_profile_v1.size_class",
                        "customer_profile_v1.territory",
                        "customer_tier_v1.distance_to_next_rebate_amount",
                        "customer_tier_v1.distance_to_next_wallet_share",
                        "customer_tier_v1.next_rebate_rate",
                        "customer_tier_v1.next_rebate_threshold_amount",
                        "customer_tier_v1.rebate_rate",
                        "customer_tier_v1.share_of_wallet",
                        "customer_value_v1.contribution_margin_amount_12m",
                        "customer_value_v1.contribution_margin_amount_36m",
                        "customer_value_v1.contribution_margin_amount_prior_12m",
                        "customer_value_v1.contribution_share",
                        "customer_value_v1.launch_eligible_count",
                        "customer_value_v1.launch_open_count",
                        "customer_value_v1.launch_taken_count",
                        "customer_value_v1.launch_uptake_rate",
                        "customer_value_v1.launch_uptake_rate_high",
                        "customer_value_v1.launch_uptake_rate_low",
                        "customer_value_v1.launch_usual_uptake_rate",
                        "customer_value_v1.potential_amount",
                        "customer_value_v1.potential_amount_high",
                        "customer_value_v1.potential_amount_low",
                        "customer_value_v1.potential_cell",
                        "customer_value_v1.potential_gap_amount",
                        "customer_value_v1.potential_n",
                        "customer_value_v1.rebate_amount_12m",
                        "customer_value_v1.score_potential_points",
                        "customer_value_v1.service_cost_amount_12m",
                        "customer_value_v1.share_of_wallet_customer_count",
                        "customer_value_v1.share_of_wallet_high",
                        "customer_value_v1.share_of_wallet_low",
                        "customer_value_v1.share_of_wallet_method",
                        "customer_value_v1.share_of_wallet_mid",
                        "customer_value_v1.share_of_wallet_n",
                        "customer_value_v1.share_of_wallet_year",
                        "customer_value_v1.wallet_amount",
                        "customer_value_v1.wallet_upside_amount",
                        "early_warning_v1.churn_probability_high",
                        "early_warning_v1.churn_probability_low",
                        "early_warning_v1.reason_1_contribution",
                        "early_warning_v1.reason_2_contribution",
                        "early_warning_v1.reason_3_contribution",
                        "early_warning_v1.suggested_owner_id",
                        "early_warning_v1.suggested_owner_role",
                        "early_warning_v1.trained_on",
                        "early_warning_v1.training_method",
                        "market_segment_v1.contribution_margin_amount",
                        "model_fit_v1.outranked_by",
                        "price_discipline_v1.unapproved_amount",
                        "price_discipline_v1.unapproved_line_count",
                        "price_sensitivity_v1.extensive_effect",
                        "price_sensitivity_v1.extensive_effect_high",
                        "price_sensitivity_v1.extensive_effect_low",
                        "price_sensitivity_v1.risen_kept_rate",
                        "service_level_v1.answering_contact_share",
                        "service_level_v1.answering_contact_share_high",
                        "service_level_v1.answering_contact_share_low",
                        "service_level_v1.answering_contact_share_n",
                        "service_level_v1.cost_to_serve_creep",
                        "service_level_v1.cost_to_serve_ratio",
                        "service_level_v1.days_late_p50",
                        "service_level_v1.days_late_p90",
                        "service_level_v1.first_contact_resolution_rate",
                        "service_level_v1.first_contact_resolution_rate_high",
                        "service_level_v1.first_contact_resolution_rate_low",
                        "service_level_v1.first_year_promise_kept_rate",
                        "service_level_v1.mean_days_late",
                        "service_level_v1.net_promoter_score",
                        "service_level_v1.net_promoter_score_high",
                        "service_level_v1.net_promoter_score_low",
                        "service_level_v1.net_promoter_score_n",
                        "service_level_v1.orders_per_visit",
                        "service_level_v1.otif_gap",
                        "service_level_v1.otif_gap_high",
                        "service_level_v1.otif_gap_low",
                        "service_level_v1.otif_share",
                        "service_level_v1.otif_share_high",
                        "service_level_v1.otif_share_low",
                        "service_level_v1.overdue_line_count",
                        "service_level_v1.prior_cost_to_serve_ratio",
                        "service_level_v1.promise_kept_change",
                        "service_level_v1.promise_kept_change_high",
                        "service_level_v1.promise_kept_change_low",
                        "service_level_v1.promise_kept_rate",
                        "service_level_v1.promise_kept_rate_high",
                        "service_level_v1.promise_kept_rate_low",
                        "service_level_v1.reopened_rate",
                        "service_level_v1.reopened_rate_high",
                        "service_level_v1.reopened_rate_low",
                        "service_level_v1.satisfaction_trend",
                        "service_level_v1.service_cost_amount_12m",
                        "service_level_v1.tenured_promise_kept_rate",
                        "service_level_v1.unvisited_win_rate",
                        "service_level_v1.usual_order_rate",
                        "service_level_v1.visit_order_rate",
                        "service_level_v1.visit_order_rate_high",
                        "service_level_v1.visit_order_rate_low",
                        "service_level_v1.visited_win_rate",
                        "service_level_v1.win_rate_difference",
                        "service_level_v1.win_rate_difference_high",
                        "service_level_v1.win_rate_difference_low",
                        "winback_v1.attempt_cost_amount",
                        "winback_v1.cost_per_return_amount",
                        "winback_v1.cost_per_return_amount_high",
                        "winback_v1.cost_per_return_amount_low",
                        "winback_v1.last_competitor",
                        "winback_v1.score_amount",
                        "winback_v1.score_rank");
        String page = Files.readString(Path.of("config/sources/tryton/README.md"));
        assertThat(silent).allSatisfy(column -> assertThat(page).contains("`" + column + "`"));
    }

    @Test
    void whatIsMissingSaysSourceMissingForAll580Accounts() throws SQLException {
        assertThat(landed("select rebate_abstain_reason_12m, service_cost_abstain_reason_12m,"
                        + " contribution_abstain_reason_12m, gross_margin_abstain_reason_12m, count(*)"
                        + " from marts.customer_value_v1 group by all"))
                .containsExactly("SOURCE_MISSING SOURCE_MISSING SOURCE_MISSING null 580");
        assertThat(landed("select account_manager_since_abstain_reason, count(*) from marts.customer_profile_v1"
                        + " group by all"))
                .containsExactly("NO_ACCOUNT_MANAGER 580");
    }

    @Test
    void valuesRestOnTheGrossMarginAndSayItInEveryMartThatHasThem() throws SQLException {
        assertThat(landed("""
                select 'value', margin_basis, count(*), count(clv_amount_36m), count(quadrant), count(key_account_score)
                from marts.customer_value_v1 group by all
                union all
                select 'tier', margin_basis, count(*), count(present_value_amount), count(future_value_amount), count(value_rank)
                from marts.customer_tier_v1 where scheme = 'ZEITHAML' group by all
                union all
                select 'pyramid', margin_basis, count(*), count(clv_amount_36m), sum(clv_unknown_customer_count), 0
                from marts.customer_pyramid_v1 where scheme = 'ZEITHAML' group by all
                union all
                select 'equity', margin_basis, count(*), count(closing_amount), 0, 0
                from marts.customer_equity_v1 where measure = 'clv_36m' group by all
                order by 1"""))
                .containsExactly(
                        "equity GROSS_MARGIN 44 44 0 0",
                        "pyramid GROSS_MARGIN 10 6 0 0",
                        "tier GROSS_MARGIN 580 575 575 575",
                        "value GROSS_MARGIN 580 575 575 404");
        assertThat(landed("""
                select count(*), count(*) filter (
                    where v.present_value_amount = w.gross_margin_amount - l.expected_credit_loss_amount)
                from metrics.net_values as v
                inner join metrics.account_windows as w
                    on w.level = v.level and w.account_id = v.account_id and w.window_name = '12m'
                inner join metrics.credit_losses as l on l.level = v.level and l.account_id = v.account_id""")).containsExactly("580 580");
    }

    /** Columns of marts with rows that are null on each; a reason that nothing needs is no loss. */
    private static List<String> silentColumns() throws SQLException {
        List<String> questions = new ArrayList<>();
        for (String column : landed("select table_name || '.' || column_name from information_schema.columns where"
                + " table_schema = 'marts' and not contains(column_name, '_reason')")) {
            String mart = column.substring(0, column.indexOf('.'));
            questions.add("select '" + column + "' as silent from marts." + mart + " having count(*) > 0 and count("
                    + column + ") = 0");
        }
        return landed(String.join(" union all ", questions) + " order by silent");
    }

    @Test
    void ratesOfJanuaryDoNotHoldFor45DaysSoThat5ReturnsInDollarsStopTheNight() throws IOException {
        PackHouse shipped = PackHouse.of(folder.resolve("shipped"), "tryton", database.url());
        assertThatThrownBy(() -> shipped.run(DAY, new Recorder()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("returns of erp: 5 of 307 rows quarantined, 1.63 % where at most 1 % may be:"
                        + " NO_RATE currency_code × 5");
    }

    private static List<String> landed(String sql) throws SQLException {
        return PackHouse.rows(night, sql);
    }

    private static List<String> asked(String sql) throws SQLException {
        return PackHouse.rows(tryton, sql);
    }
}

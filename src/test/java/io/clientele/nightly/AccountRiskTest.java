package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Risks of accounts and what account managers hold: the sample company against its documents and what was planted, and companies that tell little. */
@ExtendWith(SampleNight.class)
class AccountRiskTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    private static final String TRUTH =
            "(select * from read_csv('data/sample/truth/customer_truth.csv', all_varchar = true))";

    private static final String RISKS = "(select * from account_risk_v1 where level = 'customer')";

    private final SampleNight.Books night;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    AccountRiskTest(SampleNight.Books night) {
        this.night = night;
    }

    @Test
    void whatIsOwedTonightIsTheSameBySnapshotAsByAge() throws SQLException {
        assertThat(
                        night.rows(
                                "select count(*), count(*) filter (where snapshots.receivable_amount = receivables.receivable_amount"
                                        + " and snapshots.not_due_amount = receivables.receivable_not_due_amount)"
                                        + " from metrics.customer_receivables as receivables"
                                        + " join metrics.receivable_snapshots as snapshots using (customer_id) where snapshots.months_ago = 0"))
                .containsExactly("230 230");
    }

    @Test
    void of505DecidedDeals237WereLostAnd157OfThemToCompetitorsAsTheFilesSay() throws SQLException {
        assertThat(
                        night.rows(
                                "with deals as (select distinct on (opportunity_id) * from read_csv('data/sample/crm/opportunities.csv', all_varchar = true)"
                                        + " order by opportunity_id, modified_at desc)"
                                        + " select count(*), count(*) filter (where status = 'lost'), count(*) filter (where status = 'lost' and lost_to_competitor is not null),"
                                        + " count(*) filter (where status = 'lost' and lost_reason is not null), count(*) filter (where status = 'lost' and lost_reason like '%price%')"
                                        + " from deals where status in ('won', 'lost') and cast(closed_on as date) between date '2024-11-21' and date '2026-11-20'"))
                .isEqualTo(night.rows(
                        "select sum(decided_deal_count), sum(lost_deal_count), sum(competitor_deal_count), sum(lost_on_price_n),"
                                + " cast(round(sum(lost_on_price_share * lost_on_price_n)) as bigint) from " + RISKS))
                .first()
                .asString()
                .startsWith("505 237 157 ");
    }

    @Test
    void whatWasOwedAQuarterAgoIsWhatInvoicesAndPaymentsOfThatDayLeft() throws SQLException {
        assertThat(
                        night.rows(
                                "select count(*), count(*) filter (where abs(prior_receivable_amount - coalesce(invoiced, 0) + coalesce(paid, 0)) < 0.02)"
                                        + " from "
                                        + RISKS
                                        + " join (select customer_id from landing.invoices group by customer_id having bool_and(currency_code = 'EUR')) using (customer_id)"
                                        + " left join (select customer_id, sum(gross_amount) as invoiced from landing.invoices"
                                        + " where status in ('posted', 'paid') and invoiced_on <= date '2026-08-20' group by customer_id) using (customer_id)"
                                        + " left join (select customer_id, sum(amount) as paid from landing.payments"
                                        + " where status = 'posted' and paid_on <= date '2026-08-20' group by customer_id) using (customer_id)"))
                .containsExactly("315 315");
    }

    @Test
    void daysOfSalesAreReceivablesOverTheInvoicesOf90Days() throws SQLException {
        assertThat(
                        night.rows(
                                "select count(*) > 100, count(*) filter (where abs(dso_days - 90 * greatest(receivable_amount, 0) / sold) < 0.01) = count(*)"
                                        + " from "
                                        + RISKS
                                        + " join (select customer_id, sum(gross_amount) as sold from staged.invoices"
                                        + " where invoiced_on > date '2026-08-22' group by customer_id having sum(gross_amount) > 0) using (customer_id)"))
                .containsExactly("true true");
    }

    @Test
    void of54AccountsThatHangOnOnePerson50AreDominatedByOneAndOf80DominatedAre50Planted() throws SQLException {
        assertThat(night.rows("select count(*), count(*) filter (where is_single_threaded = '1'),"
                        + " count(*) filter (where has_dominant_manager), count(*) filter (where has_dominant_manager and is_single_threaded = '1')"
                        + " from " + RISKS + " join " + TRUTH
                        + " using (customer_id) where has_dominant_manager is not null"))
                .as(
                        "recall 0.93, precision 0.63: of M107 nobody ever takes a call, and few talks look like one person's")
                .containsExactly("163 54 80 50");
    }

    @Test
    void all50AccountsOfTheManagerWhoLeftAreFoundAndNoOther() throws SQLException {
        String planted =
                "(select kunden.KUNDENNR as customer_id from read_csv('data/sample/erp/kunden.csv', delim = ';', all_varchar = true) as kunden"
                        + " where kunden.BETREUER = 'M103' union select KUNDENNR from (select KUNDENNR, max_by(BETREUER, AUFTRAGNR) as last_seller"
                        + " from read_csv('data/sample/erp/auftraege.csv', delim = ';', all_varchar = true)"
                        + " where try_strptime(DATUM, '%d.%m.%Y') <= date '2026-03-31' and STATUS in ('confirmed', 'done') and RETOURE = '0'"
                        + " group by KUNDENNR) where last_seller = 'M103')";
        assertThat(night.rows(
                        "select count(*), count(planted.customer_id), count(*) filter (where risks.departed_manager_id = 'M103'),"
                                + " count(planted.customer_id) filter (where risks.departed_manager_id = 'M103') from "
                                + RISKS
                                + " as risks left join " + planted + " as planted using (customer_id)"))
                .as("precision and recall 1")
                .containsExactly("409 50 50 50");
        assertThat(night.rows("select count(*), count(*) filter (where is_lost) from metrics.departed_accounts"
                        + " join " + TRUTH + " using (customer_id) where churn_reason = 'manager_left'"))
                .as("all five who followed the manager are seen to be lost")
                .containsExactly("5 5");
        assertThat(night.rows("select departed_count, departed_lost_count, base_count, base_lost_count,"
                        + " round(handover_loss_rate, 4), round(excess_loss_rate, 4) from metrics.handover_losses"))
                .containsExactly("39 12 269 65 0.2853 0.0437");
    }

    @Test
    void all6CustomersWhoBoughtBothWaysAreFoundAndOf6Conflicts5CanBeToldByPrice() throws SQLException {
        String planted = "(select customer_id from landing.orders join landing.order_lines using (order_id)"
                + " where status in ('confirmed', 'done') and not is_return and ordered_on > date '2025-11-20' and ordered_on <= date '2026-11-20'"
                + " and kind = 'goods' and quantity > 0 and order_lines.net_amount > 0"
                + " group by customer_id having count(*) filter (where orders.agent_id is null) > 0"
                + " and count(*) filter (where orders.agent_id is not null) > 0)";
        assertThat(night.rows("select count(planted.customer_id), count(*) filter (where has_both_channels),"
                        + " count(planted.customer_id) filter (where has_both_channels), count(planted.customer_id) filter (where truth.channel = 'both'),"
                        + " count(planted.customer_id) filter (where is_channel_conflict), count(*) filter (where is_channel_conflict),"
                        + " count(*) filter (where channel_conflict_abstain_reason = 'NO_COMMON_PRODUCT') from "
                        + RISKS + " as risks left join " + planted + " as planted using (customer_id) join " + TRUTH
                        + " as truth using (customer_id)"))
                .as(
                        "both ways: precision and recall 1; conflicts: precision 1, recall 5 of 6, as one bought no product both ways")
                .containsExactly("6 6 6 6 5 5 1");
        assertThat(night.rows("select count(*) from " + RISKS + " where log_price_gap < 0.05"))
                .as("agents give a twentieth more discount: we are dearer everywhere")
                .containsExactly("0");
    }

    @Test
    void of6TwoChannelCustomers1MovedACategoryAndWhoBuysBothWaysAllAlongMovesNothing() throws SQLException {
        assertThat(night.rows("select customer_id, migrated_category_count, migrated_amount from " + RISKS
                        + " where migrated_category_count > 0"))
                .containsExactly("100145 1 2473.65");
        assertThat(
                        night.rows(
                                "select category_id, min(sold_on) filter (where channel = 'DIRECT'),"
                                        + " max(sold_on) filter (where channel <> 'DIRECT') from metrics.channel_sales"
                                        + " where customer_id = '100145' group by category_id"
                                        + " having min(sold_on) filter (where channel = 'DIRECT') > max(sold_on) filter (where channel <> 'DIRECT')"))
                .containsExactly("21 2026-11-17 2026-10-16");
        assertThat(night.rows("select channel_hhi_abstain_reason, count(*), min(first_agent_on) is not null from "
                        + RISKS + " group by channel_hhi_abstain_reason order by 1"))
                .contains("NO_AGENT_SALES 343 false", "NO_REVENUE 12 true");
    }

    @Test
    void portfoliosAddUpToTheCompanyAndWhoLeftStillHolds22Customers() throws SQLException {
        assertThat(
                        night.rows(
                                "select sum(customer_count), round(sum(clv_share), 9), max(bus_factor) from account_manager_v1"))
                .containsExactly("409 1.0 3");
        assertThat(night.rows("select sum(revenue_amount_12m) from account_manager_v1"))
                .isEqualTo(
                        night.rows("select sum(revenue_amount_12m) from customer_value_v1 where level = 'customer'"));
        assertThat(
                        night.rows(
                                "select account_manager_id, customer_count, employed_to_on from account_manager_v1 where not is_active"))
                .containsExactly("M103 22 2026-03-31");
        assertThat(night.rows("select account_manager_id from account_manager_v1 where excess_discount_rate_low > 0"))
                .as("the manager who gives twice the discounts, as in price_discipline_v1")
                .contains("M102");
    }

    @Test
    void ofThe9CustomersThatNoCrmKnowsNobodySaysOnWhomTheyHangAndNo0IsWritten() throws SQLException {
        assertThat(night.rows("select count(*), sum(unlisted_customer_count),"
                        + " count(coalesce(manager_talk_count, talking_manager_count, contact_talk_count, talking_contact_count, departure_loss_amount)),"
                        + " count(has_dominant_manager) from " + RISKS
                        + " where manager_abstain_reason = 'NOT_IN_SOURCE' and contact_abstain_reason = 'NOT_IN_SOURCE'"
                        + " and departure_loss_abstain_reason = 'NOT_IN_SOURCE'"))
                .containsExactly("9 9 0 0");
        assertThat(night.rows("select sum(unlisted_customer_count), sum(handover_ready_n), sum(customer_count)"
                        + " from account_manager_v1"))
                .as("the managers have 409 customers, and of 9 cannot tell whether they could be handed over")
                .containsExactly("9 400 409");
    }

    @Test
    void theNetValueInAllHandsIsThatOf367CustomersAndOf163IsKnownWhoDominatesThem() throws SQLException {
        assertThat(night.rows("select sum(clv_n), abs(sum(clv_net_positive_amount_36m)"
                        + " - (select sum(greatest(clv_net_amount_36m, 0)) from metrics.net_values where level = 'customer')) < 0.05,"
                        + " sum(one_hand_n) from account_manager_v1"))
                .as("42 of 409 never bought")
                .containsExactly("367 true 163");
        assertThat(night.rows("select count(has_dominant_manager) from " + RISKS))
                .containsExactly("163");
    }

    @Test
    void warningsActedOnAreNotSaidToBeAnExperiment() throws SQLException {
        assertThat(night.rows("select distinct company_acted_bought_n > 0, company_idle_bought_n > 0,"
                        + " company_acted_bought_rate_low < company_acted_bought_rate_high, company_uplift, company_trial_abstain_reason"
                        + " from account_manager_v1"))
                .containsExactly("true true true null NO_HOLD_OUT");
        assertThat(
                        night.rows(
                                "select count(*) from metrics.warning_actions where has_bought_again is not null and outcome_until_on > date '2026-11-20'"))
                .containsExactly("0");
        assertThat(night.rows(
                        "select sum(standing_warning_count) = (select count(*) from early_warning_v1 where level = 'customer')"
                                + " from account_manager_v1"))
                .containsExactly("true");
    }

    @Test
    void withoutReceivablesAgentsAndActivitiesTheNightIsGreenAndSaysWhatIsMissing() throws IOException, SQLException {
        OddCompany company = new OddCompany(home, TODAY).withoutInvoices();
        OddCompany.before(TODAY, 300, 200, 120, 10).forEach(day -> company.sells("C1", day, 100, 60));
        OddCompany.before(TODAY, 290, 190, 20).forEach(day -> company.sells("C2", day, 100, 60));
        try (OddCompany.Books books = company.night()) {
            assertThat(books.ask(
                            "select distinct concat_ws(' ', receivable_abstain_reason, dso_abstain_reason, count_back_dso_abstain_reason,"
                                    + " manager_abstain_reason, contact_abstain_reason, departure_loss_abstain_reason, channel_abstain_reason,"
                                    + " channel_conflict_abstain_reason, risk_flags) from marts.account_risk_v1"))
                    .containsExactly(String.join(" ", Collections.nCopies(8, "SOURCE_MISSING")) + " SINGLE_CATEGORY");
            assertThat(
                            books.ask(
                                    "select count(coalesce(receivable_amount, dso_days, limit_use_share, manager_talk_count, main_manager_share,"
                                            + " overlap_amount, log_price_gap, departure_loss_amount)) from marts.account_risk_v1"))
                    .containsExactly("0");
            assertThat(books.ask(
                            "select concat_ws(' ', account_manager_id, customer_count, acted_rate_abstain_reason, activity_abstain_reason)"
                                    + " from marts.account_manager_v1 order by account_manager_id"))
                    .as("an account manager with no customers has zeros, and customers without one stand under nobody")
                    .containsExactly("HOUSE 0 SOURCE_MISSING SOURCE_MISSING", "NOBODY 2 SOURCE_MISSING SOURCE_MISSING");
            assertThat(
                            books.ask(
                                    "select count(coalesce(one_hand_count, one_hand_clv_share, departure_loss_amount))"
                                            + " || ' ' || max(one_hand_abstain_reason) || ' ' || max(departure_loss_abstain_reason)"
                                            + " || ' ' || min(one_hand_abstain_reason) || ' ' || min(departure_loss_abstain_reason) from marts.account_manager_v1"))
                    .as("without activities nobody knows who hangs on whom: not 0, and not too few")
                    .containsExactly("0 SOURCE_MISSING SOURCE_MISSING SOURCE_MISSING SOURCE_MISSING");
            assertThat(books.withoutNumbers()).isEmpty();
        }
    }

    @Test
    void aPaymentBeforeItsInvoiceTook0DaysAndWasMoneyOnAccountUntilThen() throws IOException, SQLException {
        OddCompany company = new OddCompany(home, TODAY);
        company.sells("C1", LocalDate.of(2026, 1, 10), 400, 60)
                .sells("C1", LocalDate.of(2026, 9, 1), 500, 60)
                .sells("C1", LocalDate.of(2026, 10, 1), 100, 60)
                .sells("C2", LocalDate.of(2026, 10, 1), 70, 60)
                .pays("C1", LocalDate.of(2026, 8, 1), 500)
                .pays("C1", LocalDate.of(2026, 2, 19), 400);
        try (OddCompany.Books books = company.night()) {
            assertThat(books.ask(
                            "select concat_ws(' ', receivable_amount, prior_receivable_amount, prepayment_count, prepayment_amount,"
                                    + " payment_count, round(days_to_pay, 4), awaiting_invoice_amount) from marts.account_risk_v1"
                                    + " where level = 'customer' order by customer_id"))
                    .as("40 days of 400 and 0 of 500 are 17.7778; on 20 August the 500 were ours to give back")
                    .containsExactly("100.00 -500.00 1 500.00 2 17.7778 0.00", "70.00 0.00 0.00");
            assertThat(books.withoutNumbers()).isEmpty();
        }
    }
}

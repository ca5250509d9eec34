package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who stays silent for 91 days after 2011-09-09: told that night, and held against the lines that came later. */
class OnlineRetailChurnTest {

    private static final String LINES = "../shared/reference-data/online-retail/online_retail_lines.csv.gz";

    private static OnlineRetail night;
    private static List<Told> told;

    /** What was told of a customer, and what it did. */
    private record Told(String customer, double probability, double baseline, double recency, boolean isSilent) {}

    @BeforeAll
    static void runTheNight(@TempDir Path home) throws Exception {
        OnlineRetail.assumeDelivered();
        OnlineRetail.Policy policy = OnlineRetail.policy(home).with("model_fit.yaml", "horizon_days", "91");
        night = OnlineRetail.night(home, LocalDate.of(2011, 9, 9), policy.folder(), false);
        Set<String> buyers = buyersOfTheNext91Days();
        told = new ArrayList<>();
        for (String row : night.work("""
                select f.account_id, f.churn_probability, s.no_purchase_probability, s.age_days - s.recency_days
                from metrics.churn_forecasts as f
                inner join metrics.churn_signals as s
                    on s.fit_number = f.fit_number and s.look_kind = 'SCORED' and s.account_id = f.account_id
                inner join metrics.churn_origins as o on o.fit_number = f.fit_number
                where o.level = 'customer' and o.origin_number = 0 and f.look_kind = 'SCORED'
                order by f.account_id""")) {
            String[] cells = row.split(" ", -1);
            told.add(new Told(
                    cells[0],
                    Double.parseDouble(cells[1]),
                    Double.parseDouble(cells[2]),
                    Double.parseDouble(cells[3]),
                    !buyers.contains(cells[0])));
        }
    }

    @AfterAll
    static void close() throws Exception {
        if (night != null) {
            night.close();
        }
    }

    /** From the lines themselves, of which the night knew nothing. */
    private static Set<String> buyersOfTheNext91Days() throws Exception {
        Set<String> buyers = new HashSet<>();
        try (Connection lines = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = lines.createStatement();
                ResultSet rows = statement.executeQuery("select distinct cust from read_csv('" + LINES
                        + "', all_varchar = true) where cust <> '' and invoice not like 'C%' and cast(qty as integer) > 0"
                        + " and cast(price as double) > 0"
                        + " and cast(cast(ts as timestamp) as date) between date '2011-09-10' and date '2011-12-09'")) {
            while (rows.next()) {
                buyers.add(rows.getString(1));
            }
        }
        return buyers;
    }

    @Test
    void of3370CustomersA4299703thStaysSilent() {
        assertThat(told).hasSize(3370);
        assertThat(told.stream().filter(Told::isSilent).count() / 3370.0).isCloseTo(0.4299703, within(1e-7));
    }

    @Test
    void itIsLearnedFromThe10thOfJuneAsTheRecordsAreYoungerThanTwoYears() throws Exception {
        assertThat(night.work("select training_method, trained_on, horizon_days from metrics.churn_origins"
                        + " where level = 'customer' and origin_number = 0"))
                .containsExactly("INTERCEPT_CORRECTED 2011-06-10 91");
        assertThat(night.work(
                        "select distinct status from metrics.churn_parameters as p inner join metrics.churn_origins as o"
                                + " on o.fit_number = p.fit_number and o.level = 'customer' and o.origin_number = 0"))
                .containsExactly("FITTED");
    }

    /**
     * The reference is of BG/NBD, whose dropout vanishes here: all that is left of it is that among equals the one that
     * bought longest ago comes first. NBD alone leaves them equal, which costs 3e-5.
     */
    @Test
    void theBaselineHasAnAucOf733And04AndABrierScoreOf217And13() {
        assertThat(auc(Told::baseline)).isCloseTo(0.7330085, within(1e-6));
        assertThat(auc(each -> each.baseline() + each.recency() * 1e-12)).isCloseTo(0.73304, within(5e-6));
        assertThat(brier(Told::baseline)).isCloseTo(0.21713, within(5e-6));
    }

    @Test
    void theModelHasAnAucOfAtLeast735ABrierScoreOfAtMost216AndALiftOfAtLeast15() {
        assertThat(auc(Told::probability)).isGreaterThanOrEqualTo(0.735);
        assertThat(brier(Told::probability)).isLessThanOrEqualTo(0.216);
        assertThat(liftOfTheTopTenth(Told::probability)).isGreaterThanOrEqualTo(1.5);
    }

    @Test
    void withoutComplaintsSurveysInvoicesDealsAndVisitsTheirSignalsAreLeftOutAndNotZero() throws Exception {
        assertThat(night.work("select signal, known_count, deviation, coefficient from metrics.churn_parameters as p"
                        + " inner join metrics.churn_origins as o on o.fit_number = p.fit_number and o.level = 'customer'"
                        + " and o.origin_number = 0 where signal in ('open_complaints', 'low_survey', 'overdue_invoices',"
                        + " 'lost_opportunities', 'visit_gap') order by place"))
                .containsExactly(
                        "open_complaints 0 0.0 0.0",
                        "low_survey 0 0.0 0.0",
                        "overdue_invoices 0 0.0 0.0",
                        "lost_opportunities 0 0.0 0.0",
                        "visit_gap 0 0.0 0.0");
        assertThat(night.published("select bool_or(has_open_complaint or has_low_survey or has_lost_to_competitor"
                        + " or has_overdue_receivable), bool_and(suggested_owner_abstain_reason = 'NO_ACCOUNT_MANAGER'),"
                        + " count(*) > 100 from early_warning_v1"))
                .containsExactly("false true true");
    }

    @Test
    void oneTimeBuyersYoungerThanOneCycleAreNotWarnedOf() throws Exception {
        assertThat(night.work("select count(*) > 50, count(w.account_id) from metrics.churn_scores as s"
                        + " left join metrics.churn_warnings as w on w.level = s.level and w.account_id = s.account_id"
                        + " where s.churn_abstain_reason = 'TOO_YOUNG'"))
                .containsExactly("true 0");
    }

    @Test
    void theModelRanksBetterThanRecencyWithItsAucOf683And41() {
        assertThat(auc(Told::recency)).isCloseTo(0.68341, within(5e-6));
        assertThat(auc(Told::probability)).isGreaterThan(auc(Told::recency));
    }

    /** With half a point for ties. */
    private static double auc(ToDoubleFunction<Told> score) {
        List<Told> sorted =
                told.stream().sorted(Comparator.comparingDouble(score)).toList();
        double wins = 0;
        long buyersBelow = 0;
        long silents = 0;
        for (int from = 0; from < sorted.size(); ) {
            int to = from;
            long silentHere = 0;
            while (to < sorted.size() && score.applyAsDouble(sorted.get(to)) == score.applyAsDouble(sorted.get(from))) {
                silentHere += sorted.get(to).isSilent() ? 1 : 0;
                to++;
            }
            long buyersHere = to - from - silentHere;
            wins += silentHere * (buyersBelow + buyersHere / 2.0);
            buyersBelow += buyersHere;
            silents += silentHere;
            from = to;
        }
        return wins / (silents * (double) buyersBelow);
    }

    private static double brier(ToDoubleFunction<Told> probability) {
        return told.stream()
                .mapToDouble(each -> Math.pow(probability.applyAsDouble(each) - (each.isSilent() ? 1 : 0), 2))
                .average()
                .orElseThrow();
    }

    /** The tenth most at risk; of equals those with the lower number. */
    private static double liftOfTheTopTenth(ToDoubleFunction<Told> score) {
        int tenth = 337;
        long hits = told.stream()
                .sorted(Comparator.comparingDouble(score).reversed().thenComparing(Told::customer))
                .limit(tenth)
                .filter(Told::isSilent)
                .count();
        return hits / (double) tenth / 0.4299703;
    }
}

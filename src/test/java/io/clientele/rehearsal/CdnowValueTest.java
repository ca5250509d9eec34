package io.clientele.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.clientele.compute.Relations;
import io.clientele.estimate.CdnowSpend;
import io.clientele.model.Catalogue;
import io.clientele.model.CatalogueReader;
import io.clientele.model.Model;
import io.clientele.model.PolicyReader;
import io.clientele.model.PolicyTable;
import io.clientele.model.RelationName;
import io.clientele.model.RunRelations;
import io.clientele.warehouse.DuckDbQueryReader;
import io.clientele.warehouse.DuckDbWarehouse;
import io.clientele.warehouse.Row;
import io.clientele.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The shipped models from purchases to lifetime values over the CDNOW sample until 1997-09-30, at a margin of 30 % and 15 % a year, against
 * figures that were computed independently (numpy, scipy) by weeks.
 */
class CdnowValueTest {

    private static final Path CDNOW = Path.of("../shared/reference-data/cdnow/cdnow_sample_transactions.csv");

    private static Warehouse warehouse;
    private static Catalogue catalogue;

    @BeforeAll
    static void value() {
        assumeTrue(Files.isRegularFile(CDNOW), "skipped: the CDNOW sample is not at " + CDNOW);
        warehouse = DuckDbWarehouse.inMemory();
        List<PolicyTable> policies = PolicyReader.read(Path.of("config/policy"));
        Set<RelationName> around = new TreeSet<>(RunRelations.all().keySet());
        policies.forEach(policy -> around.add(policy.relation()));
        catalogue = CatalogueReader.read(Path.of("jobs"), new DuckDbQueryReader(warehouse), around);
        new EmptyHouse(catalogue, policies).buildIn(warehouse);
        deliver();
        make("metrics.purchase_models");
        replace(
                "metrics.purchase_model_choice",
                "select level, model, 'DEFAULT' as choice_reason, cast(null as varchar) as dropout_abstain_reason,"
                        + " r, alpha, a, b, covariance_11, covariance_12, covariance_13, covariance_14, covariance_22,"
                        + " covariance_23, covariance_24, covariance_33, covariance_34, covariance_44"
                        + " from metrics.purchase_models where model = 'BG_NBD'");
        make("metrics.purchase_forecasts");
        make("metrics.spend_statistics");
        make("metrics.spend_strata");
        make("metrics.spend_models");
        make("metrics.expected_order_amounts");
        make("metrics.future_values");
    }

    @AfterAll
    static void close() {
        if (warehouse != null) {
            warehouse.close();
        }
    }

    private static void deliver() {
        replace(
                "metrics.value_entries",
                "select 'purchase' as entry_kind, cust as customer_id, date as booked_on,"
                        + " cast(sum(value) as decimal(18, 4)) as revenue_amount from (select column0 as cust,"
                        + " column1 as date, column3 as value from read_csv('" + CDNOW
                        + "', header = false, skip = 1, columns = {'column0': 'varchar', 'column1': 'date', 'column2': 'integer',"
                        + " 'column3': 'decimal(18, 4)'})) where date <= date '1997-09-30' group by cust, date");
        replace(
                "metrics.account_occasions",
                "select 'customer' as level, customer_id as account_id, booked_on as ordered_on,"
                        + " row_number() over (partition by customer_id order by booked_on) as occasion_number"
                        + " from metrics.value_entries");
        replace(
                "staged.accounts",
                "select distinct 'customer' as level, customer_id as account_id, customer_id"
                        + " from metrics.value_entries");
        replace(
                "metrics.purchase_histories",
                "select level, account_id, 0 as months_ago, count(*) - 1 as repeat_count,"
                        + " days_between(min(ordered_on), max(ordered_on)) as recency_days,"
                        + " days_between(min(ordered_on), date '1997-09-30') as age_days"
                        + " from metrics.account_occasions group by level, account_id");
        replace(
                "metrics.margin_rates",
                "select level, account_id, 0.3e0 as margin_rate, 0e0 as margin_rate_error,"
                        + " cast(null as varchar) as margin_rate_abstain_reason from staged.accounts");
        replace("config.value", "select 0.15 as annual_discount_rate");
    }

    private static void replace(String relation, String query) {
        String[] parts = relation.split("\\.");
        warehouse.drop(new RelationName(parts[0], parts[1]));
        warehouse.createOrReplace(new RelationName(parts[0], parts[1]), query);
    }

    private static void make(String relation) {
        Model model = catalogue.models().stream()
                .filter(each -> each.relation().toString().equals(relation))
                .findFirst()
                .orElseThrow();
        Relations.make(model, model.relation(), warehouse);
    }

    private static double number(String query) {
        return Double.parseDouble(warehouse.rows(query).get(0).text(0));
    }

    @Test
    void theBgNbdAndTheGammaGammaAreFittedAsPublished() {
        assertThat(number("select r from metrics.purchase_model_choice")).isCloseTo(0.2425945, within(1e-6));
        assertThat(number("select cast(p as double) from metrics.spend_models where stratum = 'ALL'"))
                .isCloseTo(6.2495723, within(1e-4));
        assertThat(warehouse.rows("select distinct clv_method from metrics.future_values"))
                .hasToString("[Row[values=[BG_NBD x GAMMA_GAMMA]]]");
    }

    @Test
    void twelveCalendarMonthsOf2357CustomersAreWorth21376As52WeeksOfThemAre21289() throws IOException {
        assertThat(number("select count(*) from metrics.future_values")).isEqualTo(2357);
        assertThat(number("select cast(sum(clv_amount_12m) as double) from metrics.future_values"))
                .isCloseTo(21_376.07, within(0.05));
        Map<String, Double> weekly = CdnowSpend.expected("clv52_bg");
        assertThat(weekly.values().stream().mapToDouble(Double::doubleValue).sum())
                .isCloseTo(21_289.887724, within(1e-3));
        for (Row row : warehouse.rows("select account_id, cast(clv_amount_12m as double) from metrics.future_values")) {
            double expected = weekly.getOrDefault(row.text(0), Double.NaN);
            assertThat(Double.parseDouble(row.text(1)))
                    .as(
                            "half a percent above 52 weeks of %s, for a day more and discounts from the middle",
                            row.text(0))
                    .isBetween(expected - 0.0001, expected * 1.005 + 0.0001);
        }
    }
}

package io.clientele.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.generate.Company;
import io.clientele.generate.Format;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A generated company, its policies as shipped: is what was planted found again? */
class PlantedElasticitiesTest {

    private static final String KNOWN = " from metrics.price_elasticities as e inner join test.truth as t"
            + " on t.customer_id = e.account_id where e.level = 'customer' and e.effects = 'CELLS' and e.elasticity is not null";

    private static PriceHouse house;

    @BeforeAll
    static void generate(@TempDir Path out) throws IOException {
        new Company(3000, 150_000, 7).writeTo(out, Format.PARQUET);
        house = new PriceHouse("2026-11-20");
        house.replace(
                "test.truth",
                "select cast(customer_id as varchar) as customer_id, elasticity, segment from read_csv('"
                        + out.resolve("truth/customer_truth.csv") + "')");
        house.replace(
                "test.customers",
                "select customer_id, industry from read_parquet('" + out.resolve("erp/kunden.parquet") + "')");
        house.replace("staged.order_lines", """
                select o.customer_id, o.ordered_on, l.product_id, o.currency_code, l.kind as line_kind,
                    l.quantity, l.net_amount, l.list_unit_price,
                    not o.is_return and l.quantity > 0 and l.net_amount > 0 as is_purchase
                from read_parquet('%s') as l
                inner join read_parquet('%s') as o on o.order_id = l.order_id
                where o.status in ('confirmed', 'done') and o.ordered_on <= date '2026-11-20'""".formatted(
                        out.resolve("erp/auftragspositionen.parquet"), out.resolve("erp/auftraege.parquet")));
        house.replace("staged.accounts", """
                select 'customer' as level, customer_id as account_id, customer_id
                from (select distinct customer_id from staged.order_lines)""");
        house.make("metrics.price_observations");
        house.makeFromObservations("(select max(industry) from test.customers as c where c.customer_id = account_id)");
    }

    @AfterAll
    static void close() {
        if (house != null) {
            house.close();
        }
    }

    @Test
    void nineOfTenIntervalsHoldTheTruthOfMoreThan2500Customers() {
        assertThat(house.number("select count(*)" + KNOWN)).isGreaterThan(2500);
        assertThat(house.number(
                        "select avg(cast(t.elasticity between e.elasticity_low and e.elasticity_high as integer))"
                                + KNOWN))
                .isBetween(0.87, 0.93);
    }

    @Test
    void industriesThatDifferByTwoAreFoundWithinAQuarterAndCustomersOfOneKindDifferByAHalf() {
        assertThat(house.number(
                        "select max(abs(found - planted)) from (select t.segment, avg(e.prior_elasticity) as found,"
                                + " avg(t.elasticity) as planted" + KNOWN + " group by t.segment)"))
                .isLessThan(0.25);
        assertThat(house.number("select distinct sqrt(tau2) from metrics.price_priors where effects = 'CELLS'"))
                .isBetween(0.4, 0.6);
    }

    /** What remains when the kinds are known exactly: the variance of own evidence and that of the kind, weighed by each other. */
    @Test
    void theErrorIsWithinATenthOfWhatTheScatterOfQuantitiesLeavesPossible() {
        double error = house.number("select sqrt(avg((e.elasticity - t.elasticity) ** 2))" + KNOWN);
        double possible = house.number("""
                select sqrt(avg(0.25 * f.sigma2 / s.price_squares / (0.25 + f.sigma2 / s.price_squares)))
                from metrics.price_slopes as s
                cross join (select distinct sigma2 from metrics.price_priors where effects = 'CELLS') as f
                where s.effects = 'CELLS' and s.observation_count >= 3 and s.price_squares >= 0.001""");
        assertThat(error).isLessThan(1.1 * possible).isGreaterThan(0.9 * possible);
        assertThat(error)
                .isLessThan(house.number("select sqrt(avg((e.prior_elasticity - t.elasticity) ** 2))" + KNOWN));
    }
}

package io.clientele.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlantedTruthTest {
    private static final String GONE = """
            erp.orders o join truth.customer_truth t on o.customer_id = t.customer_id::varchar and not o.is_return
            """;

    private static Generated company;

    @BeforeAll
    static void generate(@TempDir Path out) throws Exception {
        company = Generated.make(new Company(4000, 200_000, 7), out);
    }

    @AfterAll
    static void close() throws Exception {
        company.close();
    }

    @Test
    void noneOfTheChurnersOrdersAfterLeaving() throws Exception {
        assertThat(company.count(GONE + "where pattern = 'churned' and o.ordered_on >= t.churned_on"))
                .isZero();
        assertThat(company.count("truth.customer_truth where pattern = 'churned'"))
                .isBetween(500L, 800L);
    }

    @Test
    void customersWhoWereWonBackWereAwayForAYear() throws Exception {
        assertThat(company.count(GONE + "where o.ordered_on >= t.churned_on and o.ordered_on < t.won_back_on"))
                .isZero();
        assertThat(company.number("select min(won_back_on - churned_on) from truth.customer_truth"))
                .isGreaterThan(365);
        assertThat(company.number(
                        "select count(distinct t.customer_id) from " + GONE + " where o.ordered_on >= t.won_back_on"))
                .isEqualTo(company.count("truth.customer_truth where won_back_on is not null"));
    }

    @Test
    void oneTimeBuyersBuyOnceAndProspectsNever() throws Exception {
        assertThat(company.number("select max(order_count) from truth.customer_truth where pattern = 'one_time'"))
                .isEqualTo(1);
        assertThat(company.count(GONE + "where pattern = 'prospect'")).isZero();
    }

    /** E[post | pre] from customers without an incident, at pseudo-dates from the same incidents. */
    @Test
    void anIncidentCostsTwentyPercentOfTheNextHalfYear() throws Exception {
        double effect = company.number("""
                with regulars as (
                    select customer_id::varchar as customer_id, incident_on,
                        row_number() over (partition by incident_on is null order by customer_id) as n
                    from truth.customer_truth
                    where pattern = 'regular' and joined_on < date '2024-05-21'
                ),
                hits as (select incident_on, row_number() over (order by customer_id) - 1 as n
                    from regulars where incident_on is not null),
                dated as (
                    select customer_id, true as is_hit, incident_on as day from regulars where incident_on is not null
                    union all
                    select r.customer_id, false, h.incident_on
                    from regulars r, hits h, (select count(*) as hit_count from hits)
                    where r.incident_on is null and h.n = r.n % hit_count
                ),
                counts as (
                    select d.customer_id, d.is_hit,
                        count(*) filter (where o.ordered_on >= d.day - 182 and o.ordered_on < d.day) as pre,
                        count(*) filter (where o.ordered_on >= d.day and o.ordered_on < d.day + 182) as post
                    from dated d
                    join erp.orders o on o.customer_id = d.customer_id and not o.is_return
                    group by all
                ),
                line as (select regr_slope(post, pre) as slope, regr_intercept(post, pre) as base
                    from counts where not is_hit)
                select sum(post) / sum(base + slope * pre) - 1 from counts, line where is_hit
                """);
        assertThat(effect).isCloseTo(-0.20, within(0.03));
    }

    @Test
    void quantitiesAnswerToPriceAsTheSegmentDoes() throws Exception {
        assertThat(elasticity("value")).isCloseTo(-1.2, within(0.2));
        assertThat(elasticity("standard")).isCloseTo(-2.0, within(0.2));
        assertThat(elasticity("price")).isCloseTo(-3.0, within(0.2));
    }

    private static double elasticity(String segment) throws Exception {
        return company.number("""
                with lines as (
                    select o.customer_id, l.product_id, year(o.ordered_on) as year,
                        ln(l.quantity) as y, ln(l.unit_price / l.list_unit_price) as x,
                        avg(y) over cell as mean_y, avg(x) over cell as mean_x
                    from erp.order_lines l
                    join erp.orders o using (order_id)
                    join truth.customer_truth t on t.customer_id::varchar = o.customer_id and t.segment = '%s'
                    where l.kind = 'goods' and l.quantity >= 8 and l.unit_price > 0 and l.promotion_id is null
                    window cell as (partition by o.customer_id, l.product_id, year(o.ordered_on))
                )
                select sum((y - mean_y) * (x - mean_x)) / sum((x - mean_x) * (x - mean_x)) from lines
                """.formatted(segment));
    }

    @Test
    void aFifthOfTheCustomersBringsTwoThirdsToFourFifthsOfTheRevenue() throws Exception {
        double share = company.number("""
                with revenue as (
                    select customer_id, sum(net_amount * fx_to_company) as amount,
                        row_number() over (order by amount desc) as rank, count(*) over () as customers
                    from erp.orders where status = 'done' group by customer_id
                )
                select sum(amount) filter (where rank <= customers / 5) / sum(amount) from revenue
                """);
        assertThat(share).isBetween(0.66, 0.80);
    }

    @Test
    void gapsAreMoreRegularThanChance() throws Exception {
        double variation = company.number("""
                with gaps as (
                    select o.customer_id, o.ordered_on - lag(o.ordered_on) over (partition by o.customer_id order by o.order_id) as days
                    from erp.orders o join truth.customer_truth t on t.customer_id::varchar = o.customer_id
                    where not is_return and pattern = 'regular' and incident_on is null
                )
                select median(cv) from (select stddev(days) / avg(days) as cv from gaps group by customer_id having count(days) >= 8)
                """);
        assertThat(variation).isBetween(0.4, 0.8);
    }

    @Test
    void parentsHaveTwoToFiveChildren() throws Exception {
        String families =
                "(select count(*) as children from erp.customers where parent_customer_id is not null group by parent_customer_id)";
        assertThat(company.number("select min(children) from " + families)).isEqualTo(2);
        assertThat(company.number("select max(children) from " + families)).isEqualTo(5);
        assertThat(company.count(families)).isEqualTo(160);
    }

    @Test
    void someCustomersBuyDirectAndThroughAnAgentWhereTheyGetFivePercentMore() throws Exception {
        double gap = company.number("""
                with both_ways as (select customer_id from erp.orders group by customer_id having count(distinct channel_id) = 2)
                select avg(discount_fraction) filter (where channel_id = 'agent') - avg(discount_fraction) filter (where channel_id = 'direct')
                from erp.order_lines join erp.orders using (order_id) join both_ways using (customer_id)
                where kind = 'goods' and unit_price > 0
                """);
        assertThat(gap).isCloseTo(0.05, within(0.01));
    }

    @Test
    void latePayersPayLate() throws Exception {
        double correlation = company.number("""
                select corr(p.paid_on - i.due_on, t.pays_late_days)
                from erp.payments p join erp.invoices i using (invoice_id)
                join truth.customer_truth t on t.customer_id::varchar = p.customer_id
                where i.kind = 'invoice'
                """);
        assertThat(correlation).isGreaterThan(0.9);
    }

    @Test
    void happyCustomersSayItAndStayLonger() throws Exception {
        assertThat(company.number("""
                select corr(s.score, t.satisfaction) from crm.surveys s join truth.customer_truth t on s.customer_id = t.crm_id
                where s.instrument = 'nps'
                """)).isGreaterThan(0.6);
        assertThat(company.number("""
                select avg(satisfaction) filter (where pattern = 'regular') - avg(satisfaction) filter (where pattern = 'churned')
                from truth.customer_truth
                """)).isGreaterThan(0.7);
    }

    @Test
    void oneManagerHasLeftAndMoreOfHisCustomersWithHim() throws Exception {
        assertThat(company.count("erp.account_managers where employed_to_on = date '2026-03-31' and not is_active"))
                .isEqualTo(1);
        assertThat(company.count(
                        "truth.customer_truth where churn_reason = 'manager_left' and churned_on > date '2026-03-31'"))
                .isGreaterThanOrEqualTo(5);
        assertThat(company.count("erp.orders where account_manager_id = 'M103' and ordered_on <= date '2026-03-31'"))
                .isGreaterThan(100);
    }

    @Test
    void referralsFormChains() throws Exception {
        assertThat(company.count(
                        "crm.referrals a join crm.referrals b on a.referring_customer_id = b.referred_customer_id"))
                .isGreaterThan(10);
        assertThat(company.count("crm.referrals where referred_customer_id = referring_customer_id"))
                .isZero();
    }

    @Test
    void listPricesRiseEveryJanuary() throws Exception {
        String years = """
                erp.price_list_items a join erp.price_list_items b using (product_id)
                where a.price_list_id = 'LIST2024' and b.price_list_id = 'LIST2025'
                """;
        assertThat(company.number("select median(b.unit_price / a.unit_price) from " + years))
                .isBetween(1.02, 1.05);
    }

    @Test
    void invoicesAddUpToWhatWasPaidAndWhatIsOpen() throws Exception {
        assertThat(company.number("""
                select (select sum(gross_amount - open_amount) from erp.invoices)
                    - (select sum(amount) from erp.payments where invoice_id is not null)
                """)).isZero();
    }

    @Test
    void everyOrderIsTheSumOfItsLines() throws Exception {
        assertThat(company.count("""
                (select order_id, sum(l.net_amount) - any_value(o.net_amount) as difference
                 from erp.order_lines l join (select distinct order_id, net_amount from erp.orders) o using (order_id)
                 where l.order_line_id not in (select key from truth.oddities where file = 'auftragspositionen' and oddity like '%twice%')
                 group by order_id having difference <> 0)
                """)).isZero();
    }
}

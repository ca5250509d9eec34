package io.clientele.rehearsal;

import io.clientele.generate.Company;
import io.clientele.generate.Format;
import io.clientele.rehearsal.PriceOracle.Customer;
import io.clientele.rehearsal.PriceOracle.Observation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How customers of a generated company answer prices: as it was planted, as it is found, and as it could be found at best. */
final class PlantedCompany {

    private static final String OBSERVATIONS = """
            select a.customer_number, dense_rank() over (order by o.product_id asc nulls last, o.month asc nulls last) - 1 as cell,
                o.log_unit_price - ln(cast(o.list_unit_price as double)) as log_price, ln(cast(o.quantity as double)) as log_quantity,
                -ln(cast(p.unit_price as double)) + case when n.product_id is null then 0 else c.promotion_shock end
                    + c.growth * months_diff(date '2024-05-01', o.month) / 12 as planted_effect
            from metrics.price_observations as o
            inner join metrics.price_accounts as a on a.level = 'customer' and a.account_id = o.customer_id
            inner join test.list_prices as p on p.product_id = o.product_id
            cross join test.constants as c
            left join test.promotions as n on n.product_id = o.product_id and n.month = o.month
            order by a.customer_number asc nulls last, cell asc nulls last""";

    private static final String CUSTOMERS = """
            select a.industry_number, t.elasticity, t.segment_elasticity, cast(e.elasticity is not null as bigint) as is_known
            from metrics.price_accounts as a
            inner join metrics.price_elasticities as e
                on e.level = 'customer' and e.account_id = a.account_id and e.effects = 'CELLS'
            inner join test.truth as t on t.customer_id = a.account_id
            where a.level = 'customer'
            order by a.customer_number asc nulls last""";

    private final PriceHouse house;
    private final List<Customer> customers = new ArrayList<>();
    private final PriceOracle oracle;

    /** @param house whose staged relations are replaced by those of the company, policies as shipped */
    static PlantedCompany in(PriceHouse house, Company company, Path out) {
        try {
            company.writeTo(out, Format.PARQUET);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PlantedCompany(house, out);
    }

    private PlantedCompany(PriceHouse house, Path out) {
        this.house = house;
        read(out);
        house.make("metrics.price_observations");
        house.makeFromObservations("(select max(industry) from test.customers as c where c.customer_id = account_id)");
        List<Observation> observations = new ArrayList<>();
        house.forEachNumbers(
                OBSERVATIONS,
                row -> observations.add(new Observation(
                        Math.toIntExact(row.whole(0)),
                        Math.toIntExact(row.whole(1)),
                        row.real(2),
                        row.real(3),
                        row.real(4))));
        house.forEachNumbers(
                CUSTOMERS,
                row -> customers.add(
                        new Customer(Math.toIntExact(row.whole(0)), row.real(1), row.real(2), row.whole(3) == 1)));
        double spread = truth("elasticity_spread");
        this.oracle = new PriceOracle(observations, customers, spread * spread);
    }

    private void read(Path out) {
        house.replace(
                "test.company", "select name, value from read_csv('" + out.resolve("truth/company_truth.csv") + "')");
        house.replace("test.truth", """
                select cast(t.customer_id as varchar) as customer_id, t.elasticity, t.segment, t.growth_per_year,
                    cast(c.value as double) as segment_elasticity
                from read_csv('%s') as t
                inner join test.company as c on c.name = 'elasticity_' || t.segment""".formatted(out.resolve("truth/customer_truth.csv")));
        house.replace("test.constants", """
                select (select cast(value as double) from test.company where name = 'promotion_shock') as promotion_shock,
                    (select avg(growth_per_year) from test.truth) as growth""");
        house.replace(
                "test.customers",
                "select customer_id, industry from read_parquet('" + out.resolve("erp/kunden.parquet") + "')");
        house.replace(
                "test.list_prices",
                "select product_id, unit_price from read_parquet('" + out.resolve("erp/preise.parquet")
                        + "') where price_list_id = 'LIST2024'");
        house.replace("test.lines", """
                select trim(o.customer_id) as customer_id, o.ordered_on, l.product_id, o.currency_code, l.kind as line_kind,
                    l.quantity, l.net_amount, l.list_unit_price, l.promotion_id,
                    not o.is_return and l.quantity > 0 and l.net_amount > 0 as is_purchase
                from read_parquet('%s') as l
                inner join read_parquet('%s') as o on o.order_id = l.order_id
                where o.status in ('confirmed', 'done') and o.ordered_on <= date '2026-11-20'""".formatted(
                        out.resolve("erp/auftragspositionen.parquet"), out.resolve("erp/auftraege.parquet")));
        house.replace(
                "test.promotions",
                "select distinct product_id, month_start(ordered_on) as month from test.lines where promotion_id is not null");
        house.replace("staged.order_lines", "select * exclude (promotion_id) from test.lines");
        house.replace("staged.accounts", """
                select 'customer' as level, customer_id as account_id, customer_id
                from (select distinct customer_id from staged.order_lines)""");
    }

    private double truth(String name) {
        return house.number("select cast(value as double) from test.company where name = '" + name + "'");
    }

    /**
     * How near elasticities come to what was planted, of all customers that have one.
     *
     * @param squares sum of squared errors
     * @param spearman correlation of ranks
     */
    record Recovery(int count, double squares, double spearman) {

        double error() {
            return Math.sqrt(squares / count);
        }
    }

    /** @param figure a column of price_elasticities that is held against the truth */
    Recovery found(String figure) {
        List<Double> found = new ArrayList<>();
        house.forEachNumbers(
                "select coalesce(e." + figure + ", 'NaN') from metrics.price_elasticities as e"
                        + " inner join metrics.price_accounts as a on a.level = e.level and a.account_id = e.account_id"
                        + " where e.level = 'customer' and e.effects = 'CELLS' order by a.customer_number asc nulls last",
                row -> found.add(row.real(0)));
        return recovery(found.stream().mapToDouble(value -> value).toArray());
    }

    /** Of those who know all that is not the customer's own: what each product and month does, the means of the segments, the scatter. */
    Recovery possibleKnowingTheEffects() {
        return recovery(oracle.knowingTheEffects());
    }

    /** Of those who know how much customers and quantities scatter and have to find what each product and month and each industry does. */
    Recovery possibleFindingTheEffects() {
        return recovery(oracle.findingTheEffects());
    }

    /** How many of the intervals hold the truth. */
    long covered() {
        return Math.round(house.number("""
                select count(*) filter (where t.elasticity between e.elasticity_low and e.elasticity_high)
                from metrics.price_elasticities as e inner join test.truth as t on t.customer_id = e.account_id
                where e.level = 'customer' and e.effects = 'CELLS'"""));
    }

    private Recovery recovery(double[] elasticities) {
        int[] known = oracle.known();
        double[] found = Arrays.stream(known).mapToDouble(i -> elasticities[i]).toArray();
        double[] planted = Arrays.stream(known)
                .mapToDouble(i -> customers.get(i).elasticity())
                .toArray();
        double squares = 0;
        for (int i = 0; i < known.length; i++) {
            squares += (found[i] - planted[i]) * (found[i] - planted[i]);
        }
        return new Recovery(known.length, squares, correlation(ranks(found), ranks(planted)));
    }

    /** How many are smaller; equal ones have the mean of their ranks. */
    private static double[] ranks(double[] values) {
        return Arrays.stream(values)
                .map(value -> Arrays.stream(values)
                        .map(other -> other < value ? 1 : other == value ? 0.5 : 0)
                        .sum())
                .toArray();
    }

    private static double correlation(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        return product(a, meanA, b, meanB) / Math.sqrt(product(a, meanA, a, meanA) * product(b, meanB, b, meanB));
    }

    private static double product(double[] a, double meanA, double[] b, double meanB) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> (a[i] - meanA) * (b[i] - meanB))
                .sum();
    }
}

package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Random;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * 300 invented companies of 40 accounts with 2 to 12 very unequal months: the variances by which margins are weighed are those
 * by which the months were drawn. Each company stands as a level of its own.
 */
class MarginVarianceTest {

    private static final int COMPANIES = 300;
    private static final int ACCOUNTS = 40;

    /** Variance of accounts' rates. */
    private static final double BETWEEN = 0.08 * 0.08;

    /** Variance of the rate of a month in which 1,000 are bought. */
    private static final double WITHIN = 0.15 * 0.15;

    @SuppressWarnings("NullAway.Init")
    private static Connection books;

    @BeforeAll
    static void estimate() throws SQLException, IOException {
        books = DriverManager.getConnection("jdbc:duckdb:");
        try (InputStream prelude =
                MarginVarianceTest.class.getResourceAsStream("/io/clientele/warehouse/prelude.duckdb.sql")) {
            execute(new String(Objects.requireNonNull(prelude).readAllBytes(), StandardCharsets.UTF_8));
        }
        execute("create schema metrics; create schema staged; create schema config");
        execute("create table config.spend as select '36m' as margin_window, 1 as margin_rate_bound");
        execute(
                "create table metrics.value_windows as select '36m' as window_name, 0 as newest_months_ago, 35 as oldest_months_ago");
        execute("create table metrics.margin_basis as select 'all' as scope, 'CONTRIBUTION' as margin_basis");
        execute("create table metrics.account_months (level varchar, account_id varchar, months_ago integer,"
                + " gross_amount decimal(18, 4), cost_amount decimal(18, 4))");
        draw();
        execute("alter table metrics.account_months add column revenue_amount decimal(18, 4)");
        execute("update metrics.account_months set revenue_amount = gross_amount");
        execute("alter table metrics.account_months add column rebate_amount decimal(18, 4) default 0");
        execute("alter table metrics.account_months add column service_cost_amount decimal(18, 4) default 0");
        execute("create table staged.accounts as select distinct level, account_id from metrics.account_months");
        execute("create table staged.customers (customer_id varchar, industry varchar, size_class varchar)");
        execute("create table metrics.account_windows as select level, account_id, '36m' as window_name,"
                + " cast(sum(gross_amount) as decimal(18, 4)) as gross_amount,"
                + " cast(sum(gross_amount - cost_amount) as decimal(18, 4)) as basis_margin_amount,"
                + " cast(null as varchar) as gross_margin_abstain_reason"
                + " from metrics.account_months group by level, account_id");
        for (String model : new String[] {"margin_statistics", "margin_segments"}) {
            execute("create table metrics." + model + " as from ("
                    + Files.readString(Path.of("jobs/models/metrics/" + model + ".sql")) + ")");
        }
    }

    @AfterAll
    static void close() throws SQLException {
        books.close();
    }

    @Test
    void theVarianceWithinAccountsIs0225ForAMonthOf1000OnTheMeanOf300Companies() throws SQLException {
        assertThat(number("select avg(within_variance * average_month_amount / 1000) from metrics.margin_segments"))
                .isCloseTo(WITHIN, within(0.01 * WITHIN));
    }

    @Test
    void theVarianceBetweenAccountsIs0064OnTheMeanOf300Companies() throws SQLException {
        assertThat(number("select avg(between_variance) from metrics.margin_segments"))
                .isCloseTo(BETWEEN, within(0.02 * BETWEEN));
    }

    private static void draw() throws SQLException {
        Random chance = new Random(20261120);
        try (DuckDBAppender months = books.unwrap(DuckDBConnection.class).createAppender("metrics", "account_months")) {
            for (int company = 0; company < COMPANIES; company++) {
                for (int account = 0; account < ACCOUNTS; account++) {
                    double own = 0.3 + Math.sqrt(BETWEEN) * chance.nextGaussian();
                    int count = 2 + chance.nextInt(11);
                    for (int month = 0; month < count; month++) {
                        double bought = 5000 * Math.exp(chance.nextGaussian());
                        double rate = own + Math.sqrt(WITHIN * 1000 / bought) * chance.nextGaussian();
                        months.beginRow();
                        months.append("company " + company);
                        months.append("account " + account);
                        months.append(month);
                        months.append(amount(bought));
                        months.append(amount(bought * (1 - rate)));
                        months.endRow();
                    }
                }
            }
        }
    }

    private static BigDecimal amount(double value) {
        return BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_UP);
    }

    private static double number(String query) throws SQLException {
        try (Statement statement = books.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getDouble(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = books.createStatement()) {
            statement.execute(sql);
        }
    }
}

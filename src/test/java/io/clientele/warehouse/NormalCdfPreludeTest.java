package io.clientele.warehouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.InputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NormalCdfPreludeTest {

    private final NormalDistribution exact = new NormalDistribution();
    private Connection connection;

    @BeforeEach
    void open() throws Exception {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        try (InputStream prelude = NormalCdfPreludeTest.class.getResourceAsStream("prelude-normal_cdf.duckdb.sql");
                Statement statement = connection.createStatement()) {
            statement.execute(new String(prelude.readAllBytes(), UTF_8));
        }
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
    }

    @Test
    void agreesToFourteenDigitsAtTwentyThousandPointsFromMinusTenToTen() throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet points = statement.executeQuery(
                        "select x, normal_cdf(x) from (select cast(n as double) / 1000 as x from range(-10000, 10001) as r(n))")) {
            int count = 0;
            while (points.next()) {
                double x = points.getDouble(1);
                assertThat(points.getDouble(2))
                        .as("x = %s", x)
                        .isCloseTo(exact.cumulativeProbability(x), within(1e-14));
                count++;
            }
            assertThat(count).isEqualTo(20_001);
        }
    }

    @Test
    void keepsSevenDigitsOfATailOfTenToTheMinusTwoHundred() throws Exception {
        for (double x : new double[] {-1, -3, -5, -7, -7.1, -8, -12, -20, -30}) {
            double expected = exact.cumulativeProbability(x);
            assertThat(normalCdf(String.valueOf(x) + "e0") / expected)
                    .as("x = %s", x)
                    .isCloseTo(1, within(1e-7));
        }
    }

    @Test
    void saysOneHalfAtZeroAndNothingOfNull() throws Exception {
        assertThat(normalCdf("0e0")).isCloseTo(0.5, within(1e-15));
        assertThat(normalCdf("40e0")).isEqualTo(1);
        assertThat(normalCdf("-40e0")).isZero();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select normal_cdf(cast(null as double)) is null")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getBoolean(1)).isTrue();
        }
    }

    private double normalCdf(String x) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select normal_cdf(" + x + ")")) {
            assertThat(result.next()).isTrue();
            return result.getDouble(1);
        }
    }
}

package io.clientele.nightly;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.servers.MariaDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a night does with a MariaDB that is not as it should be. */
class BadMariaDbTest {

    private static final String[] ORDERS = {
        "set session sql_mode = ''",
        "drop table if exists orders",
        "create table orders (order_id bigint, customer varchar(40) character set latin1, ordered_on date,"
                + " currency_code char(3), amount decimal(30,6), note varbinary(40), changed_at datetime(6))",
        "insert into orders select seq, concat('C', seq), date '2026-11-01' + interval seq day, 'EUR', 100 * seq, 'n',"
                + " timestamp '2026-11-15 12:00' from seq_1_to_10"
    };

    @SuppressWarnings("NullAway.Init")
    private static Connection source;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private LittleHouse house;

    @BeforeAll
    static void connect() throws SQLException {
        source = MariaDb.connect(MariaDb.database("bad_input"));
    }

    @BeforeEach
    void furnish() throws IOException, SQLException {
        LittleHouse.execute(source, ORDERS);
        house = LittleHouse.of(folder, "jdbc:mariadb://127.0.0.1:" + MariaDb.port() + "/bad_input");
    }

    @AfterAll
    static void disconnect() throws SQLException {
        source.close();
    }

    @Test
    void fourRowsThatAreBadInFourWaysAreQuarantinedAndTheSumsAreProven() throws SQLException {
        LittleHouse.execute(
                source,
                "insert into orders select 10 + seq, concat('D', seq), '2026-11-20', 'EUR', 1, 'n', '2026-11-20' from"
                        + " seq_1_to_10",
                "update orders set ordered_on = '0000-00-00' where order_id = 1",
                "update orders set changed_at = '0000-00-00 00:00:00' where order_id = 2",
                "update orders set amount = 123456789012345678.25 where order_id = 3",
                "update orders set note = x'4dfc6c6c6572' where order_id = 4",
                "update orders set customer = 'Müller' where order_id = 5",
                "update orders set amount = 0.00001 where order_id = 6");

        assertThat(house.read()).isEqualTo("20 rows");
        assertThat(house.quarantine())
                .extracting(row -> row.substring(0, row.lastIndexOf('|')))
                .containsExactly(
                        "1|WRONG_TYPE ordered_on",
                        "2|WRONG_TYPE changed_at",
                        "3|WRONG_TYPE amount",
                        "4|WRONG_TYPE note",
                        "6|TOO_MANY_DECIMALS amount");
        assertThat(String.join("\n", house.quarantine()))
                .contains(
                        "0000-00-00\\\"",
                        "0000-00-00 00:00:00",
                        "123456789012345678.25",
                        "M\\\\\\\\xfcller",
                        "0.00001");
        assertThat(house.published()).hasSize(15).contains("Müller|1|500.0000|n");
        assertThat(house.night("select count(*) from run.source_totals where source_figure <> landed_figure or"
                        + " source_figure is null"))
                .containsExactly("0");
    }

    @Test
    void aMistakenLoginOrDatabaseIsAQuestionOfTheSourceFile() throws IOException {
        house.database("password", "${HOME}").database("back_off", "1h");
        assertThat(house.refusal())
                .startsWith("USAGE: Cannot reach erp: ")
                .contains("Access denied for user 'reader'@'127.0.0.1'")
                .doesNotContain("attempts");

        house.database("password", "${CLIENTELE_TEST_PASSWORD}")
                .database("url", "jdbc:mariadb://127.0.0.1:" + MariaDb.port() + "/nothing");
        assertThat(house.refusal())
                .startsWith("USAGE: Cannot reach erp: ")
                .contains("Unknown database 'nothing'")
                .doesNotContain("attempts");
    }

    @Test
    void aHostThatNobodyKnowsIsWorthAnotherRun() throws IOException {
        house.database("url", "jdbc:mariadb://nowhere.invalid/erp").database("attempts", "2");

        assertThat(house.refusal()).isEqualTo("""
                SOURCE: Cannot reach erp: there is no host nowhere.invalid (2 attempts)
                  at jdbc:mariadb://nowhere.invalid/erp""");
    }

    @Test
    void aTableThatStaysLockedIsGivenUpAfterItsAttempts() throws Exception {
        house.database("lock_timeout", "1s").database("attempts", "2");
        LittleHouse.execute(source, "lock tables orders write");
        try {
            assertThat(house.refusal())
                    .startsWith("SOURCE: Cannot read erp: ")
                    .contains("Lock wait timeout exceeded", "(2 attempts)");
        } finally {
            LittleHouse.execute(source, "unlock tables");
        }
    }

    @Test
    void aColumnThatIsGoneIsToldWithTheQueryThatAsksForIt() throws SQLException {
        LittleHouse.execute(source, "alter table orders drop column amount");

        assertThat(house.refusal())
                .startsWith("GATE: Cannot read erp: 1 problem\n  sources/erp/orders.sql: orders: ")
                .contains("Unknown column 'amount'");
    }

    @Test
    void amountsThatBecameTextsAreQuarantinedWhereTheyAreNoNumbers() throws SQLException {
        LittleHouse.execute(
                source,
                "alter table orders modify amount varchar(40)",
                "update orders set amount = '12 or so' where order_id = 3");

        assertThat(house.read()).isEqualTo("10 rows");
        assertThat(house.quarantine()).hasSize(1);
        assertThat(house.quarantine().get(0)).startsWith("3|WRONG_TYPE amount|").contains("12 or so");
        assertThat(house.published()).hasSize(9);
    }

    @Test
    void aQueryThatWritesIsRefusedAndNothingIsWritten() throws Exception {
        LittleHouse.execute(
                source,
                "create or replace table written (note varchar(9))",
                "create or replace function scribble() returns varchar(9) modifies sql data begin insert into written"
                        + " values ('x'); return 'x'; end",
                "grant execute on bad_input.* to 'reader'@'%'");
        house.query(LittleHouse.QUERY.replace("note", "scribble() as note"));

        assertThat(house.refusal())
                .startsWith("GATE: Cannot read ")
                .contains("Cannot execute statement in a READ ONLY transaction");
        assertThat(LittleHouse.answers(source, "select count(*) from written")).containsExactly("0");
    }

    /** It passes on what it is asked to the driver that is shipped. */
    private static final String DRIVER = """
            public final class DroppedDriver implements java.sql.Driver {
                private final java.sql.Driver shipped = new org.mariadb.jdbc.Driver();
                public java.sql.Connection connect(String url, java.util.Properties properties) throws java.sql.SQLException {
                    return acceptsURL(url) ? shipped.connect(url.replace("jdbc:mysql:", "jdbc:mariadb:"), properties) : null;
                }
                public boolean acceptsURL(String url) { return url.startsWith("jdbc:mysql:"); }
                public java.sql.DriverPropertyInfo[] getPropertyInfo(String url, java.util.Properties properties) {
                    return new java.sql.DriverPropertyInfo[0];
                }
                public int getMajorVersion() { return 1; }
                public int getMinorVersion() { return 0; }
                public boolean jdbcCompliant() { return false; }
                public java.util.logging.Logger getParentLogger() { return java.util.logging.Logger.getGlobal(); }
            }
            """;

    @Test
    void aDriverWhoseJarIsDroppedIntoTheFolderReadsANight() throws Exception {
        house.database("url", "jdbc:mysql://127.0.0.1:" + MariaDb.port() + "/bad_input");
        assertThat(house.refusal())
                .startsWith(
                        "USAGE: Cannot reach erp: no driver speaks to jdbc:mysql://127.0.0.1:PORT/bad_input\n  put the jar");
        Path code = Files.writeString(
                Files.createDirectories(folder.resolve("code")).resolve("DroppedDriver.java"), DRIVER);
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        Path.of(org.mariadb.jdbc.Driver.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                                .toString(),
                        code.toString());
        assertThat(compiled).isZero();
        jar("dropped.jar", List.of("DroppedDriver.class"));

        assertThat(house.read()).isEqualTo("10 rows");
        assertThat(house.published()).hasSize(10);
    }

    @Test
    void aJarThatDoesNotHoldTheDriverThatItPromisesIsToldByItsFolder() throws Exception {
        jar("empty.jar", List.of());

        assertThat(house.refusal())
                .startsWith("USAGE: Cannot load the drivers: ")
                .contains("DroppedDriver")
                .endsWith("\n  at drivers");
    }

    private void jar(String name, List<String> classes) throws IOException {
        Path jar = Files.createDirectories(house.drivers()).resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("META-INF/services/java.sql.Driver"));
            out.write("DroppedDriver\n".getBytes(UTF_8));
            for (String each : classes) {
                out.putNextEntry(new JarEntry(each));
                out.write(Files.readAllBytes(folder.resolve("code").resolve(each)));
            }
        }
    }
}

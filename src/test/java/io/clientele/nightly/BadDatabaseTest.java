package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.servers.PostgreSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a night does with a PostgreSQL that is not as it should be: ten orders, of which yesterday's night was published. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BadDatabaseTest {

    private static final String[] ORDERS = {
        "drop table if exists orders cascade",
        "create table orders (order_id bigint primary key, customer text, ordered_on date, currency_code text,"
                + " amount numeric, note text, changed_at timestamp)",
        "insert into orders select i, 'C' || i, date '2026-11-01' + i::int, 'EUR', 100 * i, null,"
                + " timestamp '2026-11-15 12:00' + i * interval '1 minute' from generate_series(1, 10) as i"
    };

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path shared;

    @SuppressWarnings("NullAway.Init")
    private static Connection source;

    @SuppressWarnings("NullAway.Init")
    private static LittleHouse yesterday;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private LittleHouse house;

    @BeforeAll
    static void publishYesterday() throws IOException, SQLException {
        String url = PostgreSql.database("bad_input");
        source = PostgreSql.connect(url);
        LittleHouse.execute(source, ORDERS);
        yesterday = LittleHouse.of(shared.resolve("yesterday"), url);
        yesterday.run(LittleHouse.YESTERDAY, new Recorder());
    }

    @BeforeEach
    void beginToday() throws IOException, SQLException {
        LittleHouse.execute(source, ORDERS);
        house = yesterday.copy(folder);
    }

    @AfterAll
    static void disconnect() throws SQLException {
        source.close();
    }

    private static void change(String... statements) throws SQLException {
        LittleHouse.execute(source, statements);
    }

    @Test
    void theHouseThatTheOtherTestsBreakPublishesTenOrdersAndReadsTheChangedOne() throws SQLException {
        assertThat(yesterday.published()).hasSize(10).contains("C3|1|300.0000");
        change("update orders set amount = 301, changed_at = timestamp '2026-11-20 08:00' where order_id = 3");

        assertThat(house.read()).endsWith(" rows changed of 10");
        assertThat(house.published()).hasSize(10).contains("C3|1|301.0000");
    }

    @Test
    void aWrongPasswordIsToldAtOnceAndNotTriedAgain() throws IOException {
        house.database("password", "${HOME}").database("back_off", "1h");

        assertThat(house.refusal()).isEqualTo("""
                USAGE: Cannot reach erp: FATAL: password authentication failed for user "reader"
                  at jdbc:postgresql://127.0.0.1:PORT/bad_input""");
    }

    @Test
    void aHostThatNobodyKnowsIsWorthAnotherRun() throws IOException {
        house.database("url", "jdbc:postgresql://nowhere.invalid/erp");

        assertThat(house.refusal()).isEqualTo("""
                SOURCE: Cannot reach erp: there is no host nowhere.invalid (4 attempts)
                  at jdbc:postgresql://nowhere.invalid/erp""");
    }

    @Test
    void aServerThatDoesNotListenIsTriedAsOftenAsTheSourceSays() throws IOException {
        house.database("url", "jdbc:postgresql://127.0.0.1:1/erp").database("attempts", "2");

        assertThat(house.refusal()).isEqualTo("""
                SOURCE: Cannot reach erp: Connection to 127.0.0.1:1 refused. Check that the hostname and port are correct and \
                that the postmaster is accepting TCP/IP connections. (Connection refused) (2 attempts)
                  at jdbc:postgresql://127.0.0.1:1/erp""");
    }

    @Test
    void aDatabaseThatIsNotThereIsAQuestionOfTheSourceFile() throws IOException {
        house.database("url", "jdbc:postgresql://127.0.0.1:" + PostgreSql.port() + "/nothing");

        assertThat(house.refusal()).isEqualTo("""
                USAGE: Cannot reach erp: FATAL: database "nothing" does not exist
                  at jdbc:postgresql://127.0.0.1:PORT/nothing""");
    }

    @Test
    void aTableThatStaysLockedIsGivenUpAfterItsAttempts() throws Exception {
        house.database("lock_timeout", "100ms").database("attempts", "2");
        try (Connection other = PostgreSql.connect(source.getMetaData().getURL())) {
            other.setAutoCommit(false);
            LittleHouse.execute(other, "lock table orders in access exclusive mode");

            assertThat(house.refusal()).isEqualTo("""
                    SOURCE: Cannot read erp: ERROR: canceling statement due to lock timeout; Position: 101 (2 attempts)
                      at jdbc:postgresql://127.0.0.1:PORT/bad_input""");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aTableThatIsLockedBeyondTheFirstAttemptIsReadAllTheSame(int connections) throws Exception {
        house.database("lock_timeout", "300ms")
                .database("attempts", "20")
                .database("connections", Integer.toString(connections));
        try (Connection other = PostgreSql.connect(source.getMetaData().getURL())) {
            other.setAutoCommit(false);
            LittleHouse.execute(other, "lock table orders in access exclusive mode");
            CompletableFuture<Integer> waits = CompletableFuture.supplyAsync(() -> releaseAfterTwoWaits(other));

            assertThat(house.read()).endsWith(" of 10");
            assertThat(waits.get()).isEqualTo(2);
        }
        assertThat(house.published()).hasSize(10);
    }

    /** Lets go of all locks once somebody has begun to wait for them a second time. */
    private static int releaseAfterTwoWaits(Connection holder) {
        Set<String> waits = new HashSet<>();
        try (Connection observer = PostgreSql.connect(source.getMetaData().getURL())) {
            while (waits.size() < 2) {
                waits.addAll(LittleHouse.answers(
                        observer,
                        "select query_start from pg_stat_activity where application_name = 'clientele' and datname ="
                                + " 'bad_input' and wait_event_type = 'Lock'"));
            }
            holder.rollback();
            return waits.size();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aColumnThatIsGoneIsToldWithTheQueryThatAsksForIt(int connections) throws Exception {
        house.database("connections", Integer.toString(connections));
        change("alter table orders drop column amount");

        assertThat(house.refusal()).isEqualTo("""
                GATE: Cannot read erp: 1 problem
                  sources/erp/orders.sql: orders: ERROR: column "amount" does not exist; Position: 71""");
    }

    @Test
    void amountsThatBecameTextsAreQuarantinedWhereTheyAreNoNumbers() throws SQLException {
        change(
                "alter table orders alter column amount type text",
                "update orders set amount = 'on request' where order_id = 3");

        assertThat(house.read()).isEqualTo("10 rows changed of 10");
        assertThat(house.published()).hasSize(9).contains("C4|1|400.0000").doesNotContain("C3|1|300.0000");
        assertThat(house.quarantine()).hasSize(1);
        assertThat(house.quarantine().get(0)).contains("|WRONG_TYPE amount|", "\"C3\"", "on request");
        assertThat(house.night(
                        "select concat_ws('|', delivered_count, accepted_count, quarantined_count, filtered_count)"
                                + " from run.deliveries"))
                .containsExactly("10|9|1|0");
    }

    @Test
    void datesThatBecameTextsAreQuarantinedWhereTheyAreNoDates() throws SQLException {
        change(
                "alter table orders alter column ordered_on type text",
                "update orders set ordered_on = 'soon' where order_id = 3");

        assertThat(house.read()).isEqualTo("10 rows changed of 10");
        assertThat(house.published()).hasSize(9);
        assertThat(house.quarantine().get(0))
                .contains("|WRONG_TYPE ordered_on|", "\"C3\"")
                .contains("soon");
    }

    @Test
    void tooManyTextsWhereNumbersWereStopTheNight() throws SQLException {
        change(
                "alter table orders alter column amount type text",
                "update orders set amount = 'on request' where order_id > 6");

        assertThat(house.refusal()).isEqualTo("""
                GATE: Cannot accept the deliveries: 1 problem
                  orders of erp: 4 of 10 rows quarantined, 40.00 % where at most 30 % may be: WRONG_TYPE amount × 4""");
    }

    @Test
    void sevenAmountsThatDoNotFitAreQuarantinedAndTheOthersAreProvenInEachCurrency() throws SQLException {
        change(
                "insert into orders select 100 + i, 'D' || i, date '2026-11-19', 'X' || i, amount, null, timestamp '2026-11-20' from"
                        + " unnest(array['99999999999999999', '1e40', '0.12345', '0.333333333333333333333333', '-0.0000000000005',"
                        + " 'NaN', 'Infinity']::numeric[]) with ordinality as odd(amount, i) union all select 200 + i, 'E' || i,"
                        + " date '2026-11-19', 'X' || i, 1, null, timestamp '2026-11-20' from generate_series(1, 7) as i");

        assertThat(house.read()).endsWith(" rows changed of 24");
        assertThat(house.published()).hasSize(17);
        assertThat(house.quarantine())
                .extracting(
                        row -> row.replaceFirst("\\d+\\|([A-Z_]+) amount\\|.*amount\\\\\":\\\\\"([^\\\\]+).*", "$1 $2"))
                .containsExactly(
                        "WRONG_TYPE 99999999999999999",
                        "WRONG_TYPE 10000000000000000000000000000000000000000",
                        "TOO_MANY_DECIMALS 0.12345",
                        "TOO_MANY_DECIMALS 0.333333333333333333333333",
                        "TOO_MANY_DECIMALS -0.0000000000005",
                        "WRONG_TYPE NaN",
                        "WRONG_TYPE Infinity");
        assertThat(house.night(
                        "select concat_ws('|', delivered_count, accepted_count, quarantined_count, filtered_count)"
                                + " from run.deliveries"))
                .containsExactly("24|17|7|0");
        assertThat(house.night("select currency_code || coalesce(': ' || cast(source_figure as double), '')"
                        + " || case when source_figure = landed_figure then ' proven' else '' end from run.source_totals where"
                        + " column_name = 'amount' order by 1"))
                .containsExactly(
                        "EUR: 5500.0 proven",
                        "X1: 1e+17 proven",
                        "X2",
                        "X3: 1.12345 proven",
                        "X4: 1.333333333 proven",
                        "X5: 1.0 proven",
                        "X6",
                        "X7");
    }

    @Test
    void textThatIsNoTextIsQuarantinedWithItsBytes() throws Exception {
        String url = source.getMetaData().getURL().replace("bad_input", "bad_bytes");
        change(
                "drop database if exists bad_bytes with (force)",
                "create database bad_bytes template template0 encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C'");
        try (Connection bytes = PostgreSql.connect(url)) {
            LittleHouse.execute(bytes, ORDERS);
            LittleHouse.execute(bytes, "update orders set customer = E'M\\xfcller' where order_id = 3");
        }
        house.database("url", url).table("");

        assertThat(house.read()).isEqualTo("10 rows");
        assertThat(house.published()).hasSize(9);
        assertThat(house.quarantine()).hasSize(1);
        assertThat(house.quarantine().get(0))
                .startsWith("3|WRONG_TYPE customer|")
                .contains("M\\\\\\\\xfcller");
    }

    @Test
    void aChangeOfTheFutureDoesNotMoveTheMark() throws Exception {
        change("update orders set changed_at = timestamp '2099-01-01' where order_id = 3");
        house.run(LittleHouse.TODAY, new Recorder());
        assertThat(Files.readString(house.landed(LittleHouse.TODAY).resolve("MANIFEST.json")))
                .contains("\"mark\"")
                .doesNotContain("2099");
        change("update orders set customer = 'New', changed_at = now() at time zone 'UTC' where order_id = 4");

        house.run(LittleHouse.TODAY.plusDays(1), new Recorder());

        assertThat(house.published()).hasSize(10).contains("New|1|400.0000");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aChangeThatSaysItWasMadeBeforeIsFoundByTheTotalsAndAllIsReadAnew(int attempts) throws Exception {
        house.table("changed: changed_at, overlap: 1m").database("attempts", Integer.toString(attempts));
        house.run(LittleHouse.TODAY, new Recorder());
        change("update orders set amount = 301, changed_at = timestamp '2020-01-01' where order_id = 3");

        Recorder tomorrow = new Recorder();
        house.run(LittleHouse.TODAY.plusDays(1), tomorrow);

        assertThat(tomorrow.failed).containsExactly("extract.erp.orders");
        assertThat(tomorrow.said("extract.erp.orders")).isEqualTo("10 rows");
        assertThat(house.published()).contains("C3|1|301.0000");
    }

    @Test
    void aChangeThatMovesNoSumIsFoundOnTheDayOfTheKeyComparison() throws Exception {
        house.table("changed: changed_at, overlap: 1m");
        house.run(LittleHouse.TODAY, new Recorder());
        change("update orders set customer = 'New', changed_at = timestamp '2020-01-01' where order_id = 3");
        Recorder saturday = new Recorder();
        house.run(LittleHouse.TODAY.plusDays(1), saturday);
        assertThat(house.published()).contains("C3|1|300.0000");
        house.table("changed: changed_at, overlap: 1m, deletions: [sunday]");

        Recorder sunday = new Recorder();
        house.run(LittleHouse.TODAY.plusDays(2), sunday);

        assertThat(saturday.said("extract.erp.orders")).isEqualTo("2 rows changed of 10");
        assertThat(sunday.said("extract.erp.orders")).isEqualTo("10 rows");
        assertThat(house.published()).contains("New|1|300.0000");
    }

    @Test
    void aTableThatShrankByHalfIsRefusedUntilTheSourceFileAllowsIt() throws Exception {
        change("delete from orders where order_id > 5");

        assertThat(house.refusal()).isEqualTo("""
                GATE: Cannot accept orders of erp: it has shrunk from 10 rows to 5
                  where that is right, say so in the source file for one night: may_shrink_to_share: 0""");

        house.table("changed: changed_at, may_shrink_to_share: 0");
        assertThat(house.read()).endsWith("5 deleted of 5");
        assertThat(house.published()).hasSize(5);
    }

    @Test
    void aTableWithoutRowsIsRefusedThoughItMayShrink() throws Exception {
        change("delete from orders");
        house.table("may_shrink_to_share: 0");

        assertThat(house.refusal()).isEqualTo("""
                GATE: Cannot accept the deliveries: 1 problem
                  orders of erp: the delivery is empty: no rows where some were expected""");
    }

    @Test
    void aKeyThatComesTwiceIsQuarantinedOnce() throws Exception {
        house.query(LittleHouse.QUERY + " union all " + LittleHouse.QUERY + " where order_id = 3");

        assertThat(house.read()).isEqualTo("11 rows");
        assertThat(house.quarantine()).hasSize(1);
        assertThat(house.quarantine().get(0)).contains("|DUPLICATE_KEY|");
        assertThat(house.published()).hasSize(10).contains("C3|1|300.0000");
    }

    @Test
    void aRowWithoutKeyIsQuarantinedOrMissedAndTold() throws Exception {
        String keys = ", ".concat("customer, ordered_on, currency_code, amount, note, changed_at from orders");
        house.query("select nullif(order_id, 3) as order_id" + keys);
        assertThat(house.read()).isEqualTo("10 rows");
        assertThat(house.quarantine().get(0)).contains("|MISSING_VALUE order_id|");

        LittleHouse wide =
                yesterday.copy(folder.resolve("wide")).query("select nullif(order_id, 3) * 100000 as order_id" + keys);
        assertThat(wide.refusal()).isEqualTo("""
                GATE: Cannot accept orders of erp: it is not what the source says that it has
                  rows in EUR of 202611: 10 in the source, 9 landed
                  amount in EUR of 202611: 5500 in the source, 5200.0000 landed
                  1 row of the query has no order_id, by which rows are told apart""");
    }

    @Test
    void aQueryThatWritesIsRefusedAndNothingIsWritten() throws Exception {
        change(
                "drop table if exists written",
                "create table written (note text)",
                "grant all on written to public",
                "create or replace function scribble() returns text language sql as"
                        + " 'insert into written values (''x'') returning note'");
        house.query(LittleHouse.QUERY.replace("note", "scribble() as note"));

        assertThat(house.refusal())
                .startsWith("GATE: Cannot read ")
                .contains("erp: ERROR: cannot execute INSERT in a read-only transaction");
        assertThat(LittleHouse.answers(source, "select count(*) from written")).containsExactly("0");

        house.query("with x as (insert into written values ('x') returning note) select * from x");
        assertThat(house.refusal()).isEqualTo("""
                GATE: Cannot read erp: 1 problem
                  sources/erp/orders.sql: orders: ERROR: WITH clause containing a data-modifying statement must be at the top \
                level; Position: 22""");
        assertThat(LittleHouse.answers(source, "select count(*) from written")).containsExactly("0");
    }

    @Test
    void aSecondStatementIsNotEvenSent() throws Exception {
        house.query(LittleHouse.QUERY + ") q;\ncommit; drop table orders; select * from (select 1");

        assertThat(house.refusal()).isEqualTo("""
                USAGE: Cannot read the sources: 1 problem
                  sources/erp/orders.sql:2: a second statement begins here""");
    }

    @Test
    void aQueryMayEndWithASemicolonAndComments() throws Exception {
        house.query(LittleHouse.QUERY + " -- all; of them\n;\n-- all of them; and\n/* no; more */\n");

        assertThat(house.read()).isEqualTo("10 rows");
        assertThat(house.published()).hasSize(10);
    }

    @Test
    void labelsMayBeWrittenInAnyCase() throws Exception {
        house.query("select order_id as \"Order_ID\", customer as \"CUSTOMER\", ordered_on, currency_code, amount as"
                + " \"Amount\", note, changed_at as \"Changed_At\" from orders");

        assertThat(house.read()).isEqualTo("10 rows");
        assertThat(house.published()).hasSize(10).isEqualTo(yesterday.published());
    }

    @Test
    void everyColumnThatIsMissingUnknownOrThereTwiceIsToldAtOnceWithItsNearestName() throws Exception {
        house.query("select order_id, customer as custommer, ordered_on, currency_code, amount, note, note, changed_at"
                + " from orders");

        assertThat(house.refusal()).isEqualTo("""
                GATE: Cannot read erp: 3 problems
                  sources/erp/orders.sql: orders: customer must be delivered, but the query does not give it (did you mean custommer?)
                  sources/erp/orders.sql: orders: the query gives note twice
                  sources/erp/orders.sql: orders: the query gives custommer, which the landing table does not have (did you mean customer?)""");
    }

    @Test
    void whatIsWrongInTheSourceFileIsToldBeforeTheNightWithoutRepeatingSecrets() throws Exception {
        house.database("url", "jdbc:postgresql://db.example/erp?user=me&password=hunter2")
                .database("username", "${NOBODY_HAS_SET_THIS}")
                .database("password", "hunter2");
        assertThat(house.refusal()).isEqualTo("""
                USAGE: Cannot read the sources: 3 problems
                  sources/erp.yaml:4: the url holds credentials; they belong into username and password, out of the environment
                  sources/erp.yaml:5: the environment variable NOBODY_HAS_SET_THIS is not set
                  sources/erp.yaml:6: a password does not stand in a file: name the environment variable that holds it, as in \
                ${ERP_PASSWORD}""");

        house.database("password", "20482048");
        assertThat(house.refusal()).contains("sources/erp.yaml:6: ").doesNotContain("2048");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:oracle:thin:scott/tiger@//db.example/erp",
                "jdbc:sqlserver://db.example;user=sa;Password=tiger",
                "jdbc:mariadb://scott:tiger@db.example/erp",
                "jdbc:mysql://db.example/erp?trustStorePassword=tiger"
            })
    void credentialsInAnAddressAreFoundInTheGrammarOfEveryDatabase(String url) throws IOException {
        house.database("url", url);

        assertThat(house.refusal()).contains("the url holds credentials").doesNotContain("tiger");
    }

    @Test
    void anAddressOfAnotherKindOfDatabaseIsToldWithThoseThatCanBeRead() throws IOException {
        house.database("url", "jdbc:db2://db.example/erp");

        assertThat(house.refusal()).isEqualTo("""
                USAGE: Cannot reach erp: jdbc:db2://db.example/erp is of no database that can be read
                  these can: jdbc:postgresql:, jdbc:mariadb:, jdbc:mysql:, jdbc:sqlserver:, jdbc:oracle:""");
    }

    @Test
    void anAddressWithoutDriverIsToldWithTheFolderOfDrivers() throws IOException {
        house.database("url", "jdbc:sqlserver://db.example;databaseName=erp");

        assertThat(house.refusal()).isEqualTo("""
                USAGE: Cannot reach erp: no driver speaks to jdbc:sqlserver://db.example;databaseName=erp
                  put the jar of one into drivers""");
    }
}

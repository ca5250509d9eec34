package io.clientele.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.extract.TableExtraction.Part;
import io.clientele.extract.jdbc.Drivers;
import io.clientele.extract.jdbc.ExtractedRow;
import io.clientele.model.Belonging;
import io.clientele.model.Contract;
import io.clientele.model.ControlTotals;
import io.clientele.model.RelationName;
import io.clientele.servers.MariaDb;
import io.clientele.servers.PostgreSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** A customer of a database is forgotten while the database keeps delivering what it knows. */
class UnreadRowsTest {

    private static final Contract CUSTOMERS = Deliveries.whose(
            Deliveries.contract("customers", "customer_id varchar", "above varchar?"),
            new Belonging(
                    Optional.of(RelationName.parse("staged.identities")),
                    false,
                    Map.of(),
                    Map.of("above", "customers")));
    private static final Contract ORDERS = Deliveries.with(
            Deliveries.contract(
                    "orders",
                    "order_id varchar",
                    "customer_id varchar",
                    "amount decimal(18,2)",
                    "currency varchar",
                    "changed_at timestamp"),
            Map.of("customer_id", "customers"),
            new ControlTotals(List.of("amount"), Optional.of("currency"), Optional.empty()));
    private static final Contract LINES = Deliveries.with(
            Deliveries.contract("lines", "line_id varchar", "order_id varchar"),
            Map.of("order_id", "orders"),
            ControlTotals.NONE);
    private static final List<Contract> LANDING = List.of(CUSTOMERS, ORDERS, LINES);

    private static final LocalDate FIRST = LocalDate.of(2026, 11, 18);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Deliveries deliveries;

    @SuppressWarnings("NullAway.Init")
    private Suppressions suppressions;

    private enum Server {
        POSTGRESQL,
        MARIADB;

        String database() {
            return this == POSTGRESQL ? PostgreSql.database("unread") : MariaDb.database("unread");
        }

        void execute(String url, String... statements) throws SQLException {
            try (Connection connection = this == POSTGRESQL ? PostgreSql.connect(url) : MariaDb.connect(url);
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }
    }

    @BeforeEach
    void begin() {
        deliveries = new Deliveries(folder).environment("CLIENTELE_TEST_PASSWORD", PostgreSql.PASSWORD);
        LANDING.forEach(deliveries::table);
        suppressions = new Suppressions(folder.resolve("suppressions.jsonl"), folder.resolve("pseudonym.key"));
    }

    @AfterEach
    void close() throws Exception {
        deliveries.close();
    }

    private void database(String name, String url, String... tables) {
        StringBuilder yaml = new StringBuilder("source: " + name + "\nkind: erp\ndatabase:\n  url: " + url
                + "\n  username: " + PostgreSql.USERNAME + "\n  password: ${CLIENTELE_TEST_PASSWORD}\ntables:\n");
        for (String table : tables) {
            yaml.append("  ").append(table).append('\n');
        }
        deliveries.sourceFile(name, yaml.toString());
        deliveries.write(name + "/customers.sql", "select customer_id, above from customers\n");
        deliveries.write(
                name + "/orders.sql", "select order_id, customer_id, amount, currency, changed_at from orders\n");
        deliveries.write(name + "/lines.sql", "select line_id, order_id from order_lines\n");
    }

    /** Three customers, one of them below another, and orders with lines; the ERP counts its customers in whole numbers. */
    private static void fill(Server server, String url) throws SQLException {
        server.execute(
                url,
                "create table customers (customer_id integer, above integer)",
                "insert into customers values (100100, null), (200200, 100100), (300300, null)",
                "create table orders (order_id varchar(20), customer_id integer, amount decimal(18,2), currency varchar(3),"
                        + " changed_at timestamp)",
                "insert into orders values ('O-5001', 100100, 10, 'EUR', '2026-11-01 08:00:00'),"
                        + " ('O-5002', 200200, 20, 'EUR', '2026-11-02 08:00:00'),"
                        + " ('O-5003', null, 30, 'EUR', '2026-11-03 08:00:00'),"
                        + " ('O-5004', 100100, 40, 'USD', '2026-11-17 08:00:00')",
                "create table order_lines (line_id varchar(20), order_id varchar(20))",
                "insert into order_lines values ('L-7001', 'O-5001'), ('L-7002', 'O-5002'), ('L-7004', 'O-5004')");
    }

    /** What a night says of its tables. */
    private Map<String, String> night(LocalDate day) {
        TakeIn takeIn = new TakeIn(
                deliveries.sources(),
                LANDING,
                new LandingZone(folder.resolve("landing"), day, 0),
                deliveries.engine(),
                Optional.of(suppressions));
        takeIn.forgetTables();
        deliveries.warehouse.execute("DROP TABLE IF EXISTS intake.closed");
        takeIn.keepDeliveries(Deliveries.EVENING);
        Map<String, String> said = new TreeMap<>();
        for (SourceExtraction extraction : takeIn.extractions(Drivers.in(folder.resolve("drivers")))) {
            try (extraction) {
                for (TableExtraction table : extraction.tables()) {
                    table.begin(Instant.now()).forEach(UnreadRowsTest::read);
                    said.put(table.name(), table.finish());
                }
            }
        }
        LANDING.forEach(takeIn::take);
        takeIn.close();
        return said;
    }

    private static void read(Part part) {
        part.writer().open(new ExecutionContext());
        try {
            for (List<ExtractedRow> page = part.reader().read();
                    page != null;
                    page = part.reader().read()) {
                part.writer().write(Chunk.of(page));
            }
        } finally {
            part.reader().close();
            part.writer().close();
        }
    }

    private SortedMap<String, Long> forget(String source, String key) {
        LandedErasure erasure =
                new LandedErasure(folder.resolve("landing"), deliveries.sources(), LANDING, deliveries.engine());
        Pseudonyms pseudonyms = Pseudonyms.ofKeyMadeAt(folder.resolve("pseudonym.key"));
        suppressions.add(List.of(Suppressions.name(pseudonyms, source, "customers", key)));
        erasure.follow(new TreeMap<>(Map.of(source + "/customers", new TreeSet<>(List.of(key)))));
        return erasure.erase(new Traces(erasure.texts()));
    }

    /** The landed files in which a text is a value. */
    private List<String> filesWith(String... texts) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder.resolve("landing"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".parquet"))
                    .sorted()
                    .toList()) {
                for (String text : texts) {
                    if (!deliveries
                            .rows("SELECT 1 FROM read_parquet('" + file
                                    + "') AS every WHERE contains(CAST(every AS VARCHAR), '" + text + "') LIMIT 1")
                            .isEmpty()) {
                        found.add(folder.resolve("landing").relativize(file) + ": " + text);
                    }
                }
            }
        }
        return found;
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void theDatabaseProvesWhatIsReadWithoutTheForgottenAndNightsGoOnByChanges(Server server)
            throws IOException, SQLException {
        String url = server.database();
        fill(server, url);
        database(
                "erp",
                url,
                "customers: {query: customers.sql}",
                "orders: {query: orders.sql, changed: changed_at, overlap: 1h, deletions: daily}",
                "lines: {query: lines.sql, growing: line_id, deletions: daily}");
        night(FIRST);
        assertThat(filesWith("O-5001", "100100", "L-7004")).hasSize(6);

        SortedMap<String, Long> removed = forget("erp", "100100");

        assertThat(removed)
                .containsExactlyInAnyOrderEntriesOf(Map.of("erp/customers", 1L, "erp/orders", 2L, "erp/lines", 2L));
        assertThat(filesWith("O-5001", "100100", "L-7004")).isEmpty();

        server.execute(
                url,
                "insert into orders values ('O-5005', 100100, 50, 'EUR', '2026-11-19 08:00:00'),"
                        + " ('O-5006', 300300, 60, 'EUR', '2026-11-19 08:00:00')",
                "insert into order_lines values ('L-7005', 'O-5005'), ('L-7006', 'O-5006')",
                "delete from orders where order_id = 'O-5003'");
        Map<String, String> said = night(FIRST.plusDays(1));

        assertThat(said)
                .as("orders go on from the newest change; of lines the greatest key was theirs, so all are read")
                .containsEntry("erp.customers", "2 rows")
                .containsEntry("erp.orders", "1 row changed, 1 deleted of 2")
                .containsEntry("erp.lines", "2 rows");
        assertThat(deliveries.rows("SELECT customer_id, above FROM landing.customers ORDER BY 1"))
                .containsExactly("200200|∅", "300300|∅");
        assertThat(deliveries.rows("SELECT order_id, amount FROM landing.orders ORDER BY 1"))
                .containsExactly("O-5002|20.00", "O-5006|60.00");
        assertThat(deliveries.rows("SELECT line_id FROM landing.lines ORDER BY 1"))
                .containsExactly("L-7002", "L-7006");
        assertThat(filesWith("O-5001", "100100", "L-7004", "O-5005", "L-7005")).isEmpty();
        assertThat(
                        deliveries.rows(
                                "SELECT source_figure, landed_figure FROM run.source_totals WHERE table_name = 'orders' AND column_name = 'amount'"))
                .containsExactly("80.000000000|80.000000000");
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void ordersOfADatabaseGoWithTheCustomersThatAnotherSystemDelivers(Server server) throws IOException, SQLException {
        String url = server.database();
        fill(server, url);
        deliveries.source("crm", "files: {c: {path: c.csv}}\ntables: {customers: {from: c}}\n");
        deliveries.write("c.csv", "customer_id,above\n100100,\n200200,100100\n300300,\n");
        database("shop", url, "orders: {query: orders.sql}", "lines: {query: lines.sql}");
        night(FIRST);

        SortedMap<String, Long> removed = forget("crm", "100100");
        Map<String, String> said = night(FIRST.plusDays(1));

        assertThat(removed)
                .containsExactlyInAnyOrderEntriesOf(Map.of("crm/c", 1L, "shop/orders", 2L, "shop/lines", 2L));
        assertThat(said).containsEntry("shop.orders", "2 rows").containsEntry("shop.lines", "1 row");
        assertThat(filesWith("O-5001", "100100", "L-7004")).isEmpty();
    }
}

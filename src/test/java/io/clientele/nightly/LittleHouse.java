package io.clientele.nightly;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clientele.model.Fingerprint;
import io.clientele.model.Refusal;
import io.clientele.servers.PostgreSql;
import io.clientele.warehouse.WarehouseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;

/** A company whose orders stand in one table of a real database: its nights take a second. */
public final class LittleHouse {

    static final LocalDate YESTERDAY = LocalDate.of(2026, 11, 19);
    static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    /** The query that the tests break. */
    static final String QUERY =
            "select order_id, customer, ordered_on, currency_code, amount, note, changed_at from orders";

    private static final String SOURCE = "erp";

    private final Path folder;
    private final Map<String, String> database = new LinkedHashMap<>();
    private String table = "changed: changed_at";

    private LittleHouse(Path folder) {
        this.folder = folder;
    }

    /** A house as it was furnished before, by this process or another. */
    static LittleHouse at(Path folder) {
        return new LittleHouse(folder);
    }

    /** Furnishes a house that reads a database. */
    static LittleHouse of(Path folder, String url) throws IOException {
        LittleHouse house = new LittleHouse(folder);
        house.furnish();
        house.database.put("url", url);
        house.database.put("username", PostgreSql.USERNAME);
        house.database.put("password", "${CLIENTELE_TEST_PASSWORD}");
        house.database.put("back_off", "10ms");
        house.database.put("connect_timeout", "5s");
        return house.query(QUERY);
    }

    /** Furnishes a house in which the nights of another one were published. */
    LittleHouse copy(Path to) throws IOException {
        LittleHouse house = of(to, Objects.requireNonNull(database.get("url")));
        try (Stream<Path> files = Files.walk(data())) {
            for (Path file : files.toList()) {
                Files.copy(file, house.data().resolve(data().relativize(file).toString()), NOFOLLOW_LINKS);
            }
        }
        return house;
    }

    private void furnish() throws IOException {
        Files.createDirectories(folder.resolve("policy"));
        Files.createDirectories(folder.resolve("jobs"));
        Files.copy(Path.of("jobs", "contract.schema.json"), folder.resolve("jobs/contract.schema.json"));
        write("jobs/models/landing/orders.yaml", """
                question: What was ordered?
                grain: [order_id]
                quarantine_limit_share: 0.3
                control_totals:
                  amounts: [amount]
                  currency: currency_code
                  month: ordered_on
                columns:
                  order_id: {type: varchar, says: Number of the order.}
                  customer: {type: varchar, says: Who ordered.}
                  ordered_on: {type: date, says: Day of the order.}
                  currency_code: {type: varchar, says: ISO 4217.}
                  amount: {type: "decimal(18,4)", says: Without tax.}
                  note: {type: varchar, nullable: true, says: Anything.}
                  changed_at: {type: timestamp, nullable: true, says: When this version was written (UTC).}
                """);
        write("jobs/models/marts/customers_v1.yaml", """
                question: What did each customer order?
                grain: [customer]
                columns:
                  customer: {type: varchar, says: Who ordered., label_en: Customer, label_zh: 客户}
                  order_count: {type: bigint, says: Orders., label_en: Orders, label_zh: 订单}
                  amount: {type: "decimal(18,4)", says: Of all orders., label_en: Amount, label_zh: 金额}
                  note: {type: varchar, nullable: true, says: The greatest., label_en: Note, label_zh: 备注}
                  digest: {type: varchar, says: Of every value of every order., label_en: Digest, label_zh: 摘要}
                """);
        write("jobs/models/marts/customers_v1.sql", """
                -- What did each customer order?
                select
                    customer,
                    count(*) as order_count,
                    cast(sum(amount) as decimal(18,4)) as amount,
                    max(note) as note,
                    cast(bit_xor(hash(order_id, ordered_on, currency_code, amount, note, changed_at)) as varchar) as digest
                from staged.orders
                group by customer
                """);
        write("jobs/models/staged/orders.yaml", """
                question: What was ordered?
                grain: [order_id]
                columns:
                  order_id: {type: varchar, says: Number of the order.}
                  customer: {type: varchar, says: Who ordered.}
                  ordered_on: {type: date, says: Day of the order.}
                  currency_code: {type: varchar, says: ISO 4217.}
                  amount: {type: "decimal(18,4)", says: Without tax.}
                  note: {type: varchar, nullable: true, says: Anything.}
                  changed_at: {type: timestamp, nullable: true, says: When this version was written (UTC).}
                """);
        write("jobs/models/staged/orders.sql", """
                -- What was ordered?
                select
                    order_id,
                    customer,
                    ordered_on,
                    currency_code,
                    amount,
                    note,
                    changed_at
                from landing.orders
                """);
        write("jobs/nightly.yaml", """
                job: nightly
                schedule:
                  cron: "0 0 2 * * ?"
                  time_zone: UTC
                publish:
                  - customers_v1
                """);
        write("jobs/summary.sql", """
                -- How many are there?
                select
                    'customers' as section,
                    'all' as label,
                    cast(count(*) as varchar) as figure
                from marts.customers_v1
                """);
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    Path data() {
        return folder.resolve("data");
    }

    Path drivers() {
        return folder.resolve("drivers");
    }

    Path sourceFile() {
        return folder.resolve("sources/erp.yaml");
    }

    LittleHouse query(String sql) throws IOException {
        write("sources/erp/orders.sql", sql);
        return describe();
    }

    /** Sets a key of {@code database:}. */
    LittleHouse database(String key, String value) throws IOException {
        database.put(key, value);
        return describe();
    }

    /** Sets what stands beside the query. */
    LittleHouse table(String keys) throws IOException {
        table = keys;
        return describe();
    }

    private LittleHouse describe() throws IOException {
        StringBuilder yaml = new StringBuilder("source: " + SOURCE + "\nkind: erp\ndatabase:\n");
        database.forEach((key, value) ->
                yaml.append("  ").append(key).append(": ").append(value).append('\n'));
        yaml.append("tables:\n  orders: {query: orders.sql")
                .append(table.isEmpty() ? "" : ", " + table)
                .append("}\n");
        write("sources/erp.yaml", yaml.toString());
        return this;
    }

    NightSettings settings() {
        return new NightSettings(
                folder.resolve("jobs"),
                folder.resolve("policy"),
                data(),
                drivers(),
                List.of(sourceFile()),
                TODAY,
                ZoneId.of("UTC"),
                "EUR",
                new WarehouseSettings(DataSize.ofGigabytes(1), 2, DataSize.ofGigabytes(10)),
                Path.of("config/pseudonym.key"),
                false);
    }

    /** Settings for the command line, in a file. */
    public Path configuration() throws IOException {
        write(
                "application.yaml",
                "clientele:\n  data: " + data() + "\n  jobs: " + folder.resolve("jobs") + "\n  policy: "
                        + folder.resolve("policy") + "\n  sources:\n    - " + sourceFile()
                        + "\n  engine:\n    memory: 1GB\n    threads: 2\n");
        return folder.resolve("application.yaml");
    }

    RunOutcome run(LocalDate day, StepListener listener) {
        try (RunLauncher launcher = RunLauncher.open(settings())) {
            return launcher.run(new RunRequest(day, false, "test", null), listener);
        }
    }

    /** Runs today's night and gives what its extraction said. */
    String read() {
        Recorder recorder = new Recorder();
        run(TODAY, recorder);
        return recorder.said("extract.erp.orders");
    }

    /** Runs today's night, which must be refused and leave what is published: the kind, and what is said. */
    String refusal() {
        return refusal(new Recorder());
    }

    String refusal(StepListener listener) {
        List<String> before = pointer();
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> run(TODAY, listener));
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(pointer()).isEqualTo(before);
        return refusal.kind() + ": "
                + String.valueOf(refusal.getMessage())
                        .replace(folder.toString() + "/", "")
                        .replaceAll("127\\.0\\.0\\.1:\\d{4,}", "127.0.0.1:PORT");
    }

    private List<String> pointer() {
        try {
            Path pointer = data().resolve("marts/current.json");
            return Files.exists(pointer) ? Files.readAllLines(pointer) : List.of();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The published mart, a row a text. */
    List<String> published() {
        return rows("select concat_ws('|', customer, order_count, amount, note) from read_parquet('"
                + data().resolve("marts/current/customers_v1.parquet") + "') order by customer");
    }

    /** What is in quarantine tonight: record, reasons, raw text. */
    List<String> quarantine() {
        return rows("select concat_ws('|', record, replace(reasons, chr(10), ', '), raw) from read_parquet('"
                + data().resolve("landing/erp/quarantine/2026-11-20-r0/orders.parquet") + "') order by record");
    }

    /** Rows of tonight's own database. */
    List<String> night(String query) {
        return answers("jdbc:duckdb:" + data().resolve("work/20261120-r0/night.duckdb"), query);
    }

    static List<String> rows(String query) {
        return answers("jdbc:duckdb:", query);
    }

    /** The one value that a database file gives for a query. */
    static String answer(Path database, String query) {
        return answers("jdbc:duckdb:" + database, query).get(0);
    }

    private static List<String> answers(String url, String query) {
        try (Connection connection = DriverManager.getConnection(url)) {
            return answers(connection, query);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> answers(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(String.valueOf(result.getString(1)));
            }
            return rows;
        }
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Where a night keeps what it read of the orders. */
    Path landed(LocalDate day) {
        return data().resolve("landing/erp/orders/" + day + "-r0");
    }

    /** The SHA-256 of every Parquet file that was landed or published for today. */
    Map<String, String> hashes() throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        for (Path each : List.of(landed(TODAY), data().resolve("marts/current"))) {
            Path real = each.toRealPath();
            try (Stream<Path> files = Files.list(real)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".parquet"))
                        .toList()) {
                    hashes.put(file.getFileName().toString(), Fingerprint.of(real, List.of(file)));
                }
            }
        }
        return hashes;
    }
}

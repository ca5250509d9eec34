package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.nightly.SampleHouse;
import io.clientele.servers.MariaDb;
import io.clientele.servers.PostgreSql;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;

/** What a person is told who tries a source before its first night. */
class SourcesCommandTest {

    private static final String LOCATION = "spring.config.additional-location";

    private static final String SCHEMA = """
            create table client (id bigint primary key, name varchar(80) not null, mail varchar(80), vat varchar(20),
                plz varchar(10), changed timestamp null);
            insert into client values (1, 'Müller & Söhne', 'info@mueller.example', 'DE811', '10115', '2026-11-01 10:00:00'),
                (2, 'Acme', null, null, null, null);
            create table doc (id bigint primary key, client bigint not null, day date not null, total double precision not null,
                note varchar(20) not null, changed timestamp null);
            insert into doc values (7, 1, '2026-11-02', 12.5, 'x', '2026-11-02 10:00:00'), (8, 2, '2026-11-03', 1, 'y', null);
            """;

    private static final String CUSTOMERS = """
            select c.id as customer_id, c.name as name, c.vat as tax_id, c.plz as postal_code, c.changed as changed_at,
                true as is_active
            from client as c
            """;

    private static final String ORDERS = """
            select d.id as order_id, 'S' as company_id, d.client as customer_id, d.day as ordered_on, 'done' as status,
                false as is_return, 'EUR' as currency_code, 1 as fx_to_company, d.total as net_amount, d.changed as changed_at
            from doc as d
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static SampleHouse house;

    @SuppressWarnings("NullAway.Init")
    private static Path shop;

    @SuppressWarnings("NullAway.Init")
    private static Path desk;

    @SuppressWarnings("NullAway.Init")
    private static String postgres;

    @SuppressWarnings("NullAway.Init")
    private static String maria;

    @BeforeAll
    static void makeTwoDatabases() throws SQLException, IOException {
        house = new SampleHouse(folder.resolve("house"));
        Files.createDirectories(house.data().resolve("state"));
        Files.writeString(house.data().resolve("state/kept.txt"), "kept");
        String postgreSql = PostgreSql.database("shop");
        try (Connection connection = PostgreSql.connect(postgreSql)) {
            make(connection);
            execute(connection, "analyze");
        }
        String mariaDb = MariaDb.database("desk");
        try (Connection connection = MariaDb.connect(mariaDb)) {
            make(connection);
            execute(connection, "analyze table client, doc");
        }
        shop = source("shop", postgreSql, PostgreSql.USERNAME, 2, Map.of("customers", CUSTOMERS, "orders", ORDERS));
        desk = source("desk", mariaDb, MariaDb.USERNAME, 2, Map.of("customers", CUSTOMERS, "orders", ORDERS));
        postgres = postgreSql;
        maria = mariaDb;
    }

    private static void make(Connection connection) throws SQLException {
        for (String sql : SCHEMA.split(";\\s*\n")) {
            execute(connection, sql);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Path source(String name, String url, String username, int connections, Map<String, String> queries)
            throws IOException {
        Path folderOfQueries = Files.createDirectories(folder.resolve("config").resolve(name));
        StringBuilder tables = new StringBuilder();
        for (Map.Entry<String, String> query : new TreeMap<>(queries).entrySet()) {
            Files.writeString(folderOfQueries.resolve(query.getKey() + ".sql"), query.getValue());
            String more =
                    query.getKey().equals("orders") ? ", changed: changed_at, overlap: 2h, deletions: [sunday]" : "";
            tables.append("  %1$s: {query: %1$s.sql%2$s}\n".formatted(query.getKey(), more));
        }
        return Files.writeString(
                folder.resolve("config").resolve(name + ".yaml"),
                """
                source: %s
                kind: erp
                database:
                  url: %s
                  username: %s
                  password: ${CLIENTELE_TEST_PASSWORD}
                  connections: %d
                tables:
                """.formatted(name, url, username, connections) + tables);
    }

    @AfterAll
    static void forgetTheSettings() {
        System.clearProperty(LOCATION);
    }

    private static Shell sources(List<Path> configured, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] all = Stream.concat(
                        Stream.of(
                                "--config",
                                house.configuration(configured, Path.of("jobs")).toString(),
                                "sources"),
                        Stream.of(arguments))
                .toArray(String[]::new);
        CommandLine commandLine =
                Clientele.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int exitCode = commandLine.execute(all);
        Shell shell = new Shell(exitCode, out.toString(), err.toString());
        assertThat(shell.out() + shell.err()).doesNotContain(PostgreSql.PASSWORD);
        return shell;
    }

    /** What was found, a line each, the columns apart. */
    private static List<String> lines(Shell shell) {
        return shell.out()
                .lines()
                .map(line -> line.replaceAll(" {2,}", " | ").replace(folder.toString(), "<here>"))
                .toList();
    }

    private static Map<String, String> filesOf(Path data) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(data)) {
            for (Path path : found.toList()) {
                files.put(
                        path.toString(),
                        (Files.isDirectory(path) ? "" : Files.readString(path)) + Files.getLastModifiedTime(path));
            }
        }
        return files;
    }

    @Test
    void lsShowsHow2TablesAreReadAndWhichVariableIsNotSet() throws IOException {
        Path other = Files.writeString(folder.resolve("config/elsewhere.yaml"), """
                source: far
                kind: crm
                database: {url: "${NOWHERE_URL}", username: x, password: "${NOWHERE_PASSWORD}"}
                tables:
                  customers: {query: customers.sql}
                """);
        Files.createDirectories(folder.resolve("config/elsewhere"));
        Files.writeString(folder.resolve("config/elsewhere/customers.sql"), CUSTOMERS);

        Shell ls = sources(List.of(shop), "ls", "--output", "csv");
        Files.delete(other);

        assertThat(ls.exitCode()).isZero();
        assertThat(ls.err()).isEmpty();
        assertThat(ls.out())
                .startsWith("source,kind,configured,where,table,read,keys_compared,file\n")
                .contains("shop,erp,yes,jdbc:postgresql://127.0.0.1:" + PostgreSql.port()
                        + "/shop,orders,\"by changed_at, overlap 2h\",sunday,")
                .contains(
                        "shop,erp,yes,jdbc:postgresql://127.0.0.1:" + PostgreSql.port() + "/shop,customers,whole,\"\",")
                .contains("far,crm,no,${NOWHERE_URL} (not set),customers,whole,\"\",")
                .contains("desk,erp,no,jdbc:mariadb:")
                .contains("crm,crm,no,data/sample/crm,customers,from accounts,\"\",config/sources/sample-crm.yaml\n");
    }

    @Test
    void checkOfPostgreSqlFinds2DoubtsInTwoTablesAndChangesNothing() throws IOException {
        Map<String, String> before = filesOf(house.data());
        Shell check = sources(List.of(shop), "check", "shop");

        assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
        assertThat(check.err()).isEmpty();
        assertThat(lines(check))
                .containsExactly(
                        "source | table | finding | says",
                        "shop | note | answers at " + postgres,
                        "shop | note | its clock agrees with ours",
                        "shop | note | all connections (2) read one state of it",
                        "shop | note | reader may read and change no row",
                        "shop | customers | note | stay null: code, kind, parent_customer_id, merged_into_id, industry,"
                                + " size_class, employees, territory, city, country_code, customer_group, price_list_id,"
                                + " account_manager_id, channel_id, agent_id, credit_limit, payment_term_days, created_at",
                        "shop | customers | note | read whole, about 2 rows",
                        "shop | orders | warning | net_amount is float8, the contract says decimal(18,4): what has more"
                                + " decimals than the contract; round it in the query, or it goes to quarantine",
                        "shop | orders | note | stay null: number, customer_reference, invoice_customer_id,"
                                + " ship_customer_id, created_at, return_of_order_id, opportunity_id, account_manager_id,"
                                + " channel_id, agent_id, price_list_id, promised_on",
                        "shop | orders | note | read by changed_at, overlap 2h, about 2 rows",
                        "shop | orders | warning | changed_at is empty in 1 of the first 2 rows: nights that read changes"
                                + " do not see theirs");
        assertThat(filesOf(house.data())).hasSize(3).isEqualTo(before);
    }

    @Test
    void checkOfMariaDbSaysThatItsTwoConnectionsShareNoState() {
        Shell check = sources(List.of(desk), "check", "desk");

        assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
        assertThat(lines(check))
                .contains(
                        "desk | note | answers at " + maria,
                        "desk | note | its clock agrees with ours",
                        "desk | note | reader may read and change no row",
                        "desk | customers | note | read whole, about 2 rows",
                        "desk | orders | note | read by changed_at, overlap 2h, about 2 rows")
                .anyMatch(line ->
                        line.startsWith("desk | warning | each connection (2) reads the state at which it began"))
                .anyMatch(line -> line.startsWith("desk | orders | warning | net_amount is double"));
    }

    @Test
    void all4ProblemsOf3TablesAreToldAtOnceOverOneConnection() throws IOException {
        Path typos = source(
                "typos",
                postgres,
                PostgreSql.USERNAME,
                1,
                Map.of(
                        "agents", "select 1 as agent_id, 'A' as name from nowhere",
                        "customers", CUSTOMERS.replace("as name", "as nam"),
                        "product_categories", "select 1 as category_id"));
        Shell check = sources(List.of(typos), "check", "typos");
        Files.delete(typos);

        assertThat(check.exitCode()).isEqualTo(3);
        assertThat(check.err()).isEqualTo("4 problems: a night would stop before it reads a row.\n");
        assertThat(lines(check).stream().filter(line -> line.contains("| problem |")))
                .containsExactly(
                        "typos | agents | problem | agents.sql: ERROR: relation \"nowhere\" does not exist; Position: 56",
                        "typos | customers | problem | customers.sql: name must be delivered, but the query does not give it"
                                + " (did you mean nam?)",
                        "typos | customers | problem | customers.sql: the query gives nam, which the landing table does not"
                                + " have (did you mean name?)",
                        "typos | product_categories | problem | product_categories.sql: name must be delivered, but the"
                                + " query does not give it");
    }

    @Test
    void typesThatDoNotFitAndAKeyOf2BillionTextsAreDoubtsThatReadNothing() throws IOException {
        String orders = ORDERS.replace("d.total as", "cast(d.total as text) as")
                .replace("d.day as", "d.id as")
                .replace("false as is_return", "'no' as is_return");
        Path doubts = source(
                "doubts",
                postgres,
                PostgreSql.USERNAME,
                1,
                Map.of(
                        "orders",
                        orders,
                        "product_categories",
                        "select cast(generate_series(1, 2000000000) as text) as category_id, 'x' as name"));
        Shell check = sources(List.of(doubts), "check", "doubts");
        Shell sample = sources(List.of(doubts), "sample", "doubts", "product_categories", "--output", "csv");
        Files.delete(doubts);

        assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
        assertThat(lines(check))
                .contains(
                        "doubts | note | its one connection reads one state of it",
                        "doubts | orders | warning | ordered_on is int8, the contract says date: every row goes to quarantine",
                        "doubts | orders | warning | is_return is text, the contract says boolean: what is not true, false, 1"
                                + " or 0 goes to quarantine",
                        "doubts | orders | warning | net_amount is text, the contract says decimal(18,4): what is no number"
                                + " goes to quarantine",
                        "doubts | product_categories | note | read whole, about 2,000,000,000 rows",
                        "doubts | product_categories | note | its key category_id is no number: the database counts and"
                                + " sorts all rows before they are divided among connections");
        assertThat(sample.out().lines()).hasSize(11).last().isEqualTo("10,x,\"\"");
    }

    @Test
    void aLoginThatMayWriteIsADoubtOnBothServers() throws IOException {
        Path owner = source("owner", postgres, "postgres", 1, Map.of("customers", CUSTOMERS));
        Path admin = source("admin", maria, "admin", 1, Map.of("customers", CUSTOMERS));
        Shell first = sources(List.of(owner), "check", "owner");
        Shell second = sources(List.of(admin), "check", "admin");
        Files.delete(owner);
        Files.delete(admin);

        assertThat(lines(first))
                .contains("owner | warning | postgres could change rows; a login that may only read is enough");
        assertThat(lines(second))
                .contains(
                        "admin | warning | admin could change rows; a login that may only read is enough",
                        "admin | note | its one connection reads one state of it");
    }

    @Test
    void aServerThatDoesNotAnswerIsExitCode75AndTheOtherSourceIsCheckedAllTheSame() throws IOException {
        Path gone =
                source("gone", "jdbc:postgresql://127.0.0.1:1/nothing", "somebody", 1, Map.of("customers", CUSTOMERS));
        Shell alone = sources(List.of(gone), "check", "gone");
        Shell both = sources(List.of(gone, shop), "check");
        Files.delete(gone);

        assertThat(alone.exitCode()).isEqualTo(75);
        assertThat(alone.err()).isEqualTo("1 problem: a night would stop before it reads a row.\n");
        assertThat(lines(alone)).hasSize(2).last().asString().startsWith("gone | problem | Cannot reach gone: ");
        assertThat(both.exitCode()).isEqualTo(3);
        assertThat(lines(both))
                .contains("shop | customers | note | read whole, about 2 rows")
                .contains(" | problem | no source delivers order_lines, which is not optional");
    }

    @Test
    void aNameThatNobodyHasAndAVariableThatIsNotSetAreExitCode2() {
        Shell unknown = sources(List.of(shop), "check", "shopp");
        Shell unset = sources(List.of(shop), "check", "tryton");
        Shell table = sources(List.of(shop), "sample", "shop", "order");

        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err())
                .startsWith("Cannot find the source shopp (did you mean shop?): there are shop, desk, ");
        assertThat(unset.exitCode()).isEqualTo(2);
        assertThat(unset.err())
                .startsWith("Cannot read the sources: 3 problems\n")
                .contains("the environment variable TRYTON_PASSWORD is not set");
        assertThat(table.exitCode()).isEqualTo(2);
        assertThat(table.err())
                .isEqualTo("Cannot show order: shop does not fill such a table (did you mean orders?)\n");
    }

    @Test
    void sampleShowsTwoCustomersWithoutTheirNames() {
        Shell sample = sources(List.of(shop), "sample", "shop");

        assertThat(sample.exitCode()).isZero();
        assertThat(sample.out()).isEqualTo("""
                customers; masked: name, tax_id, postal_code
                customer_id  name     tax_id  postal_code  changed_at        is_active  quarantine
                1            M… (14)  D… (5)  1… (5)       2026-11-01T10:00  true
                2            A… (4)                                          true       MISSING_VALUE changed_at

                orders
                order_id  company_id  customer_id  ordered_on  status  is_return  currency_code  fx_to_company  net_amount  changed_at        quarantine
                7         S           1            2026-11-02  done    false      EUR              1.000000000     12.5000  2026-11-02T10:00
                8         S           2            2026-11-03  done    false      EUR              1.000000000      1.0000                    MISSING_VALUE changed_at

                """);
        assertThat(sources(List.of(shop), "sample", "desk", "customers", "--output", "csv")
                        .out())
                .isEqualTo("""
                        customer_id,name,tax_id,postal_code,changed_at,is_active,quarantine
                        1,M… (14),D… (5),1… (5),2026-11-01T10:00,true,""
                        2,A… (4),,,,true,MISSING_VALUE changed_at
                        """);
    }

    @Test
    void sampleOfFilesReadsThemAsTheContractDoesAndMasks10Addresses() {
        Shell sample = sources(List.of(shop), "sample", "sample-crm");

        assertThat(sample.exitCode()).isZero();
        assertThat(sample.out())
                .contains("contacts; masked: name, email\n")
                .contains("A500020      100002  苏… (10)  company  C… (11)")
                .contains("2024-05-21T15:20")
                .doesNotContain("@");
        assertThat(sample.out().lines().filter(line -> line.matches("P2000\\d .*|P20010 .*")))
                .hasSize(10);
        assertThat(sources(List.of(shop), "sample", "sample-erp", "orders", "--output", "csv")
                        .out()
                        .lines())
                .hasSize(11);
        assertThat(sources(List.of(shop), "sample", "sample-crm", "surveys", "--output", "json")
                        .out())
                .startsWith("[{\"response_id\":\"S3001\",\"customer_id\":\"A500017\",\"contact_id\":\"P20002\",");
    }

    @Test
    void checkOfFilesTellsAMissingFileAndAMisspeltColumn() throws IOException {
        Path copy = folder.resolve("copy");
        FileSystemUtils.copyRecursively(Path.of("data/sample/crm"), copy.resolve("data/sample/crm"));
        FileSystemUtils.copyRecursively(Path.of("config/sources"), copy.resolve("config/sources"));
        Path crm = copy.resolve("config/sources/sample-crm.yaml");
        Shell good = sources(List.of(crm), "check", "crm");
        Files.delete(copy.resolve("data/sample/crm/surveys.csv"));
        Shell missing = sources(List.of(crm), "check", "crm");
        Files.writeString(crm, Files.readString(crm).replace("tax_id: tax_id", "tax_id: taxid"));
        Shell misspelt = sources(List.of(crm), "check", "crm");

        assertThat(good.exitCode()).as(good.out()).isZero();
        assertThat(lines(good)).contains("crm | customers | note | read from accounts");
        assertThat(missing.exitCode()).isEqualTo(75);
        assertThat(lines(missing))
                .contains(
                        "crm | problem | crm.surveys (<here>/copy/data/sample/crm/surveys.csv): there is no such file");
        assertThat(misspelt.exitCode()).isEqualTo(3);
        assertThat(misspelt.err()).isEqualTo("2 problems: a night would stop before it reads a row.\n");
        assertThat(misspelt.out())
                .contains("tax_id should come from taxid, which accounts.csv does not have (did you mean tax_id?)");
    }
}

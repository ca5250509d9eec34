package io.clientele.nightly;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clientele.model.Refusal;
import io.clientele.nightly.SampleDatabase.Server;
import io.clientele.publish.AuditLog.Change;
import io.clientele.publish.Pointer;
import io.clientele.publish.PublishedMarts;
import io.clientele.warehouse.WarehouseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/** The sample company with one customer more, whom nothing else is called like; two nights know that customer, and then nothing may. */
@TestMethodOrder(OrderAnnotation.class)
class ForgottenCustomerTest {

    private static final String CUSTOMER = "KANARI7731";

    /** Name, tax number, keys of two systems, a contact with an address, a free text, orders, a line and an invoice. */
    private static final List<String> CANARIES = List.of(
            CUSTOMER,
            "Zyxwort Kanarienvogel",
            "DE998877665",
            "AKANARI99",
            "Quentin Zyxwortmann",
            "quentin@zyxwort.example",
            "PKANARI1",
            "Zyxwort wants a cage",
            "BKANARI1",
            "BKANARI2",
            "LKANARI1",
            "RKANARI1");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static SampleDatabase crm;

    @SuppressWarnings("NullAway.Init")
    private static Path crmSource;

    private static final LocalDate FIRST = LocalDate.of(2026, 11, 20);
    private static final LocalDate SECOND = LocalDate.of(2026, 11, 21);
    private static final LocalDate THIRD = LocalDate.of(2026, 11, 22);

    @BeforeAll
    static void twoNightsKnowTheCustomer() throws IOException, SQLException {
        FileSystemUtils.copyRecursively(Path.of("data/sample"), folder.resolve("delivered"));
        for (String source : List.of("sample-erp.yaml", "sample-crm.yaml")) {
            String yaml = Files.readString(Path.of("config/sources").resolve(source));
            Path file = folder.resolve("sources").resolve(source);
            Files.createDirectories(folder.resolve("sources"));
            Files.writeString(file, yaml.replace("../../data/sample", "../delivered"));
        }
        crmSource = folder.resolve("sources/sample-crm.yaml");
        append(
                "erp/kunden",
                CUSTOMER + ";Zyxwort Kanarienvogel GmbH;;;DE998877665;pharma;medium;12;East;Köln;DE;M103;"
                        + "direct;;16000;30;25.08.2021 08:15:00;01.01.2026 11:40:00;1");
        append(
                "erp/kunden",
                "109999;Tochter des Kanarienvogels;" + CUSTOMER + ";;;pharma;small;3;East;Köln;DE;M103;"
                        + "direct;;1000;30;25.08.2021 08:15:00;01.01.2026 11:40:00;1");
        append("erp/auftraege", order("BKANARI1", "02.03.2026", "5424,67"));
        append("erp/auftraege", order("BKANARI2", "31.02.2026", "1,00"));
        append("erp/auftraege", "kaputt;" + CUSTOMER);
        append("erp/auftragspositionen", "LKANARI1;BKANARI1;10;32-006;goods;103;33,20;26,89;0,19;5424,67;1833,40;");
        append(
                "erp/rechnungen",
                "RKANARI1;invoice;" + CUSTOMER + ";02.03.2026;01.04.2026;paid;EUR;1;5424,67;6455,36;"
                        + "0,00;;10.04.2026 18:30:00");
        append(
                "crm/accounts",
                "AKANARI99," + CUSTOMER + ",Zyxwort Kanarienvogel GmbH,DE998877665,pharma,East,Köln,DE,"
                        + "M103,2021-08-05 10:05:00,2024-05-21 15:20:00,1");
        append(
                "crm/contacts",
                "PKANARI1,AKANARI99,Quentin Zyxwortmann,decision,specialist,quentin@zyxwort.example,,"
                        + "2024-05-21 14:00:00");
        append(
                "crm/activities",
                "EKANARI1,AKANARI99,PKANARI1,M103,visit,1,2026-06-13 09:05:00,1,Zyxwort wants a cage,90");
        append(
                "crm/contacts",
                "PZWEITE1,A500017,Wilhelmine Zyxfrau,decision,specialist,wilhelmine@zyxwort.example,,"
                        + "2024-05-21 14:00:00");
        append(
                "crm/activities",
                "EZWEITE1,A500017,PZWEITE1,M103,visit,1,2026-06-13 09:05:00,1,told Wilhelmine Zyxfrau our prices,90");
        run(FIRST, "Quentin Zyxwortmann asked when it will be ready");
        theCrmIsADatabaseNow();
        run(SECOND, "a night like any other");
        Files.createDirectories(settings().state().resolve("lineage"));
        Files.writeString(
                settings().state().resolve("lineage/a-run.jsonl"), "{\"failure\": \"" + CUSTOMER + " twice\"}\n");
        Files.writeString(
                settings().state().resolve("runs/a-run.log"), "first " + CUSTOMER + ", quentin@zyxwort.example\n");
        new Audit(settings())
                .log()
                .add(new Change(
                        WallClock.now(), "test", "override", "20261120-r0", "Quentin Zyxwortmann agreed", null));
    }

    /** What was landed of its files is of no mapping any more. */
    private static void theCrmIsADatabaseNow() throws IOException, SQLException {
        Path night = settings().work().resolve("20261120-r0/night.duckdb");
        crm = SampleDatabase.of("crm", Server.MARIADB, "forgotten_crm", night);
        crmSource = crm.sourceFile(
                folder.resolve("sources"), "crm", List.of(), Map.of("activities", "growing: activity_id"));
    }

    private static String order(String number, String day, String amount) {
        return number + ";;" + CUSTOMER + ";" + day + ";02.03.2026 11:27:00;done;0;;EUR;1;" + amount
                + ";M103;direct;;07.03.2026;07.03.2026 18:30:00";
    }

    private static void append(String file, String line) throws IOException {
        Files.writeString(
                folder.resolve("delivered").resolve(file + ".csv"), line + "\n", UTF_8, StandardOpenOption.APPEND);
    }

    private static NightSettings settings() {
        return new NightSettings(
                Path.of("jobs"),
                Path.of("config/policy"),
                folder.resolve("data"),
                Path.of("config/drivers"),
                List.of(folder.resolve("sources/sample-erp.yaml"), crmSource),
                null,
                ZoneId.of("Europe/Berlin"),
                "EUR",
                new WarehouseSettings(DataSize.ofGigabytes(1), 2, DataSize.ofGigabytes(10)),
                folder.resolve("keys/pseudonym.key"),
                false);
    }

    private static RunOutcome run(LocalDate day, String reason) {
        try (RunLauncher launcher = RunLauncher.open(settings())) {
            return launcher.run(new RunRequest(day, false, "test", reason), new Recorder());
        }
    }

    private static Refusal refusal(String customer, String reason) {
        return catchThrowableOfType(Refusal.class, () -> new Erasure(settings())
                .forget(new Somebody.Customer(customer), "test", reason, new Recorder()));
    }

    /** By the first two folders of every file with a canary in its bytes, or in a value of its tables, the canaries. */
    private static Map<String, List<String>> found() throws IOException, SQLException {
        Map<String, List<String>> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(settings().data());
                Connection engine = DriverManager.getConnection("jdbc:duckdb:")) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                Set<String> here = canariesIn(file, engine);
                if (!here.isEmpty()) {
                    Path place = settings().data().relativize(file);
                    List<String> those = found.computeIfAbsent(
                            place.subpath(0, Math.min(2, place.getNameCount())).toString(), none -> new ArrayList<>());
                    here.stream().filter(canary -> !those.contains(canary)).forEach(those::add);
                }
            }
        }
        return found;
    }

    private static Set<String> canariesIn(Path file, Connection engine) throws IOException, SQLException {
        Set<String> here = new TreeSet<>();
        look(Stream.of(Files.readString(file, ISO_8859_1)), here);
        String name = file.getFileName().toString();
        if (name.endsWith(".parquet")) {
            look(values(engine, "read_parquet('" + file + "')"), here);
        } else if (name.equals("night.duckdb")) {
            LittleHouse.execute(engine, "attach '" + file + "' as looked (read_only)");
            for (String table : LittleHouse.answers(
                    engine,
                    "select 'looked.\"' || schema_name || '\".\"' || table_name || '\"' from duckdb_tables() where"
                            + " database_name = 'looked'")) {
                look(values(engine, table), here);
            }
            LittleHouse.execute(engine, "detach looked");
        }
        return here;
    }

    private static void look(Stream<String> texts, Set<String> here) {
        texts.forEach(text -> CANARIES.stream().filter(text::contains).forEach(here::add));
    }

    private static Stream<String> values(Connection engine, String relation) throws SQLException {
        return LittleHouse.answers(engine, "select cast(each as varchar) from " + relation + " as each").stream();
    }

    /** What others are worth by their own records; what compares them with everybody (ranks, shares, fits) may move. */
    private static List<String> figuresOfOthers() {
        return LittleHouse.rows("select concat_ws('|', level, customer_id, revenue_amount_12m, revenue_amount_36m,"
                + " gross_margin_amount_12m, order_count_36m, last_ordered_on, receivable_amount) from read_parquet('"
                + settings().data().resolve("marts/current/customer_value_v1.parquet")
                + "') where customer_id not in ('"
                + CUSTOMER + "', '109999') order by 1");
    }

    @Test
    @Order(1)
    void whoIsNotKnownIsNotForgotten() {
        assertThat(refusal("KANARI0000", "asked")).hasMessageContaining("no source of the night that is shown knows");
        assertThat(refusal(CUSTOMER, "Quentin Zyxwortmann asked")).hasMessageContaining("for a reason that names them");
    }

    @Test
    @Order(2)
    void nobodyIsForgottenWhileANightRuns() {
        RunHolder night = new RunHolder("a-night", ProcessHandle.current().pid(), WallClock.now());
        try (NightLock held = NightLock.take(settings().state(), night)) {
            assertThat(refusal(CUSTOMER, "asked")).isInstanceOf(Busy.class);
        }
    }

    @Test
    @Order(3)
    void twelveCanariesAreEverywhereAndAfterAnErasureThatWasCutOffInTheMiddleNowhere()
            throws IOException, SQLException {
        Map<String, List<String>> before = found();
        assertThat(before.keySet())
                .contains(
                        "landing/crm",
                        "landing/erp",
                        "marts/versions",
                        "state/audit.jsonl",
                        "state/bases",
                        "state/lineage",
                        "state/metadata.mv.db",
                        "state/runs",
                        "work/20261121-r0");
        assertThat(before.get("landing/erp")).contains(CUSTOMER, "Zyxwort Kanarienvogel", "BKANARI2", "LKANARI1");
        List<String> others = figuresOfOthers();
        String shown = PublishedMarts.open(settings().marts())
                .pointer()
                .map(Pointer::version)
                .orElseThrow();

        Path lines = settings().landing().resolve("erp/auftragspositionen/2026-11-20-r0/delivered.parquet");
        byte[] withTheirs = Files.readAllBytes(lines);
        assertThat(catchThrowable(() -> new Erasure(settings())
                        .forget(
                                new Somebody.Customer(CUSTOMER),
                                "test",
                                "asked in a letter",
                                Recorder.failingAt("staged.orders"))))
                .isNotNull();
        assertThat(found())
                .containsOnlyKeys(
                        "marts/versions",
                        "state/audit.jsonl",
                        "state/erasure.json",
                        "state/lineage",
                        "state/metadata.mv.db",
                        "state/runs");
        Files.write(lines, withTheirs); // as a process leaves it that dies before this file's turn
        assertThat(refusal("100001", "asked too")).hasMessageContaining("./clientele forget " + CUSTOMER);

        ErasureEvidence proof = new Erasure(settings())
                .forget(new Somebody.Customer(CUSTOMER), "test", "asked in a letter", new Recorder());

        assertThat(found()).isEmpty();
        assertThat(proof.hits()).isEmpty();
        assertThat(proof.suppressedCount()).isEqualTo(2);
        assertThat(proof.versionsDeleted()).hasSize(2).contains(shown);
        assertThat(proof.removed())
                .containsEntry("landing/erp/kunden", 2L)
                .containsEntry("landing/erp/auftraege", 4L)
                .containsEntry("landing/erp/auftragspositionen", 3L)
                .containsEntry("landing/crm/contacts", 1L)
                .containsEntry("landing/crm/customers", 1L)
                .containsEntry("landing/crm/activities", 1L)
                .containsKey("landing/crm/accounts, filled otherwise now")
                .containsKeys("landing/erp/quarantine", "landing/erp/auftraege malformed", "state/metadata");
        assertThat(figuresOfOthers()).hasSizeGreaterThan(700).isEqualTo(others);
        assertThat(PublishedMarts.open(settings().marts())
                        .verify()
                        .orElseThrow()
                        .problems())
                .isEmpty();
        assertThat(new Audit(settings()).log().changes())
                .anySatisfy(change ->
                        assertThat(change.action() + " " + change.subject()).isEqualTo("forget " + proof.pseudonym()));
        assertThat(Files.exists(settings().state().resolve("erasure.json"))).isFalse();
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(settings().pseudonymKey())))
                .isEqualTo("rw-------");
        assertThat(refusal(CUSTOMER, "asked again")).hasMessageContaining("no source of the night that is shown knows");
    }

    @Test
    @Order(4)
    void aPersonAtAnotherCustomerIsForgottenByTheRecordAndWhatWasDoneWithThemStays() throws IOException, SQLException {
        assertThat(values("crm/activities", "activity_id = 'EZWEITE1'"))
                .containsExactly("PZWEITE1|told Wilhelmine Zyxfrau our prices");

        ErasureEvidence proof = new Erasure(settings())
                .forget(Somebody.Record.parse("crm/contacts/PZWEITE1"), "test", "asked by telephone", new Recorder());

        assertThat(proof.hits()).isEmpty();
        assertThat(proof.removed())
                .as("of the night, its revision that was cut off, and the one after that")
                .containsEntry("landing/crm/contacts", 3L)
                .containsEntry("landing/crm/activities, masked words", 3L);
        assertThat(values("crm/activities", "activity_id = 'EZWEITE1'"))
                .containsExactly("∅|told ****************** our prices");
        assertThat(values("crm/contacts", "contact_id = 'PZWEITE1'")).isEmpty();
        assertThat(catchThrowable(() -> Somebody.Record.parse("crm/contacts")))
                .hasMessageContaining("crm/contacts/P17");
        assertThat(catchThrowableOfType(Refusal.class, () -> new Erasure(settings())
                        .forget(Somebody.Record.parse("crm/activities/EZWEITE1"), "test", "asked", new Recorder())))
                .hasMessageContaining("nothing that was landed has such a record of a customer or a person");
    }

    /** Contact and outcome, or the name, of what the shown night has read of a table. */
    private static List<String> values(String table, String where) {
        String columns = table.endsWith("contacts") ? "name" : "contact_id, outcome";
        return LittleHouse.rows("select concat_ws('|', " + columns.replaceAll("(\\w+)", "coalesce($1, '∅')")
                + ") from read_parquet('" + settings().landing().resolve(table).resolve(SECOND + "-r*")
                + "/rows-*.parquet')"
                + " where " + where + " group by all");
    }

    @Test
    @Order(5)
    void theNextNightIsDeliveredTheCustomerAgainAndLandsNothing() throws IOException, SQLException {
        assertThat(Files.readString(folder.resolve("delivered/erp/kunden.csv"))).contains(CUSTOMER);
        assertThat(crm.texts("select customer_id from contacts where contact_id = 'PKANARI1'"))
                .containsExactly("AKANARI99");
        crm.execute(
                "insert into activities select concat('EKANARI', more.digit), customer_id, contact_id, opportunity_id,"
                        + " account_manager_id, kind, is_initiated_by_us, `at`, is_done, outcome, minutes, changed_at from activities,"
                        + " (select '2' digit union select '3') more where activity_id = 'EKANARI1'");

        run(THIRD, "a night like any other");

        assertThat(found()).isEmpty();
        assertThat(LittleHouse.rows("select customer_id || ' of ' || coalesce(parent_id, 'nobody') from read_parquet('"
                        + settings().data().resolve("marts/current/customer_profile_v1.parquet")
                        + "') where level = 'customer' and customer_id in ('109999', '" + CUSTOMER + "')"))
                .containsExactly("109999 of 109999");
    }
}

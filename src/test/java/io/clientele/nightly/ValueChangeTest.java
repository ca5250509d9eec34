package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.warehouse.WarehouseSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/** Three nights of the sample company; between the first two a late order, a corrected line, a new order and another policy. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ValueChangeTest {

    private static final LocalDate THURSDAY = LocalDate.of(2026, 11, 19);
    private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 20);
    private static final LocalDate SATURDAY = LocalDate.of(2026, 11, 21);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    private static Recorder friday = new Recorder();

    @BeforeAll
    static void runThursdayAndFriday() throws IOException {
        for (String room : List.of("jobs", "config/policy", "config/sources", "data/sample")) {
            FileSystemUtils.copyRecursively(Path.of(room), folder.resolve(room));
        }
        run(THURSDAY, false, new Recorder());
        order("290001", "100246", "10.11.2026", "5000,00", "3000,00");
        order("290002", "100047", "20.11.2026", "20000,00", "12000,00");
        replace("data/sample/erp/auftragspositionen.csv", "51,43;0,15;1645,76;1247,68", "51,43;0,15;2145,76;1247,68");
        replace("config/policy/pyramid.yaml", "big_share: 0.05", "big_share: 0.06");
        run(FRIDAY, false, friday);
    }

    private static void order(String number, String customer, String day, String amount, String cost)
            throws IOException {
        append(
                "auftraege",
                number + ";;" + customer + ";" + day + ";" + day + " 09:00:00;done;0;;EUR;1;" + amount
                        + ";M103;direct;;30.11.2026;20.11.2026 08:00:00");
        append(
                "auftragspositionen",
                "9" + number + ";" + number + ";10;32-006;goods;100;;;;" + amount + ";" + cost + ";");
    }

    private static void append(String table, String line) throws IOException {
        Files.writeString(
                folder.resolve("data/sample/erp/" + table + ".csv"),
                line + "\n",
                StandardCharsets.ISO_8859_1,
                StandardOpenOption.APPEND);
    }

    private static void replace(String file, String before, String after) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path, StandardCharsets.ISO_8859_1);
        if (!text.contains(before)) {
            throw new IllegalArgumentException(file + " does not contain " + before);
        }
        Files.writeString(path, text.replace(before, after), StandardCharsets.ISO_8859_1);
    }

    private static NightSettings settings() {
        return new NightSettings(
                folder.resolve("jobs"),
                folder.resolve("config/policy"),
                folder.resolve("data"),
                Path.of("config/drivers"),
                List.of(
                        folder.resolve("config/sources/sample-erp.yaml"),
                        folder.resolve("config/sources/sample-crm.yaml")),
                null,
                ZoneId.of("Europe/Berlin"),
                "EUR",
                new WarehouseSettings(DataSize.ofGigabytes(2), 2, DataSize.ofGigabytes(10)),
                Path.of("config/pseudonym.key"),
                false);
    }

    private static RunOutcome run(LocalDate day, boolean isFull, StepListener listener) {
        try (RunLauncher launcher = RunLauncher.open(settings())) {
            return launcher.run(new RunRequest(day, isFull, "test", isFull ? "a test" : null), listener);
        }
    }

    private static SampleHouse house() {
        return new SampleHouse(folder.resolve("data"));
    }

    private static List<String> rows(String select, String where) {
        return LittleHouse.rows("select " + select + " from read_parquet('"
                + folder.resolve("data/marts/current/value_change_v1.parquet") + "') where level = 'customer' and "
                + where + " order by 1");
    }

    /** Customer, then each part that is not nothing. */
    private static List<String> parts(String where) {
        return rows("""
                concat_ws(' ', customer_id, coalesce(from_words, cast(cast(from_value as decimal(18, 2)) as varchar)) || ' -> ' || coalesce(to_words, cast(cast(to_value as decimal(18, 2)) as varchar)),
                    case when late_correction_amount <> 0 then 'late ' || cast(late_correction_amount as decimal(18, 2)) end,
                    case when time_passing_amount <> 0 then 'time ' || cast(time_passing_amount as decimal(18, 2)) end,
                    case when new_transaction_amount <> 0 then 'new ' || cast(new_transaction_amount as decimal(18, 2)) end,
                    case when peers_moving_amount <> 0 then 'peers ' || cast(peers_moving_amount as decimal(18, 2)) end,
                    case when policy_changed_amount <> 0 then 'policy ' || cast(policy_changed_amount as decimal(18, 2)) end,
                    case when model_changed_amount <> 0 then 'model ' || cast(model_changed_amount as decimal(18, 2)) end,
                    case when parameters_refitted_amount <> 0 then 'refitted ' || cast(parameters_refitted_amount as decimal(18, 2)) end)""", where);
    }

    @Test
    @Order(1)
    void theLateOrderTheCorrectedLineAndTheNewOrderAreThePartsOfTheThreeWhoHadThem() {
        assertThat(parts("measure = 'revenue_amount_12m'"))
                .containsExactly(
                        "100020 15051.86 -> 15551.86 late 500.00",
                        "100026 88479.21 -> 73631.62 time -14847.59",
                        "100041 1081463.00 -> 1042532.30 time -38930.70",
                        "100047 65760.37 -> 85760.37 new 20000.00",
                        "100078 22077.82 -> 0.00 time -22077.82",
                        "100088 50760.02 -> 55463.13 new 4703.11",
                        "100090 119567.55 -> 97095.91 time -22471.64",
                        "100095 12981.00 -> 6322.76 time -6658.24",
                        "100107 12749.02 -> 16124.68 new 3375.66",
                        "100112 30500.24 -> 27438.80 time -3061.44",
                        "100163 27952.43 -> 31377.09 new 3424.66",
                        "100203 157634.82 -> 151174.44 time -6460.38",
                        "100211 4958.43 -> 3559.23 time -1399.20",
                        "100216 4182.36 -> 656.82 time -3525.54",
                        "100246 252504.59 -> 257504.59 late 5000.00",
                        "100296 2620.22 -> 0.00 time -2620.22",
                        "100328 22060.17 -> 24707.01 new 2646.84",
                        "100360 23924.72 -> 29611.93 new 5687.21",
                        "100387 5154.50 -> 0.00 time -5154.50",
                        "100389 969339.24 -> 914901.12 time -54438.12");
    }

    @Test
    @Order(2)
    void whoDidNothingChangesItsTierByPeersOrPolicyAlone() {
        assertThat(parts("measure = 'stable_tier_curry'"))
                .containsExactly(
                        "100047 SMALL -> MEDIUM new -1.00",
                        "100078 SMALL -> INACTIVE time 1.00",
                        "100084 MEDIUM -> BIG policy -1.00",
                        "100113 MEDIUM -> BIG policy -1.00",
                        "100246 MEDIUM -> BIG policy -1.00",
                        "100278 MEDIUM -> BIG policy -1.00",
                        "100296 SMALL -> INACTIVE time 1.00",
                        "100387 SMALL -> INACTIVE time 1.00",
                        "100397 MEDIUM -> SMALL peers 1.00");
        assertThat(rows("words_en || ' ' || words_zh", "measure = 'stable_tier_curry' and customer_id = '100397'"))
                .containsExactly(
                        "Tier by revenue rank fell from MEDIUM to SMALL, mainly: peers moving. 按收入排名的客户层级从中型客户下降到小客户，主要原因：其他客户变动。");
    }

    @Test
    @Order(3)
    void whatIsFittedAnewMovesOnlyWhatIsForetoldAndIsNoOtherModel() {
        assertThat(
                        parts(
                                "customer_id in ('100020', '100047', '100246') and measure in ('clv_amount_36m', 'key_account_score')"))
                .containsExactly(
                        "100020 23319.91 -> 24794.28 late 437.24 time -26.89 peers 3.49 refitted 1060.53",
                        "100020 51.70 -> 53.10 late 1.95 time -0.30 peers -0.10 refitted -0.15",
                        "100047 42458.03 -> 50362.25 time -52.17 new 7604.96 peers 19.20 refitted 332.23",
                        "100047 70.45 -> 81.85 time -0.15 new 11.65 peers -0.10",
                        "100246 162351.08 -> 162978.37 late 1379.89 time -171.83 peers -3.73 refitted -577.04",
                        "100246 77.60 -> 77.65 late 0.25 peers -0.20");
        assertThat(rows(
                        "measure || ' ' || sum(abs(parameters_refitted_amount))",
                        "measure not in ('clv_amount_36m', 'key_account_score') group by measure"))
                .containsExactly(
                        "contribution_margin_amount_12m 0.0000",
                        "revenue_amount_12m 0.0000",
                        "stable_tier_curry 0.0000",
                        "stable_tier_zeithaml 0.0000");
        assertThat(rows(
                        "sum(abs(model_changed_amount)) || ' ' || count(*) filter (main_cause = 'MODEL_CHANGED')",
                        "true"))
                .containsExactly("0.0000 0");
    }

    @Test
    @Order(4)
    void everyRowLeadsFromThursdaysMartToFridaysAndWhatIsNotHereIsTheSameInBoth() {
        assertThat(LittleHouse.rows(martDifferences("revenue_amount_12m")))
                .hasSize(20)
                .isEqualTo(rows("concat_ws(' ', customer_id, from_value, to_value)", "measure = 'revenue_amount_12m'"));
        assertThat(LittleHouse.rows(martDifferences("clv_amount_36m")))
                .hasSizeGreaterThan(300)
                .isEqualTo(rows("concat_ws(' ', customer_id, from_value, to_value)", "measure = 'clv_amount_36m'"));
        assertThat(
                        rows(
                                "count(*)",
                                "late_correction_amount + time_passing_amount + new_transaction_amount + peers_moving_amount"
                                        + " + policy_changed_amount + model_changed_amount + parameters_refitted_amount <> to_value - from_value"))
                .containsExactly("0");
    }

    /** Customers whose number differs between the two published versions of a mart. */
    private static String martDifferences(String column) {
        String mart = folder.resolve("data/marts/versions") + "/%s-r0-*/customer_value_v1.parquet";
        return "select concat_ws(' ', customer_id, cast(b." + column + " as decimal(18, 4)), cast(n." + column
                + " as decimal(18, 4))) from read_parquet('" + String.format(mart, "20261119")
                + "') as b join read_parquet('"
                + String.format(mart, "20261120") + "') as n using (level, customer_id) where level = 'customer' and b."
                + column + " is distinct from n." + column + " order by 1";
    }

    @Test
    @Order(5)
    void aNightThatBreaksOffAtTheExplanationGoesOnThereAndARerunPublishesTheSameBytes() throws IOException {
        Map<String, String> first = house().hashes();
        assertThat(first).containsKey("value_change_v1");
        assertThatThrownBy(() -> run(FRIDAY, true, Recorder.failingAt("explain")))
                .hasStackTraceContaining("broken off at explain");
        Recorder second = new Recorder();
        run(FRIDAY, false, second);

        assertThat(second.begun).startsWith("landing").contains("explain").doesNotContain("metrics.explained_measures");
        assertThat(second.said("explain")).isEqualTo(friday.said("explain"));
        assertThat(house().hashes()).isEqualTo(first);
        assertThat(bases()).hasSize(2).anyMatch(name -> name.startsWith("20261120-r1-"));
        assertThat(folder.resolve("data/work/20261120-r1/explanation")).doesNotExist();
    }

    private static List<String> bases() throws IOException {
        try (Stream<Path> found = Files.list(folder.resolve("data/state/bases"))) {
            return found.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    @Order(6)
    void aDamagedBasisLeavesTheNightPublishedAndTheMartEmpty() throws IOException {
        Path facts = folder.resolve("data/state/bases").resolve(bases().get(1)).resolve("staged.accounts.parquet");
        byte[] sound = Files.readAllBytes(facts);
        Files.write(facts, new byte[] {1});
        Recorder recorder = new Recorder();
        RunOutcome outcome = run(SATURDAY, false, recorder);
        Files.write(facts, sound);

        assertThat(outcome.isCurrent()).isTrue();
        assertThat(recorder.said("explain"))
                .startsWith("nothing to compare with: what 20261120-r1-")
                .endsWith(" knew is damaged: staged.accounts.parquet is not as it was written");
        assertThat(rows("count(*)", "true")).containsExactly("0");
    }

    @Test
    @Order(7)
    void anotherQueryIsTheModelsPartOfEveryAccountAndComputedAgainAllElseIsAsItWasPublished() throws IOException {
        replace(
                "jobs/models/metrics/explained_measures.sql",
                "cast(money(revenue_amount_12m) as decimal(18, 4)) as value",
                "cast(money(revenue_amount_12m + 1) as decimal(18, 4)) as value");
        Recorder recorder = new Recorder();
        run(SATURDAY, true, recorder);

        assertThat(recorder.said("explain")).contains("since 2026-11-20: model changed, ");
        assertThat(
                        rows(
                                "measure || ' ' || count(*) || ' ' || sum(model_changed_amount)",
                                "measure in ('revenue_amount_12m', 'contribution_margin_amount_12m', 'stable_tier_curry') group by measure"))
                .containsExactly(
                        "contribution_margin_amount_12m 5 0.0000",
                        "revenue_amount_12m 409 409.0000",
                        "stable_tier_curry 2 0.0000");
    }
}

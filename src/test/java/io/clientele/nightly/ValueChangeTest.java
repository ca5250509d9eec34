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
                new WarehouseSettings(DataSize.ofGigabytes(2), 2, DataSize.ofGigabytes(10)));
    }

    private static RunOutcome run(LocalDate day, boolean isFull, StepListener listener) {
        try (Nightly nightly = Nightly.open(settings())) {
            return nightly.run(new RunRequest(day, isFull, "test", null), listener);
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
                concat_ws(' ', customer_id, coalesce(from_words, cast(from_value as varchar)) || ' -> ' || coalesce(to_words, cast(to_value as varchar)),
                    case when late_correction_amount <> 0 then 'late ' || late_correction_amount end,
                    case when time_passing_amount <> 0 then 'time ' || time_passing_amount end,
                    case when new_transaction_amount <> 0 then 'new ' || new_transaction_amount end,
                    case when peers_moving_amount <> 0 then 'peers ' || peers_moving_amount end,
                    case when policy_changed_amount <> 0 then 'policy ' || policy_changed_amount end,
                    case when model_changed_amount <> 0 then 'model ' || model_changed_amount end)""", where);
    }

    @Test
    @Order(1)
    void theLateOrderTheCorrectedLineAndTheNewOrderAreThePartsOfTheThreeWhoHadThem() {
        assertThat(parts("measure = 'revenue_amount_12m'")).isEqualTo(List.of("?"));
    }

    @Test
    @Order(2)
    void tiersMoveByPeersAndPolicyOfThoseWhoDidNothing() {
        assertThat(parts("measure = 'stable_tier_curry'")).isEqualTo(List.of("?"));
    }

    @Test
    @Order(3)
    void everyPartAndEveryEndFitsWhatThePublishedMartsShow() {
        assertThat(rows("count(*)", "true")).isEqualTo(List.of("?"));
    }

    @Test
    @Order(4)
    void rerunningTheNightPublishesTheSameBytes() throws IOException {
        Map<String, String> first = house().hashes();
        assertThat(first).containsKey("value_change_v1");

        run(FRIDAY, true, new Recorder());
        assertThat(house().hashes()).isEqualTo(first);
        assertThat(folder.resolve("data/state/bases"))
                .isDirectoryContaining(path -> path.getFileName().toString().startsWith("20261120-r1-"));
    }

    @Test
    @Order(5)
    void aNightThatDiesWhileItIsExplainedGoesOnThere() {
        assertThatThrownBy(() -> run(FRIDAY, true, Recorder.failingAt("explain")))
                .isInstanceOf(AssertionError.class);
    }
}

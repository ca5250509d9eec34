package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.model.Refusal;
import io.clientele.nightly.past.Account;
import io.clientele.nightly.past.Figures;
import io.clientele.nightly.past.PastNights;
import io.clientele.publish.GateOverride;
import io.clientele.publish.GateResult;
import io.clientele.publish.GateResult.Verdict;
import io.clientele.publish.Manifest;
import io.clientele.publish.PublishedMarts;
import io.clientele.servers.PostgreSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** Nights of a company with a hundred orders, the newest of Friday the 13th, held against their day and the nights before. */
class ComparedNightsTest {

    private static final LocalDate FRIDAY = LittleHouse.TODAY;
    private static final LocalDate THURSDAY = LittleHouse.YESTERDAY;
    private static final String VOLUME = "landing.orders: volume of erp";
    private static final String DRIFT = "marts.customers_v1: drift of amount";
    private static final String WATCHED = "  drift:\n    totals: [{mart: customers_v1, column: amount}]\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private LittleHouse house;

    @SuppressWarnings("NullAway.Init")
    private String url;

    @BeforeEach
    void furnish() throws SQLException, IOException {
        url = PostgreSql.database("hundred_orders");
        change(
                "create table orders (order_id int primary key, customer text, ordered_on date, currency_code text,"
                        + " amount numeric(18,4), note text, changed_at timestamp)",
                "insert into orders select n, 'C' || n % 10, date '2026-11-13' - n % 7, 'EUR', 10, null,"
                        + " timestamp '2026-11-13 23:30' from generate_series(1, 100) as n");
        house = LittleHouse.of(folder, url).table("may_shrink_to_share: 0");
    }

    private void change(String... statements) throws SQLException {
        try (Connection orders = PostgreSql.connect(url)) {
            LittleHouse.execute(orders, statements);
        }
    }

    private void gates(String yaml) throws IOException {
        Path nightly = house.settings().jobs().resolve("nightly.yaml");
        Files.writeString(nightly, Files.readString(nightly) + "gates:\n" + yaml);
    }

    /** Nights that were published with so many orders, the newest a week before Friday. */
    private void fridays(long... orders) {
        for (int week = 1; week <= orders.length; week++) {
            night(FRIDAY.minusWeeks(week), orders[week - 1]);
        }
    }

    private void night(LocalDate date, long orders) {
        TreeMap<String, Long> ofErp = new TreeMap<>(Map.of("erp", orders));
        Figures figures = new Figures(date, new TreeMap<>(), new TreeMap<>(Map.of("orders", ofErp)), new TreeMap<>());
        PastNights.at(house.settings().history()).keep(new Account(figures, List.of()), "planted");
    }

    private Manifest run(LocalDate date) {
        return run(date, false, List.of());
    }

    private Manifest run(LocalDate date, boolean isFull, List<GateOverride> overrides) {
        try (RunLauncher launcher = RunLauncher.open(house.settings())) {
            RunOutcome outcome = launcher.run(
                    new RunRequest(date, isFull, "test", null, isFull ? "again" : null, null, overrides),
                    new Recorder());
            return marts().version(outcome.version()).manifest();
        }
    }

    private PublishedMarts marts() {
        return PublishedMarts.open(house.data().resolve("marts"));
    }

    private static GateResult gate(Manifest manifest, String name) {
        return manifest.gates().stream()
                .filter(gate -> gate.name().equals(name))
                .reduce((one, other) -> {
                    throw new AssertionError("two gates are called " + name);
                })
                .orElseThrow();
    }

    private static String told(Manifest manifest, String name) {
        GateResult gate = gate(manifest, name);
        return gate.verdict() + " " + gate.failingCount() + ": " + gate.because();
    }

    private void assertVolumePasses(LocalDate date) {
        assertThat(told(run(date), VOLUME))
                .isEqualTo("PASS 0: erp delivers about as many rows as on the same weekday of 8 weeks before");
    }

    @Test
    void aHundredOrdersAreStoppedWhereEightFridaysHad201OfThem() {
        fridays(201, 201, 201, 201, 201, 201, 201, 201);

        assertThat(house.refusal()).isEqualTo("""
                GATE: Cannot publish 2026-11-20 revision 0: 1 promise is broken
                  landing.orders: 100 rows of erp, expected 201 (100.5 to 402), the median of 8 Fridays before
                  what is mended in the models or deliveries takes effect with: ./clientele rerun 2026-11-20 --reason …
                  published all the same, with your reason in its manifest: --reason TEXT --override "landing.orders: volume of erp\"""");
        assertThat(PastNights.at(house.settings().history()).of(FRIDAY)).isEmpty();
    }

    @Test
    void aHundredOrdersAreStoppedWhereEightFridaysHad49OfThem() {
        fridays(49, 49, 49, 49, 49, 49, 49, 49);

        assertThat(house.refusal())
                .contains(
                        "landing.orders: 100 rows of erp, expected 49 (24.5 to 98), the median of 8 Fridays before\n");
    }

    @Test
    void exactlyHalfAndExactlyTwiceWarn() {
        fridays(200, 200, 200, 200);
        assertThat(told(run(FRIDAY), VOLUME))
                .isEqualTo("WARN 1: 100 rows of erp, expected 200 (190 to 210), the median of 4 Fridays before");

        for (int week = 1; week <= 4; week++) {
            night(THURSDAY.minusWeeks(week), 50);
        }
        assertThat(told(run(THURSDAY), VOLUME))
                .isEqualTo("WARN 1: 100 rows of erp, expected 50 (47.5 to 52.5), the median of 4 Thursdays before");
    }

    @Test
    void moreThanFourMedianDeviationsOffWarnAndFourDoNot() {
        fridays(120, 122, 118, 121, 119, 120, 123, 117);
        assertThat(told(run(FRIDAY), VOLUME))
                .isEqualTo("WARN 1: 100 rows of erp, expected 120 (114 to 126), the median of 8 Fridays before");

        long[] thursdays = {140, 150, 130, 140, 130, 150, 160, 120};
        for (int week = 1; week <= thursdays.length; week++) {
            night(THURSDAY.minusWeeks(week), thursdays[week - 1]);
        }
        assertVolumePasses(THURSDAY);
    }

    @Test
    void threeFridaysOnlyWarnThoughATenthOfTheirRowsIsThere() {
        fridays(1000, 1000, 1000);

        assertThat(told(run(FRIDAY), VOLUME))
                .isEqualTo("WARN 1: 100 rows of erp, expected 1,000 (500 to 2,000), the median of 3 Fridays before;"
                        + " fewer than 4 only warn");
    }

    @Test
    void otherWeekdaysLaterNightsAndNightsOfNineWeeksAgoAreNotCompared() {
        for (int day = 1; day <= 6; day++) {
            for (int week = 0; week < 4; week++) {
                night(FRIDAY.minusDays(day).minusWeeks(week), 1000);
            }
        }
        for (int week = 1; week <= 8; week++) {
            night(FRIDAY.plusWeeks(week), 1000);
        }
        for (int week = 9; week <= 16; week++) {
            night(FRIDAY.minusWeeks(week), 1000);
        }

        assertVolumePasses(FRIDAY);
    }

    @Test
    void aTableThatHadRowsAndHasNoneIsStoppedByOneEarlierNightOfAnyWeekday() throws SQLException, IOException {
        Path contract = house.settings().jobs().resolve("models/landing/orders.yaml");
        Files.writeString(contract, Files.readString(contract).replace("grain:", "optional: true\ngrain:"));
        change("delete from orders");
        run(THURSDAY.minusDays(1));
        night(THURSDAY, 100);

        assertThat(house.refusal()).contains("landing.orders: 0 rows of erp, where 100 were on 2026-11-19\n");
        assertThat(gate(run(THURSDAY.minusDays(2)), VOLUME).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aTableOfFewRowsIsNotStoppedWhenItDoublesByThem() throws SQLException {
        change("delete from orders where order_id > 9");
        fridays(3, 3, 3, 3, 3, 3, 3, 3);

        assertThat(told(run(FRIDAY), VOLUME))
                .isEqualTo("WARN 1: 9 rows of erp, expected 3 (2.9 to 3.2), the median of 8 Fridays before");
    }

    @Test
    void whatStopsIsPublishedByAnOverrideAndItsNightsAreComparedNoMoreSinceTheDayThatTheJobNames() throws IOException {
        fridays(201, 201, 201, 201);
        assertThat(house.refusal()).startsWith("GATE: ");
        GateOverride override = new GateOverride(VOLUME, "half of them went to the archive", "op");

        Manifest published = run(FRIDAY, false, List.of(override));

        assertThat(published.overrides()).containsExactly(override);
        assertThat(gate(published, VOLUME).verdict()).isEqualTo(Verdict.STOP);
        gates("  volume:\n    since: {orders: 2026-11-20}\n");
        assertThat(gate(run(FRIDAY.plusWeeks(1)), VOLUME).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aGateThatShouldWarnsWhereItWouldStop() throws IOException {
        gates("  volume: {severity: should}\n");
        fridays(201, 201, 201, 201);

        Manifest published = run(FRIDAY);

        assertThat(told(published, VOLUME))
                .isEqualTo("WARN 1: 100 rows of erp, expected 201 (100.5 to 402), the median of 4 Fridays before");
        assertThat(published.overrides()).isEmpty();
    }

    @Test
    void nightsAreRememberedWhenTheirVersionsAreGone() throws SQLException, IOException {
        for (int week = 4; week >= 1; week--) {
            run(FRIDAY.minusWeeks(week));
        }
        FileSystemUtils.deleteRecursively(house.data().resolve("marts"));
        change("delete from orders where order_id > 40");

        assertThat(house.refusal())
                .contains("landing.orders: 40 rows of erp, expected 100 (50 to 200), the median of 4 Fridays before\n");
    }

    @Test
    void anOldDateThatIsMadeUpForIsNotComparedWithTheNightsAfterIt() throws SQLException {
        for (int week = 4; week >= 0; week--) {
            run(FRIDAY.minusWeeks(week));
        }
        change("delete from orders where order_id > 40");

        assertVolumePasses(FRIDAY.minusWeeks(5));
        assertThat(marts().currentBusinessDate()).contains("2026-11-20");
    }

    @Test
    void aNightThatIsRunAgainIsJudgedByTheNightsByWhichItWasJudged() throws SQLException, IOException {
        gates(WATCHED);
        fridays(201, 201, 201);
        run(THURSDAY);
        change("update orders set amount = 12.5, changed_at = timestamp '2026-11-20 08:00'");
        Manifest first = run(FRIDAY);
        run(FRIDAY.minusWeeks(4));
        run(THURSDAY, true, List.of());

        Manifest again = run(FRIDAY, true, List.of());

        assertThat(again.revision()).isEqualTo(1);
        assertThat(again.gates()).isEqualTo(first.gates());
        assertThat(told(again, DRIFT)).startsWith("WARN 1: amount moved by more than 20 % since 2026-11-19: ");
        Account account = PastNights.at(house.settings().history()).of(FRIDAY).orElseThrow();
        assertThat(account.version()).startsWith("20261120-r1-");
        assertThat(account.comparedWith())
                .extracting(Figures::businessDate)
                .containsExactly(THURSDAY, FRIDAY.minusWeeks(1), FRIDAY.minusWeeks(2), FRIDAY.minusWeeks(3));
    }

    @Test
    void ordersThatAreAWeekOldWarnAfterSixDaysAndStopTheNextNight() throws IOException {
        gates(
                "  freshness:\n    tables:\n      orders: {dated_by: ordered_on, warn_after_days: 6, error_after_days: 7}\n");
        String expected = "the newest ordered_on of erp is 2026-11-13, %s days before the business date; more than 6"
                + " days warn, more than 7 days are too old";

        assertThat(told(run(THURSDAY), "landing.orders: freshness of erp"))
                .isEqualTo("PASS 0: " + String.format(expected, 6));
        assertThat(told(run(FRIDAY), "landing.orders: freshness of erp"))
                .isEqualTo("WARN 1: " + String.format(expected, 7));
        LocalDate saturday = FRIDAY.plusDays(1);
        assertThat(refusal(saturday)).contains("landing.orders: " + String.format(expected, 8) + "\n");
        assertThat(marts().currentBusinessDate()).contains("2026-11-20");
    }

    private String refusal(LocalDate date) {
        try {
            run(date);
        } catch (Refusal refused) {
            return String.valueOf(refused.getMessage());
        }
        throw new AssertionError(date + " was not refused");
    }

    @Test
    void anOrderOfTheDayAfterTomorrowMakesNoOldDeliveryYoung() throws SQLException, IOException {
        change("update orders set ordered_on = '2026-11-22' where order_id = 1");
        gates("  freshness: {tables: {orders: {dated_by: ordered_on, error_after_days: 6}}}\n");

        assertThat(refusal(FRIDAY)).contains("the newest ordered_on of erp is 2026-11-13, 7 days before");
    }

    @Test
    void aMomentIsOfTheDayThatItIsInTheZoneOfTheCompany() throws IOException {
        gates("  freshness: {tables: {orders: {dated_by: changed_at, error_after_days: 6}}}\n");
        NightSettings utc = house.settings();
        NightSettings berlin = new NightSettings(
                utc.jobs(),
                utc.policy(),
                utc.data(),
                utc.drivers(),
                utc.sources(),
                FRIDAY,
                ZoneId.of("Europe/Berlin"),
                "EUR",
                utc.engine(),
                utc.pseudonymKey(),
                utc.pseudonyms());

        try (RunLauncher launcher = RunLauncher.open(berlin)) {
            RunOutcome outcome = launcher.run(new RunRequest(FRIDAY, false, "test", null), new Recorder());
            assertThat(told(marts().version(outcome.version()).manifest(), "landing.orders: freshness of erp"))
                    .startsWith("PASS 0: the newest changed_at of erp is 2026-11-14, 6 days before");
        }
        assertThat(refusal(FRIDAY.plusDays(1))).contains("the newest changed_at of erp is 2026-11-13, 8 days before");
    }

    @Test
    void aTotalThatMovesByAQuarterWarnsAndOneThatMovesByAFifthDoesNot() throws SQLException, IOException {
        gates(WATCHED);
        assertThat(told(run(THURSDAY), DRIFT)).isEqualTo("PASS 0: amount moves by at most 20 % from night to night");
        change("update orders set amount = 12.5");
        assertThat(told(run(FRIDAY), DRIFT))
                .isEqualTo("WARN 1: amount moved by more than 20 % since 2026-11-19: 1,000 -> 1,250 (+25.0 %)");
        change("update orders set amount = 15");
        assertThat(gate(run(FRIDAY.plusDays(1)), DRIFT).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aTotalThatMustNotMoveStopsTheNightAndSaysThatTheModelsChanged() throws SQLException, IOException {
        gates(
                "  drift: {severity: must, totals: [{mart: customers_v1, column: order_count, per: [customer], at_least: 5}]}\n");
        run(THURSDAY);
        change(
                "delete from orders where customer = 'C3'",
                "delete from orders where customer = 'C4' and order_id > 50",
                "delete from orders where customer = 'C5' and order_id > 65");
        Path model = house.settings().jobs().resolve("models/marts/customers_v1.sql");
        Files.writeString(model, Files.readString(model) + "-- a remark\n");

        assertThat(house.refusal())
                .contains("marts.customers_v1: order_count per customer moved by more than 20 % since 2026-11-19:"
                        + " C3 10 -> 0 (-100.0 %), C4 10 -> 5 (-50.0 %); the models changed since\n")
                .contains("--override \"marts.customers_v1: drift of order_count per customer\"");
    }

    @Test
    void aDamagedAccountIsNamedAndWithoutItTheNightIsPublished() throws IOException {
        fridays(100);
        Path file = house.settings().history().resolve("20261113.json");
        Files.writeString(file, "{");

        assertThat(house.refusal()).isEqualTo("""
                FAILED: Cannot compare the night with earlier ones: it is damaged
                  at data/state/history/20261113.json
                  put it back from a copy; or move it away, and nights are compared without it""");
        Files.delete(file);
        assertVolumePasses(FRIDAY);
    }
}

package io.clientele.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.model.Fingerprint;
import io.clientele.warehouse.WarehouseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationTest {

    private static final LocalDate THURSDAY = LocalDate.of(2026, 11, 19);
    private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 20);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Ledger ledger;

    /** Of three accounts, A has 100 and 40 that is 29 days old, B 60 and C 80: A and C are LARGE, B is SMALL. */
    @BeforeEach
    void layOut() throws IOException {
        ledger = new Ledger(folder)
                .book("1", "A 2026-11-10 100")
                .book("2", "A 2026-10-21 40")
                .book("3", "B 2026-11-10 60")
                .book("4", "C 2026-11-10 80");
    }

    private Ledger.Told thursday() throws IOException {
        return ledger.night(THURSDAY, Optional.empty());
    }

    private Ledger.Told friday() throws IOException {
        return ledger.night(FRIDAY, Optional.of(THURSDAY));
    }

    @Test
    void theFirstNightHasNothingToCompareWith() throws IOException {
        Ledger.Told told = thursday();

        assertThat(told.words()).isEqualTo("nothing to compare with: no earlier night is published");
        assertThat(told.explanation()).isEqualTo("never 0 NO_EARLIER_NIGHT");
        assertThat(told.changes()).isEmpty();
    }

    @Test
    void aLateBookingIsTakenApartFromTheWindowThatMovesOnAndFromANewBooking() throws IOException {
        thursday();
        ledger.book("5", "A 2026-11-18 7").book("3", "B 2026-11-10 61").book("6", "C 2026-11-20 30");

        assertThat(friday().changes())
                .contains(
                        "amount A: 140, late correction 147, time passing 107",
                        "amount B: 60, late correction 61",
                        "amount C: 80, new transaction 110");
    }

    @Test
    void whoDoesNothingChangesItsTierOnlyByPeersAndWhoseAmountPassesTheOldBorderByItself() throws IOException {
        thursday();
        ledger.book("5", "C 2026-11-20 60").book("6", "B 2026-11-20 12");

        // The border was 70 by the 140 of A; it is 70 again by the 140 of C, while A has 100 since its 40 fell out.
        Ledger.Told told = friday();
        assertThat(told.changes()).contains("amount B: 60, new transaction 72", "tier B: SMALL, new transaction LARGE");
        assertThat(told.changes()).noneMatch(line -> line.startsWith("tier A") || line.startsWith("tier C"));

        ledger.book("7", "C 2026-11-21 100");
        Ledger.Told saturday = ledger.night(FRIDAY.plusDays(1), Optional.of(FRIDAY));
        assertThat(saturday.changes())
                .contains("tier A: LARGE, peers moving SMALL", "tier B: LARGE, peers moving SMALL")
                .noneMatch(line -> line.startsWith("amount A") || line.startsWith("amount B"));
    }

    @Test
    void aShorterWindowIsThePolicysPartAndTheBordersThatFollowFromItToo() throws IOException {
        ledger.book("5", "B 2026-11-18 8");
        thursday();
        ledger.windowDays(5);

        assertThat(friday().changes())
                .contains(
                        "amount A: 140, time passing 100, policy changed 0",
                        "amount B: 68, policy changed 8",
                        "tier A: LARGE, policy changed SMALL",
                        "tier B: SMALL, peers moving LARGE");
    }

    @Test
    void parametersFittedAnewAreAPartOfTheirOwnAndComeLast() throws IOException {
        thursday();
        ledger.book("5", "C 2026-11-20 20");

        // The factor was 4 and is 5.
        assertThat(friday().changes())
                .contains(
                        "forecast A: 560, time passing 400, parameters refitted 500",
                        "forecast B: 240, parameters refitted 300",
                        "forecast C: 320, new transaction 400, parameters refitted 500");
    }

    @Test
    void anotherQueryIsTheModelsPartAndComesFirst() throws IOException {
        thursday();
        ledger.edit(
                "metrics/numbers.sql",
                "account_id, amount as value",
                "account_id, cast(amount + 1 as decimal(18, 4)) as value");

        assertThat(friday().changes())
                .contains("amount A: 140, model changed 141, time passing 101", "amount B: 60, model changed 61");
    }

    @Test
    void computedAgainByTheSameArithmeticTheLastNightIsWhatWasPublished() throws IOException {
        thursday();
        ledger.edit("metrics/sums.sql", "select", "-- a remark\nselect");

        Ledger.Told told = friday();
        assertThat(told.words())
                .isEqualTo(
                        "3 numbers changed since 2026-11-19: model changed, time passing, new transaction, peers moving");
        assertThat(told.changes())
                .containsExactly(
                        "amount A: 140, time passing 100",
                        "forecast A: 560, time passing 400",
                        "tier B: SMALL, peers moving LARGE");
    }

    @Test
    void factsThatAreMadeOtherwiseAreTheModelsPart() throws IOException {
        thursday();
        ledger.edit("metrics/bookings.sql", "select", "-- made otherwise\nselect")
                .book("3", "B 2026-11-10 61");

        assertThat(friday().changes()).contains("amount B: 60, model changed 61");
    }

    /** Each booking counts twice from then on, so all facts are others; 1 of B is late besides. */
    @Test
    void aPolicyByWhichFactsAreMadeIsThePolicysPartAndTakesTheLateCorrectionsOfThatNightAlong() throws IOException {
        thursday();
        ledger.rate(2).book("3", "B 2026-11-10 61");

        Ledger.Told told = friday();
        assertThat(told.words())
                .isEqualTo(
                        "7 numbers changed since 2026-11-19: policy changed, time passing, new transaction, peers moving");
        assertThat(told.changes())
                .contains("amount A: 140, policy changed 280, time passing 200", "amount B: 60, policy changed 122");

        ledger.book("3", "B 2026-11-10 62");
        assertThat(ledger.night(FRIDAY.plusDays(1), Optional.of(FRIDAY)).changes())
                .contains("amount B: 122, late correction 124");
    }

    @Test
    void aPolicyWithAnotherKeyCannotBeReadByTheQueriesOfTheNightBeforeSoAllIsTheModels() throws IOException {
        thursday();
        ledger.anotherPolicyKey().book("5", "B 2026-11-20 5");

        Ledger.Told told = friday();
        assertThat(told.explanation()).isEqualTo("2026-11-19 1");
        assertThat(told.changes()).contains("amount A: 140, model changed 100", "amount B: 60, model changed 65");
    }

    @Test
    void anAccountThatIsNewComesFromNowhereAndOneThatIsGoneGoesThere() throws IOException {
        thursday();
        ledger.book("5", "D 2026-11-20 25").book("4", "A 2026-11-10 80");

        assertThat(friday().changes())
                .contains(
                        "amount D: none, new transaction 25",
                        "amount C: 80, late correction none",
                        "amount A: 140, late correction 220, time passing 180");
    }

    @Test
    void whenNothingHappensAndNoWindowMovesNothingChanges() throws IOException {
        ledger.book("2", "A 2026-11-01 40");
        thursday();

        Ledger.Told told = friday();
        assertThat(told.words())
                .isEqualTo("0 numbers changed since 2026-11-19: time passing, new transaction, peers moving");
        assertThat(told.changes()).isEmpty();
        assertThat(told.explanation()).isEqualTo("2026-11-19 3");
    }

    @Test
    void aNightThatIsExplainedAgainGivesTheSameSteps() throws IOException {
        thursday();
        ledger.book("5", "A 2026-11-18 7").windowDays(20);

        assertThat(friday()).isEqualTo(friday());
    }

    @Test
    void aMissingADamagedAndAnUnreadableBasisAreEachSaidAndNothingIsExplained() throws IOException {
        thursday();
        Path facts = ledger.basis(THURSDAY).resolve("metrics.bookings.parquet");
        byte[] sound = Files.readAllBytes(facts);

        Files.write(facts, new byte[] {1});
        assertDamaged("metrics.bookings.parquet is not as it was written");
        Files.delete(facts);
        assertDamaged("metrics.bookings.parquet is missing");
        Files.write(facts, sound);
        Path manifest = ledger.basis(THURSDAY).resolve("manifest.json");
        String text = Files.readString(manifest);
        Files.writeString(manifest, text.substring(9));
        assertDamaged("manifest.json is not readable");
        Files.writeString(manifest, text.replace("\"formatVersion\":2", "\"formatVersion\":1"));
        assertDamaged("its format is 1, not 2");
        Files.writeString(manifest, text.replace("2026-11-19", "2026-11-32"));
        assertDamaged("manifest.json is not readable");
        Files.writeString(manifest, text);
        assertThat(friday().explanation()).isEqualTo("2026-11-19 3");

        Ledger.Told told = ledger.night(FRIDAY, Optional.of(THURSDAY.minusDays(1)));
        assertThat(told.words())
                .isEqualTo("nothing to compare with: what 20261118-r0-0123456789ab knew is not kept any more");
        assertThat(told.explanation()).isEqualTo("never 0 BASIS_MISSING");
    }

    private void assertDamaged(String reason) throws IOException {
        Ledger.Told told = friday();
        assertThat(told.words())
                .isEqualTo("nothing to compare with: what 20261119-r0-0123456789ab knew is damaged: " + reason);
        assertThat(told.explanation()).isEqualTo("never 0 BASIS_DAMAGED");
        assertThat(told.changes()).isEmpty();
    }

    /** As when the disk lost half of the file while it was written: the manifest was made from what was left of it. */
    @Test
    void aFileThatIsAsItWasWrittenAndStillNoParquetLeavesTheNightUnexplained() throws IOException {
        thursday();
        Path facts = ledger.basis(THURSDAY).resolve("metrics.bookings.parquet");
        String sound = Fingerprint.ofBytes(facts);
        byte[] bytes = Files.readAllBytes(facts);
        Files.write(facts, Arrays.copyOf(bytes, bytes.length / 2));
        Path manifest = ledger.basis(THURSDAY).resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace(sound, Fingerprint.ofBytes(facts)));

        Ledger.Told told = friday();
        assertThat(told.words())
                .startsWith("nothing to compare with: what 20261119-r0-0123456789ab knew is damaged: ")
                .contains("No magic bytes found at end of file '" + facts + "'");
        assertThat(told.explanation()).isEqualTo("never 0 BASIS_DAMAGED");
        assertThat(told.changes()).isEmpty();
    }

    @Test
    void aQueryThatFailsOnlyOnTheLastNightsFactsLeavesTheNightUnexplained() throws IOException {
        ledger.book("5", "A 2026-11-12 1000");
        thursday();
        ledger.book("5", "A 2026-11-12 25")
                .edit("metrics/sums.sql", "then bookings.amount", "then cast(bookings.amount as decimal(7, 4))");

        Ledger.Told told = friday();
        assertThat(told.words())
                .startsWith(
                        "nothing to compare with: what was known on 2026-11-19 cannot be computed again: Conversion")
                .contains("Casting value \"1… (9)\" to type DECIMAL(7,4) failed: value is out of range!");
        assertThat(told.explanation()).isEqualTo("2026-11-19 0 NOT_COMPUTABLE");
        assertThat(told.changes()).isEmpty();
    }

    @Test
    void anEngineWithoutMemoryFailsTheNight() throws IOException {
        thursday();
        ledger.engine("SET memory_limit = '1KB'");

        assertThatThrownBy(this::friday)
                .isInstanceOfSatisfying(WarehouseException.class, refused -> assertThat(refused.isOfEngine())
                        .isTrue())
                .hasMessageStartingWith("Out of Memory Error");
        assertThat(folder.resolve("room")).doesNotExist();
    }

    @Test
    void moneyOfAnotherCurrencyIsNotCompared() throws IOException {
        thursday();
        ledger.currency("CHF");

        Ledger.Told told = friday();
        assertThat(told.words()).isEqualTo("nothing to compare with: the reporting currency was EUR");
        assertThat(told.explanation()).isEqualTo("2026-11-19 0 CURRENCY_CHANGED");
    }

    @Test
    void theBasesOfTheLastEightDaysAreKeptAndOfADayTheNewestRevision() throws IOException {
        for (int day = 0; day < 10; day++) {
            ledger.night(THURSDAY.plusDays(day), Optional.empty());
        }
        ledger.night(FRIDAY.plusDays(8), Optional.empty());
        Path again = folder.resolve("bases/20261128-r1-0123456789ab");
        Files.move(ledger.basis(FRIDAY.plusDays(8)), again);
        ledger.night(FRIDAY.plusDays(9), Optional.empty());

        try (Stream<Path> kept = Files.list(folder.resolve("bases"))) {
            assertThat(kept.map(path -> path.getFileName().toString()).sorted().toList())
                    .isEqualTo(List.of(
                            "20261122-r0-0123456789ab",
                            "20261123-r0-0123456789ab",
                            "20261124-r0-0123456789ab",
                            "20261125-r0-0123456789ab",
                            "20261126-r0-0123456789ab",
                            "20261127-r0-0123456789ab",
                            "20261128-r1-0123456789ab",
                            "20261129-r0-0123456789ab"));
        }
    }
}

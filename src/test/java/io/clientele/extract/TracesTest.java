package io.clientele.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracesTest {

    private final Traces traces =
            new Traces(List.of("100001", "Müller & Söhne", "王伟", "he said \"no\"", "C17", "1001"));

    @Test
    void aNumberIsNoTraceOfOneThatItBeginsWith() {
        assertThat(traces.countIn("100001;1000012;2100001;K-100001.")).isEqualTo(2);
    }

    @Test
    void namesAreFoundInEveryScriptAndInJson() {
        assertThat(traces.countIn("Müller & Söhne GmbH, 王伟先生, {\"text\": \"he said \\\"no\\\" twice\"}"))
                .isEqualTo(3);
    }

    @Test
    void textsOfThreeLettersAndNumbersOfFourDigitsStandEverywhereAndAreNotLookedFor() {
        assertThat(traces.countIn("C17 1001")).isZero();
    }

    @Test
    void theTwelveBytesOfTwoTracesInAFileBecomeAsterisksAndNothingElseMoves(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.log"), "first 100001, then 王伟, then 1000012\n");

        assertThat(traces.maskIn(file)).isEqualTo(2);

        assertThat(Files.readString(file)).isEqualTo("first ******, then ******, then 1000012\n");
        assertThat(traces.countIn(file)).isZero();
    }

    /** Test case 2 of RFC 4231. */
    @Test
    void pseudonymsAreHmacSha256(@TempDir Path folder) throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "4a656665\n");

        assertThat(Pseudonyms.of(key).name("what do ya want for nothing?"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void aKeyThatIsMadeIsKeptAndEachKeyHasItsOwnPseudonyms(@TempDir Path folder) {
        String name = Pseudonyms.ofKeyMadeAt(folder.resolve("keys/one")).name("record", "erp", "100001");

        assertThat(Pseudonyms.of(folder.resolve("keys/one")).name("record", "erp", "100001"))
                .isEqualTo(name);
        assertThat(Pseudonyms.ofKeyMadeAt(folder.resolve("keys/two")).name("record", "erp", "100001"))
                .isNotEqualTo(name);
    }
}

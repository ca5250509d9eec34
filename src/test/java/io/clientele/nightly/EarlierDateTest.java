package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierDateTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aDateThatIsMadeUpForLaterIsKeptBesideTheNewerOne() throws IOException {
        SampleHouse house = new SampleHouse(folder.resolve("data"));
        house.run(new Recorder());
        byte[] pointer = Files.readAllBytes(house.pointer());
        RunRequest dayBefore = new RunRequest(SampleHouse.BUSINESS_DATE.minusDays(1), false, "test", null);
        try (RunLauncher launcher = RunLauncher.open(house.settings())) {
            RunOutcome first = launcher.run(dayBefore, new Recorder());
            RunOutcome second = launcher.run(dayBefore, new Recorder());

            assertThat(first.isNew()).isTrue();
            assertThat(first.isCurrent()).isFalse();
            assertThat(first.version()).startsWith("20261119-r0-");
            assertThat(first.summary()).isEmpty();
            assertThat(second.isNew()).isFalse();
            assertThat(second.version()).isEqualTo(first.version());
        }
        assertThat(Files.readAllBytes(house.pointer())).isEqualTo(pointer);
        assertThat(house.marts().versions()).anyMatch(name -> name.startsWith("20261119-r0-"));
    }
}

package io.clientele.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {

    private Instant now = Instant.parse("2026-11-20T02:00:00Z");
    private final Pace pace = new Pace(10, () -> now);

    @Test
    void theEleventhTimeWithinAMinuteWaitsUntilTheFirstIsAMinuteAgoAndNobodyElseDoes() {
        for (int time = 0; time < 10; time++) {
            assertThat(pace.take("otto")).isZero();
            now = now.plusSeconds(2);
        }

        assertThat(pace.take("otto")).isEqualTo(Duration.ofSeconds(40));
        assertThat(pace.take("anna")).isZero();
        now = now.plusSeconds(39);
        assertThat(pace.take("otto")).isEqualTo(Duration.ofSeconds(1));
        now = now.plusSeconds(1);
        assertThat(pace.take("otto")).isZero();
        assertThat(pace.take("otto")).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void ofThoseWhoComeItRemembersTheLast10000() {
        for (int who = 0; who < 10_000; who++) {
            for (int time = 0; time < 10; time++) {
                pace.take("w" + who);
            }
        }
        assertThat(pace.pause("w0")).isEqualTo(Duration.ofMinutes(1));

        pace.take("one more");

        assertThat(pace.pause("w1")).isZero();
        assertThat(pace.pause("w0")).isEqualTo(Duration.ofMinutes(1));
    }
}

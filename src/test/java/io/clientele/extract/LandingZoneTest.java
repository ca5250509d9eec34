package io.clientele.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.model.Refusal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandingZoneTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 16);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path root;

    private LandingZone on(int day) {
        return new LandingZone(root, MONDAY.plusDays(day), 0);
    }

    private static void read(LandingZone zone, String table, @Nullable String base) {
        zone.begin("erp", table);
        zone.complete(new Extracted(
                "erp",
                table,
                "query",
                base,
                List.of("order_id"),
                List.of("order_id"),
                List.of(new Extracted.Part("rows-0.parquet", 7)),
                0,
                7,
                null,
                Instant.EPOCH,
                List.of()));
    }

    @Test
    void aNightThatWasCutOffBetweenTwoTablesIsNoBaseForLaterOnes() {
        LandingZone monday = on(0);
        read(monday, "orders", null);

        assertThat(monday.isRead("erp")).isFalse();
        assertThat(on(1).nightsOf("erp", "orders")).isEmpty();

        read(monday, "order_lines", null);
        monday.markRead("erp");

        assertThat(monday.isRead("erp")).isTrue();
        assertThat(on(1).nightsOf("erp", "orders")).containsExactly(new LandedNight(MONDAY, 0));
    }

    @Test
    void whatALaterNightBuildsUponIsKeptWhenItsOwnNightIsForgotten() {
        read(on(0), "orders", null);
        on(0).markRead("erp");
        read(on(1), "orders", "2026-11-16-r0");
        on(1).markRead("erp");
        read(on(2), "orders", "2026-11-17-r0");
        on(2).markRead("erp");

        on(1).forget();
        on(2).forget();

        assertThat(on(1).isBuiltUpon("erp", "orders")).isFalse();
        assertThat(on(0).extracted("erp", "orders")).isPresent();
        assertThat(on(1).extracted("erp", "orders")).isPresent();
        assertThat(on(2).extracted("erp", "orders")).isEmpty();
    }

    @Test
    void aChainOfThreeNightsIsFollowedAndOneWithoutItsFirstIsRefused() {
        read(on(0), "orders", null);
        read(on(1), "orders", "2026-11-16-r0");
        read(on(2), "orders", "2026-11-17-r0");

        assertThat(on(3).findChain("erp", "orders", new LandedNight(MONDAY.plusDays(2), 0)))
                .hasValueSatisfying(chain -> assertThat(chain.newest().base()).isEqualTo("2026-11-17-r0"));

        LandedNight missing = new LandedNight(MONDAY.plusDays(3), 0);
        read(on(3), "orders", "2026-11-15-r0");
        assertThat(on(4).findChain("erp", "orders", missing)).isEmpty();
        assertThatThrownBy(() -> on(4).chain("erp", "orders", missing))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Cannot read orders of erp: a night that 2026-11-19-r0 builds upon is gone");
    }
}

package io.clientele.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.model.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionCollectorTest {

    private static final Retention POLICY = new Retention(7, Duration.ofHours(48), Duration.ofHours(24), 2);
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Path root;

    VersionCollectorTest(@TempDir Path root) {
        this.root = root;
    }

    /** One night a day, up to this many, the last on 2026-11-20. */
    private void publishDays(int count) throws Exception {
        try (DuckMarts duck = new DuckMarts()) {
            for (int day = 0; day < count; day++) {
                publish(duck, LocalDate.of(2026, 11, 20).minusDays(count - 1 - day), day);
            }
        }
    }

    private Version publish(DuckMarts duck, LocalDate date, int number) {
        Sample.fill(duck, number);
        return Sample.publish(root, duck, Sample.night(date.toString(), 0), PublicationListener.NONE);
    }

    private VersionsCollected collect(Instant now) {
        return new VersionCollector(root, POLICY).collect(now);
    }

    private List<String> days() {
        return PublishedMarts.open(root).versions().stream()
                .map(version -> version.substring(0, 8))
                .toList();
    }

    @Test
    void of22Nights14ExpireAfterTwoDaysAndAreDeletedADayLaterButNotTheEndOfOctober() throws Exception {
        publishDays(22); // 2026-10-30 to 2026-11-20

        assertThat(collect(NOON).expired()).isEmpty();
        assertThat(collect(NOON.plus(Duration.ofHours(47))).expired()).isEmpty();
        VersionsCollected expired = collect(NOON.plus(Duration.ofHours(48)));
        assertThat(expired.kept()).hasSize(8).first().asString().startsWith("20261031-r0-");
        assertThat(expired.expired()).hasSize(14).allMatch(each -> each.deletableFrom()
                .equals(NOON.plus(Duration.ofHours(72))));
        assertThat(days()).hasSize(22);

        assertThat(collect(NOON.plus(Duration.ofHours(71))).deleted()).isEmpty();
        assertThat(collect(NOON.plus(Duration.ofHours(72))).deleted()).hasSize(14);
        assertThat(days())
                .containsExactly(
                        "20261031", "20261114", "20261115", "20261116", "20261117", "20261118", "20261119", "20261120");
        assertThat(collect(NOON.plus(Duration.ofDays(30))).deleted()).isEmpty();
        assertThat(PublishedMarts.open(root).verify().orElseThrow().problems()).isEmpty();
    }

    @Test
    void aPlanChangesNothing() throws Exception {
        publishDays(9);
        collect(NOON);
        byte[] before = Files.readAllBytes(root.resolve("expiry.json"));

        VersionsCollected plan = new VersionCollector(root, POLICY).plan(NOON.plus(Duration.ofHours(48)));

        assertThat(plan.expired()).hasSize(2);
        assertThat(days()).hasSize(9);
        assertThat(Files.readAllBytes(root.resolve("expiry.json"))).isEqualTo(before);
    }

    @Test
    void whatIsShownAgainNeverExpiresAndNeitherDoesWhatWasShownBeforeIt() throws Exception {
        publishDays(12);
        PublishedMarts marts = PublishedMarts.open(root);
        String old = marts.versions().get(1);
        collect(NOON);
        collect(NOON.plus(Duration.ofHours(48)));
        new Switch(root, new DuckCatalogue(), PublicationListener.NONE).to(marts.version(old), NOON);

        VersionsCollected collected = collect(NOON.plus(Duration.ofHours(80)));

        assertThat(collected.deleted()).hasSize(3);
        assertThat(days()).contains("20261110", "20261109").doesNotContain("20261111", "20261112", "20261113");
        assertThat(marts.current().orElseThrow().name()).isEqualTo(old);
    }

    @Test
    void whoHoldsAnOldCatalogueReadsItThroughTheTimeOfGraceAndThenFindsFilesMissingNeverOthers() throws Exception {
        publishDays(1);
        try (Connection reader = DriverManager.getConnection("jdbc:duckdb:" + copyOfCatalogue());
                DuckMarts duck = new DuckMarts()) {
            assertThat(nightSeenBy(reader)).isEqualTo(0);
            for (int day = 1; day <= 8; day++) {
                publish(duck, LocalDate.of(2026, 11, 20).plusDays(day), day);
            }
            collect(NOON);
            collect(NOON.plus(Duration.ofHours(48)));
            assertThat(nightSeenBy(reader)).isEqualTo(0);

            assertThat(collect(NOON.plus(Duration.ofHours(72))).deleted()).hasSize(2);

            assertThatThrownBy(() -> nightSeenBy(reader))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("No files found that match the pattern");
        }
        try (Connection next = DriverManager.getConnection("jdbc:duckdb:" + copyOfCatalogue())) {
            assertThat(nightSeenBy(next)).isEqualTo(8);
        }
    }

    /** As a process of its own would open it: the engine holds one file open only once in a process. */
    private Path copyOfCatalogue() throws IOException {
        Path copy = Files.createTempFile(root, "reader", ".duckdb");
        Files.delete(copy);
        return Files.copy(root.resolve("marts.duckdb"), copy);
    }

    private static int nightSeenBy(Connection reader) throws SQLException {
        try (Statement statement = reader.createStatement();
                ResultSet row = statement.executeQuery("select min(night), max(night) from customer_value_v1")) {
            row.next();
            assertThat(row.getInt(1)).isEqualTo(row.getInt(2));
            return row.getInt(1);
        }
    }

    @Test
    void whatAKilledDeletionLeftIsSweptAndIsNoVersionMeanwhile() throws Exception {
        publishDays(2);
        Path versions = root.resolve("versions");
        Path oldest = versions.resolve(PublishedMarts.open(root).versions().get(0));
        Files.move(oldest, versions.resolve(".gone-" + oldest.getFileName()));
        assertThat(days()).containsExactly("20261120");

        collect(NOON);

        try (Stream<Path> left = Files.list(versions)) {
            assertThat(left).hasSize(1);
        }
    }
}

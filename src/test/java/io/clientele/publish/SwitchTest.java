package io.clientele.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SwitchTest {

    private static final Instant PUBLISHED_AT = Instant.parse("2026-11-21T02:14:05Z");

    /** Stops the publication where it is, as a killed process would: nothing cleans up after an Error. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final Path root;

    private final DuckMarts duck = new DuckMarts();
    final DuckCatalogue catalogue = new DuckCatalogue();

    SwitchTest(@TempDir Path root) {
        this.root = root;
    }

    @AfterEach
    void closeTheEngine() throws SQLException {
        duck.close();
    }

    @Test
    void aSwitchWithAnOlderTokenThanThePointersIsRefusedAndLeavesNothing() throws IOException {
        Version older = publish(1, PublicationListener.NONE);
        Version newer = publish(2, PublicationListener.NONE);
        Switch aSwitch = new Switch(root, catalogue, PublicationListener.NONE);
        Pointer shown = aSwitch.to(newer, PUBLISHED_AT, 7);

        assertThatThrownBy(() -> aSwitch.to(older, PUBLISHED_AT, 6)).hasMessage("""
                Cannot switch to %s: 1 problem
                  its run has the token 6, and a later one with 7 has published
                The marts still show 2026-11-02.""".formatted(older.name()));

        assertThat(PublishedMarts.open(root).pointer()).contains(shown);
        assertThat(nightInCatalogue()).isEqualTo("2");
        assertThat(aSwitch.repair(Set.of())).isEmpty();
        assertThat(aSwitch.to(older, PUBLISHED_AT).fencingToken()).isEqualTo(7);
    }

    @Test
    void aPointerOfBeforeThereWereTokensIsReadAsTheOldestOfAll() throws IOException {
        Version version = publish(1, PublicationListener.NONE);
        Path pointer = root.resolve("current.json");
        Files.writeString(pointer, Files.readString(pointer).replace("  \"fencingToken\" : 0,\n", ""));

        assertThat(PublishedMarts.open(root).pointer().orElseThrow().fencingToken())
                .isZero();
        assertThat(PublishedMarts.open(root).current()).contains(version);
    }

    @Test
    void theCatalogueTheLinkAndThePointerShowTheSameVersion() throws IOException {
        Version version = publish(1, PublicationListener.NONE);

        assertThat(PublishedMarts.open(root).current()).contains(version);
        assertThat(Files.readString(root.resolve("current.json")))
                .isEqualTo("""
                {
                  "fencingToken" : 0,
                  "manifestSha256" : "%s",
                  "publishedAt" : "2026-11-21T02:14:05Z",
                  "runId" : "20261101-r0",
                  "version" : "%s"
                }
                """.formatted(version.manifestSha256(), version.name()));
        assertThat(root.resolve("current").toRealPath())
                .isEqualTo(version.folder().toRealPath());
        assertThat(nightInCatalogue()).isEqualTo("1");
        assertThat(catalogue.value(
                        root.resolve("marts.duckdb"),
                        "select comment from duckdb_views() where view_name = 'repurchase_v1'"))
                .isEqualTo("What does repurchase_v1 answer? Null is not no.");
        assertThat(
                        catalogue.value(
                                root.resolve("marts.duckdb"),
                                "select comment from duckdb_columns() where table_name = 'repurchase_v1' and column_name = 'net_amount'"))
                .isEqualTo("What was bought, without tax. [EUR]");
    }

    @Test
    void switchingTwiceToTheSameVersionKeepsItsTime() {
        Version version = publish(1, PublicationListener.NONE);
        Pointer again = new Switch(root, catalogue, PublicationListener.NONE)
                .to(version, Sample.PUBLISHED_AT.plusSeconds(3_600));

        assertThat(again.publishedAt()).isEqualTo(Sample.PUBLISHED_AT);
        assertThat(PublishedMarts.open(root).pointer()).contains(again);
    }

    @Test
    void switchingBackToAnOlderVersionShowsIt() {
        Version first = publish(1, PublicationListener.NONE);
        publish(2, PublicationListener.NONE);
        new Switch(root, catalogue, PublicationListener.NONE).to(first, Sample.PUBLISHED_AT);

        assertThat(PublishedMarts.open(root).current()).contains(first);
        assertThat(nightInCatalogue()).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource
    void killedAfterAnyStepTheOldVersionIsReadableAndTheNextStartCompletes(PublicationStep step) throws Exception {
        Version old = publish(1, PublicationListener.NONE);

        assertThatThrownBy(() -> publish(2, (reached, what) -> {
                    if (reached == step) {
                        throw new Killed();
                    }
                }))
                .isInstanceOf(Killed.class);

        boolean isCommitted = step.compareTo(PublicationStep.POINTER_SWITCHED) >= 0;
        PublishedMarts marts = PublishedMarts.open(root);
        assertThat(marts.current().orElseThrow().name()).startsWith(isCommitted ? "20261102" : old.name());
        assertThat(marts.verify().orElseThrow().problems()).isEmpty();
        assertThat(nightInCatalogue()).isIn("1", "2");

        Switch repairing = new Switch(root, catalogue, PublicationListener.NONE);
        repairing.repair(Set.of());

        assertThat(nightInCatalogue()).isEqualTo(isCommitted ? "2" : "1");
        assertThat(root.resolve("current").toRealPath())
                .isEqualTo(marts.current().orElseThrow().folder().toRealPath());
        assertThat(names(root)).containsExactlyInAnyOrder("current", "current.json", "marts.duckdb", "versions");
        assertThat(names(root.resolve("versions"))).allMatch(name -> !name.startsWith("."));
        assertThat(repairing.repair(Set.of())).isEmpty();

        Version completed = publish(2, PublicationListener.NONE);
        assertThat(completed.name()).isEqualTo(undisturbed());
        assertThat(marts.versions()).containsExactly(old.name(), completed.name());
        assertThat(marts.verify().orElseThrow().problems()).isEmpty();
        assertThat(nightInCatalogue()).isEqualTo("2");
    }

    @ParameterizedTest
    @EnumSource
    void killedInTheVeryFirstPublicationNothingIsShown(PublicationStep step) throws Exception {
        assertThatThrownBy(() -> publish(1, (reached, what) -> {
                    if (reached == step) {
                        throw new Killed();
                    }
                }))
                .isInstanceOf(Killed.class);
        new Switch(root, catalogue, PublicationListener.NONE).repair(Set.of());

        boolean isCommitted = step.compareTo(PublicationStep.POINTER_SWITCHED) >= 0;
        assertThat(PublishedMarts.open(root).current().isPresent()).isEqualTo(isCommitted);
        assertThat(Files.exists(root.resolve("marts.duckdb"))).isEqualTo(isCommitted);
        assertThat(publish(1, PublicationListener.NONE))
                .isEqualTo(PublishedMarts.open(root).current().orElseThrow());
    }

    @Test
    void aDamagedVersionOfTheSameContentIsReplaced() throws IOException {
        Version version = publish(1, PublicationListener.NONE);
        Files.writeString(version.folder().resolve("repurchase_v1.parquet"), "not Parquet");
        assertThat(PublishedMarts.open(root).verify().orElseThrow().isClean()).isFalse();

        assertThat(publish(1, PublicationListener.NONE)).isEqualTo(version);
        assertThat(PublishedMarts.open(root).verify().orElseThrow().isClean()).isTrue();
        assertThat(new Switch(root, catalogue, PublicationListener.NONE).repair(Set.of()))
                .containsExactly("removed versions/.staging-20261101-r0.damaged");
    }

    @Test
    void repairLeavesTheStagingOfALiveRun() throws IOException {
        publish(1, PublicationListener.NONE);
        Files.createDirectories(root.resolve("versions/.staging-live"));
        Files.createDirectories(root.resolve("versions/.staging-dead"));
        Files.writeString(root.resolve("current.json.tmp"), "{}");

        assertThat(new Switch(root, catalogue, PublicationListener.NONE).repair(Set.of("live")))
                .containsExactly("removed versions/.staging-dead");
        assertThat(names(root)).contains("current.json.tmp");
    }

    @Test
    void aLostCatalogueIsRebuilt() throws IOException {
        Version version = publish(1, PublicationListener.NONE);
        Files.delete(root.resolve("marts.duckdb"));

        assertThat(new Switch(root, catalogue, PublicationListener.NONE).repair(Set.of()))
                .containsExactly("rebuilt marts.duckdb and the link for " + version.name());
        assertThat(nightInCatalogue()).isEqualTo("1");
    }

    @Test
    void aDamagedCurrentVersionDoesNotKeepTheNextNightFromBeingPublished() throws IOException {
        Version damaged = publish(1, PublicationListener.NONE);
        Files.writeString(damaged.folder().resolve(Manifest.FILE), "{}");

        assertThat(new Switch(root, catalogue, PublicationListener.NONE).repair(Set.of()))
                .singleElement()
                .asString()
                .startsWith("left marts.duckdb as it is: ");
        Version next = publish(2, PublicationListener.NONE);
        assertThat(next.manifest().parentVersion()).isEqualTo(damaged.name());
        assertThat(PublishedMarts.open(root).current()).contains(next);
    }

    @Test
    void aPointerThatIsNoJsonIsToldAndNotGuessed() throws IOException {
        publish(1, PublicationListener.NONE);
        Files.writeString(root.resolve("current.json"), "half a poin");

        assertThatThrownBy(() -> PublishedMarts.open(root).current())
                .isInstanceOf(PublicationException.class)
                .hasMessageStartingWith("Cannot read the pointer " + root.resolve("current.json") + ": 1 problem\n");
    }

    private String undisturbed() throws Exception {
        Path other = Files.createTempDirectory(root.getParent(), "undisturbed");
        for (int night = 1; night <= 2; night++) {
            Sample.fill(duck, night);
            Sample.publish(other, duck, nightOf(night), PublicationListener.NONE);
        }
        String name = PublishedMarts.open(other).pointer().orElseThrow().version();
        Disk.delete(other);
        return name;
    }

    private Version publish(int night, PublicationListener listener) {
        Sample.fill(duck, night);
        return Sample.publish(root, duck, nightOf(night), listener);
    }

    private static Night nightOf(int night) {
        return Sample.night("2026-11-0" + night, 0);
    }

    private String nightInCatalogue() {
        return catalogue.value(root.resolve("marts.duckdb"), "select distinct night from customer_value_v1");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(path -> path.getFileName().toString()).toList();
        }
    }
}

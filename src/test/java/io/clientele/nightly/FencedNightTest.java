package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.model.RelationName;
import io.clientele.model.SqlText;
import io.clientele.nightly.NightSteps.NightStep;
import io.clientele.nightly.NightSteps.Task;
import io.clientele.publish.Publication;
import io.clientele.publish.PublicationListener;
import io.clientele.warehouse.Warehouse;
import io.clientele.warehouse.Warehouse.ParquetLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FencedNightTest {

    private static final NightId ID = new NightId(SampleHouse.BUSINESS_DATE, 0);
    private static final RelationName LANDED = new RelationName("staged", "landed_again");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private NightSettings settings;
    private Ingredients ingredients;

    @BeforeEach
    void read() {
        settings = new SampleHouse(folder).settings();
        ingredients = Ingredients.read(settings);
    }

    @Test
    void theFirstModelClosesTheEngineAgainstWhatTheTakeInHasJustRead() throws IOException {
        try (MetadataStore store = MetadataStore.open(settings);
                Night night = Night.open(ID, settings, ingredients)) {
            Fence fence = new Fence(store.lock(), ID.businessDate(), "a run", 1);
            List<NightStep> steps = new NightSteps(night, PublicationListener.NONE, fence).all();
            steps.stream().filter(step -> NightSteps.isLanding(step.name())).forEach(FencedNightTest::run);
            Path landed = landed();
            night.warehouse().registerParquet(LANDED, List.of(landed));
            assertThat(night.warehouse()
                            .rows("select count(*) from staged.landed_again")
                            .get(0)
                            .whole(0))
                    .isPositive();

            NightStep firstModel = steps.stream()
                    .filter(step -> !NightSteps.isLanding(step.name()))
                    .findFirst()
                    .orElseThrow();
            run(firstModel);

            assertThatThrownBy(() -> night.warehouse().rows("select count(*) from staged.landed_again"))
                    .hasMessageContaining("Cannot access file \"" + landed);
            assertThatThrownBy(() -> night.warehouse()
                            .rows("select * from read_text(" + SqlText.path(Path.of("README.md")) + ")"))
                    .hasMessageContaining("file system operations are disabled");
            assertThat(night.warehouse()
                            .rows("select count(*) from " + firstModel.name())
                            .get(0)
                            .whole(0))
                    .isNotNegative();
        }
    }

    private static void run(NightStep step) {
        ((Task) step).work().run();
    }

    private Path landed() throws IOException {
        try (Stream<Path> files = Files.walk(settings.landing())) {
            return files.filter(file -> file.endsWith("delivered.parquet"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void theRoomOfTheModelsWritesIntoItsOwnNightsStagingAndIntoNoVersion() throws IOException {
        Path staging = Publication.staging(settings.marts(), ID.toString());
        Path version = Files.createDirectories(settings.marts().resolve("versions/20261119-r0-0123456789ab"));
        Path published = Files.writeString(version.resolve("customer_value_v1.parquet"), "as it was published");
        try (Night night = Night.open(ID, settings, ingredients)) {
            Warehouse room = night.modelRoom();
            Files.createDirectories(staging);

            room.exportParquet("select 1 as x", staging.resolve("x.parquet"), ParquetLayout.MART, Map.of());
            for (Path foreign : List.of(
                    published,
                    settings.landing().resolve("x.parquet"),
                    settings.state().resolve("x.parquet"),
                    WorkFolder.of(ID, settings).database(),
                    Publication.staging(settings.marts(), "20261119-r0").resolve("x.parquet"))) {
                assertThatThrownBy(() -> room.exportParquet("select 1 as x", foreign, ParquetLayout.MART, Map.of()))
                        .as(foreign.toString())
                        .hasMessageContaining("file system operations are disabled");
            }
        }
        assertThat(staging.resolve("x.parquet")).isNotEmptyFile();
        assertThat(published).hasContent("as it was published");
    }
}

package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.publish.PublishedMarts;
import io.clientele.publish.RowReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions that lie on another disk, to which a link leads. */
class MovedMartsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static List<String> query(Path marts, String sql) {
        List<String> rows = new ArrayList<>();
        new PublishedQuery().select(PublishedMarts.open(marts).catalogue(), sql, new RowReader() {
            @Override
            public void columns(List<Heading> columns) {
                assertThat(columns).hasSize(2);
            }

            @Override
            public void row(List<@Nullable Object> values) {
                rows.add(values.get(0) + " " + values.get(1));
            }
        });
        return rows;
    }

    @Test
    void aNightIsPublishedThereAndAskedThereThroughTheLink() throws Exception {
        LittleHouse house = LittleOrders.house(folder.resolve("house"));
        Path marts = house.settings().marts();
        Path elsewhere = Files.createDirectories(folder.resolve("disk/versions"));
        Files.createDirectories(marts);
        Files.createSymbolicLink(marts.resolve("versions"), elsewhere);

        RunOutcome outcome = house.run(LittleHouse.TODAY, new Recorder());

        assertThat(outcome.isCurrent()).isTrue();
        assertThat(Files.isDirectory(elsewhere.resolve(outcome.version()))).isTrue();
        assertThat(query(marts, "select customer, order_count from customers_v1 order by customer"))
                .containsExactly("C1 2", "C2 1");
        assertThat(PublishedMarts.open(marts).verify().orElseThrow().problems()).isEmpty();
    }

    @Test
    void whereTheWholeDataFolderIsALinkItIsAskedAsWell() throws Exception {
        LittleHouse house = LittleOrders.house(folder.resolve("house"));
        house.run(LittleHouse.TODAY, new Recorder());
        Path moved = folder.resolve("moved");
        Files.move(house.settings().marts(), moved);
        Files.createSymbolicLink(house.settings().marts(), moved);

        assertThat(query(house.settings().marts(), "select customer, order_count from customers_v1 order by customer"))
                .containsExactly("C1 2", "C2 1");
    }
}

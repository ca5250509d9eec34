package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who of the machine may open what a night leaves, in a process that by itself would let everybody. */
class FileModesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void whatIsLandedAndKnownOfRunsIsForTheOwnerAndMartsAreForTheGroupAsWell() throws Exception {
        LittleHouse house = LittleOrders.house(folder);
        Files.createDirectories(house.settings().state());
        Files.setPosixFilePermissions(house.settings().state(), PosixFilePermissions.fromString("rwxr-xr-x"));

        house.run(LittleHouse.TODAY, new Recorder());

        for (Path own :
                Stream.of("state", "work", "landing").map(house.data()::resolve).toList()) {
            assertThat(mode(own)).as(own.toString()).isEqualTo("rwx------");
        }
        assertThat(mode(house.data().resolve("state/audit.jsonl"))).isEqualTo("rw-------");
        Map<String, Integer> found = new TreeMap<>();
        try (Stream<Path> marts = Files.walk(house.settings().marts())) {
            for (Path each : marts.filter(path -> !Files.isSymbolicLink(path)).toList()) {
                found.merge(mode(each), 1, Integer::sum);
            }
        }
        assertThat(found).containsOnlyKeys("rwxr-x---", "rw-r-----").containsEntry("rwxr-x---", 3);
    }
}

package io.clientele.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {

    private final Path root;

    private final Path version;

    VerificationTest(@TempDir Path root) throws Exception {
        this.root = root;
        Sample.publish(root);
        version = PublishedMarts.open(root).current().orElseThrow().folder();
    }

    @Test
    void aFlippedBitIsFoundAtEachOf50RandomPositionsOfEachFile() throws IOException {
        Random random = new Random(20261120);
        for (Path file : files()) {
            byte[] whole = Files.readAllBytes(file);
            for (int trial = 0; trial < 50; trial++) {
                byte[] flipped = whole.clone();
                int position = random.nextInt(flipped.length);
                flipped[position] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, flipped);

                assertThat(problems())
                        .as("%s, byte %d", file.getFileName(), position)
                        .singleElement()
                        .asString()
                        .startsWith(file.getFileName() + ": SHA-256 expected ");
            }
            Files.write(file, whole);
        }
        assertThat(problems()).isEmpty();
    }

    @Test
    void aFlippedBitInThePointerIsFoundUnlessItOnlyMovesTheTime() throws IOException {
        Path pointer = root.resolve("current.json");
        byte[] whole = Files.readAllBytes(pointer);
        Pointer published = PublishedMarts.open(root).pointer().orElseThrow();
        for (int position = 0; position < whole.length; position++) {
            byte[] flipped = whole.clone();
            flipped[position] ^= 1;
            Files.write(pointer, flipped);
            assertThat(isFound(published)).as("byte %d", position).isTrue();
        }
    }

    private boolean isFound(Pointer published) {
        try {
            if (!problems().isEmpty()) {
                return true;
            }
        } catch (PublicationException told) {
            return true;
        }
        Pointer now = PublishedMarts.open(root).pointer().orElseThrow();
        return now.equals(new Pointer(
                published.version(),
                published.manifestSha256(),
                published.runId(),
                now.fencingToken(),
                now.publishedAt()));
    }

    @Test
    void everyDamagedFileIsTold() throws IOException {
        Files.delete(version.resolve("repurchase_v1.parquet"));
        Files.writeString(version.resolve("notes.txt"), "left here by hand");
        byte[] value = Files.readAllBytes(version.resolve("customer_value_v1.parquet"));
        Files.write(version.resolve("customer_value_v1.parquet"), List.of("cut"));

        assertThat(problems())
                .containsExactly(
                        "customer_value_v1.parquet: bytes expected " + value.length + ", found 4",
                        "repurchase_v1.parquet: missing",
                        "notes.txt: not in the manifest");
    }

    @Test
    void aPointerToAVersionThatIsGoneIsTold() throws IOException {
        Disk.delete(version);

        assertThat(problems()).containsExactly("_MANIFEST.json: missing");
    }

    private List<String> problems() {
        return PublishedMarts.open(root).verify().orElseThrow().problems();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(version)) {
            return files.sorted().toList();
        }
    }
}

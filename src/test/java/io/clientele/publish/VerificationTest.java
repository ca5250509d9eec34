package io.clientele.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
    void of500FlippedBits500AreFound() throws IOException {
        Random random = new Random(20261120);
        assertThat(files()).hasSize(5);
        for (Path file : files()) {
            byte[] whole = Files.readAllBytes(file);
            for (int trial = 0; trial < 100; trial++) {
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
    void of500FilesThatWereCutOffOrGrew500AreFoundInTheCurrentVersionAndByItsNameAlone() throws IOException {
        Random random = new Random(20261121);
        for (Path file : files()) {
            byte[] whole = Files.readAllBytes(file);
            for (int trial = 0; trial < 100; trial++) {
                boolean isCut = trial % 10 > 0;
                Files.write(
                        file,
                        isCut
                                ? Arrays.copyOf(whole, random.nextInt(whole.length))
                                : Arrays.copyOf(whole, whole.length + 1 + random.nextInt(100)));

                assertThat(problems())
                        .as("%s, trial %d", file.getFileName(), trial)
                        .singleElement()
                        .asString()
                        .startsWith(file.getFileName() + ": ");
                assertThat(byName())
                        .as("%s, trial %d", file.getFileName(), trial)
                        .hasSize(1);
            }
            Files.write(file, whole);
        }
        assertThat(byName()).isEmpty();
    }

    private List<String> byName() {
        return PublishedMarts.open(root)
                .verify(version.getFileName().toString())
                .orElseThrow()
                .problems();
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

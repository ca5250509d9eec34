package io.clientele.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clientele.extract.DeliveredFile.Unusable;
import io.clientele.extract.Source.SourceFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are made to fill a disk. */
class PackedDeliveryTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static String refusal(SourceFile file) {
        Instant began = Instant.now();
        Unusable refused = catchThrowableOfType(Unusable.class, () -> DeliveredFile.open(file));
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(2));
        assertThat(refused.isIncomplete()).isFalse();
        return refused.problem();
    }

    private static SourceFile file(Path path) {
        return new SourceFile("orders", 1, path, FileFormat.DEFAULT);
    }

    private Path packed(long unpackedBytes) throws IOException {
        Path file = folder.resolve("orders.csv.gz");
        byte[] row = "O1,C1,2026-01-05,EUR,10.5\n".repeat(40_000).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (long written = 0; written < unpackedBytes; written += row.length) {
                out.write(row);
            }
        }
        return file;
    }

    @Test
    void aGzipOf500MegabytesOfOneRowIsRefusedWithinTwoSeconds() throws Exception {
        Path file = packed(500_000_000);

        assertThat(refusal(file(file)))
                .isEqualTo("its " + Files.size(file)
                        + " bytes unpack to more than 100 times as many, as no delivery does");
    }

    @Test
    void oneOf15MegabytesMayBePackedAsDenselyAsItCanBe() throws Exception {
        Path file = packed(15_000_000);

        assertThat(DeliveredFile.open(file(file)).bytes()).isEqualTo(Files.size(file));
    }

    @Test
    void aFileOfMoreThan64GigabytesIsRefusedWithoutBeingRead() throws Exception {
        Path file = folder.resolve("orders.csv");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(DeliveredFile.MOST_BYTES + 1);
        }

        assertThat(refusal(file(file))).isEqualTo("it has 68719476737 bytes, and at most 68719476736 may be taken in");
    }

    @Test
    void aHeaderOf2001ColumnsIsRefused() throws Exception {
        StringBuilder header = new StringBuilder("c0");
        for (int column = 1; column <= 2_000; column++) {
            header.append(",c").append(column);
        }
        Path file = Files.writeString(folder.resolve("orders.csv"), header + "\n");

        assertThat(refusal(file(file))).isEqualTo("its header has 2001 columns, and at most 2000 may be");
    }
}

package io.clientele.cli;

import io.clientele.publish.MartFile;
import io.clientele.publish.Reason;
import io.clientele.publish.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Copies a mart out of its version, through a temporary name, so that nobody opens half of it. */
final class MartExport {

    /** The forms in which a mart can be taken away. */
    enum Format {
        csv,
        parquet
    }

    private MartExport() {}

    static void write(Version version, MartFile mart, Format format, Path file) {
        Path next = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            switch (format) {
                case parquet -> Files.copy(version.file(mart), next, StandardCopyOption.REPLACE_EXISTING);
                case csv -> writeCsv(version, mart, next);
            }
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + file + ": " + Reason.of(failure), failure);
        }
    }

    private static void writeCsv(Version version, MartFile mart, Path file) throws IOException {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            RowOutput rows = CsvOutput.forSpreadsheets(out);
            version.read(mart, rows);
            rows.end();
            if (out.checkError()) {
                throw new IOException("the disk did not take all of it");
            }
        }
    }
}

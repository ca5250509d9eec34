package io.clientele.publish;

import io.clientele.publish.RowReader.Heading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One immutable set of marts. Who holds a version keeps reading the same set, whatever is published meanwhile.
 *
 * @param folder absolute
 */
public record Version(String name, Path folder, Manifest manifest, String manifestSha256) {

    static Version open(Path folder) throws IOException {
        byte[] manifest = Files.readAllBytes(folder.resolve(Manifest.FILE));
        Manifest read = Json.readAlsoOlder(manifest, Manifest.class);
        if (read.formatVersion() > Manifest.FORMAT_VERSION) {
            throw new IOException("its format " + read.formatVersion() + " is newer than what this program reads, "
                    + Manifest.FORMAT_VERSION);
        }
        return new Version(folder.getFileName().toString(), folder, read, Sha256.of(manifest));
    }

    public Dictionary dictionary() {
        try {
            return Json.read(folder.resolve(Dictionary.FILE), Dictionary.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "Cannot read the dictionary of " + name + ": " + Reason.of(unreadable), unreadable);
        }
    }

    public Path file(MartFile mart) {
        return folder.resolve(mart.seal().file());
    }

    /** Streams a mart's rows in the order of its key, without the SQL engine. */
    public void read(MartFile mart, RowReader reader) {
        List<String> names =
                mart.schema().stream().map(MartFile.SchemaColumn::name).toList();
        reader.columns(mart.schema().stream()
                .map(column -> new Heading(column.name(), isNumber(column)))
                .toList());
        try (ParquetRows rows = ParquetRows.open(file(mart))) {
            rows.forEach(names, values -> reader.row(new ArrayList<>(values)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + mart.name() + ": " + Reason.of(unreadable), unreadable);
        }
    }

    private static boolean isNumber(MartFile.SchemaColumn column) {
        return switch (column.type().kind()) {
            case INTEGER, BIGINT, DOUBLE, DECIMAL -> true;
            case BOOLEAN, VARCHAR, DATE, TIMESTAMP -> false;
        };
    }

    /** What a catalogue shows of this version. */
    List<MartView> views() {
        Dictionary dictionary = dictionary();
        return manifest.marts().stream()
                .filter(mart -> !mart.isRestricted())
                .flatMap(mart ->
                        dictionary.mart(mart.name()).map(described -> MartView.of(described, file(mart))).stream())
                .toList();
    }
}

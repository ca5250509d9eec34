package io.clientele.generate;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** All sheets of one company, open at once. */
final class Delivery implements Closeable {
    private final Map<Table, Sheet> sheets = new EnumMap<>(Table.class);

    Delivery(Path out, Format format) throws IOException {
        for (Source source : Source.values()) {
            Files.createDirectories(out.resolve(source.folder()));
        }
        for (Table table : Table.values()) {
            sheets.put(table, open(out.resolve(table.source().folder()), table, format));
        }
    }

    private static Sheet open(Path folder, Table table, Format format) throws IOException {
        if (format == Format.CSV || table.source() == Source.TRUTH) {
            return new CsvSheet(folder.resolve(table.file() + ".csv"), table);
        }
        return new ParquetSheet(folder.resolve(table.file() + ".parquet"), table);
    }

    Sheet to(Table table) {
        Sheet sheet = sheets.get(table);
        if (sheet == null) {
            throw new IllegalStateException("Cannot write " + table + ": it is not open");
        }
        return sheet;
    }

    /** The number of the row that comes next, from 1: a running number for keys. */
    long next(Table table) {
        return to(table).rows() + 1;
    }

    @Override
    public void close() throws IOException {
        IOException first = null;
        for (Sheet sheet : sheets.values()) {
            try {
                sheet.close();
            } catch (IOException problem) {
                first = first == null ? problem : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}

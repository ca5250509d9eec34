package io.clientele.publish;

import io.clientele.model.ColumnType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file of flat columns, read by Parquet's own library. Holds one row group at a time.
 *
 * <p>Whatever the library throws on a damaged file becomes an {@link IOException}.
 */
final class ParquetRows implements AutoCloseable {

    /** Takes one row; the values are those of the columns asked for, and the list is reused for the next row. */
    @FunctionalInterface
    interface Taker {
        void take(List<@Nullable Object> values);
    }

    private final Path file;
    private final ParquetFileReader reader;

    private ParquetRows(Path file, ParquetFileReader reader) {
        this.file = file;
        this.reader = reader;
    }

    static ParquetRows open(Path file) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .usePageChecksumVerification(true)
                .build();
        try {
            return new ParquetRows(file, ParquetFileReader.open(new LocalInputFile(file), options));
        } catch (IOException | RuntimeException damaged) {
            throw unreadable(file, damaged);
        }
    }

    List<Type> columns() {
        return schema().getFields();
    }

    /** As the footer says. */
    long count() {
        return reader.getRecordCount();
    }

    /** @param names columns of which {@link ParquetTypes#contractType} knows the type */
    void forEach(List<String> names, Taker taker) throws IOException {
        MessageType asked = new MessageType(
                schema().getName(), names.stream().map(schema()::getType).toList());
        try {
            reader.setRequestedSchema(asked);
            for (PageReadStore pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                forEachOf(pages, asked, taker);
            }
        } catch (IOException | RuntimeException damaged) {
            throw unreadable(file, damaged);
        }
    }

    private void forEachOf(PageReadStore pages, MessageType asked, Taker taker) {
        ColumnReadStore store = new ColumnReadStoreImpl(
                pages,
                new GroupRecordConverter(asked).getRootConverter(),
                asked,
                reader.getFileMetaData().getCreatedBy());
        List<ColumnCells> columns = new ArrayList<>();
        for (ColumnDescriptor column : asked.getColumns()) {
            columns.add(new ColumnCells(store.getColumnReader(column), typeOf(column)));
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (long row = 0; row < pages.getRowCount(); row++) {
            values.clear();
            for (ColumnCells column : columns) {
                values.add(column.next());
            }
            taker.take(values);
        }
    }

    private static ColumnType typeOf(ColumnDescriptor column) {
        return ParquetTypes.contractType(column.getPrimitiveType())
                .orElseThrow(() -> new IllegalArgumentException("no flat column of a mart: " + column));
    }

    private MessageType schema() {
        return reader.getFileMetaData().getSchema();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static IOException unreadable(Path file, Exception cause) {
        return new IOException(file.getFileName() + " is not readable as Parquet: " + cause.getMessage(), cause);
    }
}

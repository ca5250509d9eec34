package io.clientele.publish;

import io.clientele.model.ColumnType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.column.ColumnReader;
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

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;

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
        List<Cells> columns = new ArrayList<>();
        for (ColumnDescriptor column : asked.getColumns()) {
            columns.add(new Cells(store.getColumnReader(column), typeOf(column)));
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (long row = 0; row < pages.getRowCount(); row++) {
            values.clear();
            for (Cells column : columns) {
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

    /** The values of one column in one row group, from the first to the last. */
    private record Cells(ColumnReader reader, ColumnType type) {

        @Nullable
        Object next() {
            boolean isNull =
                    reader.getCurrentDefinitionLevel() < reader.getDescriptor().getMaxDefinitionLevel();
            Object value = isNull ? null : value();
            reader.consume();
            return value;
        }

        private Object value() {
            return switch (type.kind()) {
                case BOOLEAN -> reader.getBoolean();
                case INTEGER -> reader.getInteger();
                case BIGINT -> reader.getLong();
                case DOUBLE -> reader.getDouble();
                case VARCHAR -> reader.getBinary().toStringUsingUTF8();
                case DATE -> LocalDate.ofEpochDay(reader.getInteger());
                case TIMESTAMP -> instant(reader.getLong());
                case DECIMAL -> BigDecimal.valueOf(whole(), type.scale());
            };
        }

        private long whole() {
            return switch (reader.getDescriptor().getPrimitiveType().getPrimitiveTypeName()) {
                case INT32 -> reader.getInteger();
                case INT64 -> reader.getLong();
                case BOOLEAN, FLOAT, DOUBLE, BINARY, INT96, FIXED_LEN_BYTE_ARRAY ->
                    throw new IllegalStateException("a decimal of a mart is stored as an integer");
            };
        }

        private static LocalDateTime instant(long micros) {
            return LocalDateTime.ofEpochSecond(
                    Math.floorDiv(micros, MICROS_PER_SECOND),
                    (int) Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO,
                    ZoneOffset.UTC);
        }
    }
}

package io.clientele.generate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter.Mode;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** Typed Parquet (zstd) under the contract's names. Row groups are small, because all tables are open at once. */
final class ParquetSheet extends Sheet {
    private static final long ROW_GROUP_BYTES = 2L << 20;
    private static final int PAGE_BYTES = 64 << 10;

    private final List<Column> columns;
    private final ZoneRules clock;
    private final long[] numbers;
    private final @Nullable Binary[] texts;
    private final boolean[] isNull;
    private final ParquetWriter<ParquetSheet> writer;

    ParquetSheet(Path file, Table table) throws IOException {
        super(table);
        columns = table.delivered();
        clock = table.source().zone().getRules();
        numbers = new long[columns.size()];
        texts = new Binary[columns.size()];
        isNull = new boolean[columns.size()];
        writer = new Builder(file, schema(table))
                .withConf(new PlainParquetConfiguration())
                .withWriteMode(Mode.OVERWRITE)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .withPageSize(PAGE_BYTES)
                .withDictionaryPageSize(PAGE_BYTES)
                .withDictionaryEncoding(columns.get(0).name(), false)
                .build();
    }

    @Override
    void put(int at, String value) {
        isNull[at] = false;
        texts[at] = Binary.fromConstantByteArray(value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    void put(int at, Column column, long value) {
        isNull[at] = false;
        numbers[at] = column.type() == Column.Type.TIMESTAMP ? utcMicros(value) : value;
    }

    private long utcMicros(long second) {
        ZoneOffset offset = clock.getOffset(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC));
        return (second - offset.getTotalSeconds()) * 1_000_000;
    }

    @Override
    void putNull(int at) {
        isNull[at] = true;
    }

    @Override
    void putRaw(int at, String delivered) {
        if (columns.get(at).type() == Column.Type.TEXT) {
            put(at, delivered);
        } else {
            putNull(at);
        }
    }

    @Override
    void write() throws IOException {
        writer.write(this);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private void emit(RecordConsumer record) {
        record.startMessage();
        for (int at = 0; at < columns.size(); at++) {
            if (isNull[at]) {
                continue;
            }
            Column column = columns.get(at);
            record.startField(column.name(), at);
            switch (column.type()) {
                case TEXT -> record.addBinary(texts[at]);
                case DATE -> record.addInteger((int) numbers[at]);
                case FLAG -> record.addBoolean(numbers[at] != 0);
                case WHOLE, DECIMAL, TIMESTAMP -> record.addLong(numbers[at]);
                case VALUE, SAME -> throw new IllegalStateException("Cannot deliver " + column.name());
            }
            record.endField(column.name(), at);
        }
        record.endMessage();
    }

    private static MessageType schema(Table table) {
        Types.MessageTypeBuilder message = Types.buildMessage();
        for (Column column : table.delivered()) {
            message.addField(field(column));
        }
        return message.named(table.contract());
    }

    private static PrimitiveType field(Column column) {
        return switch (column.type()) {
            case TEXT ->
                Types.optional(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(column.name());
            case DATE ->
                Types.optional(PrimitiveTypeName.INT32)
                        .as(LogicalTypeAnnotation.dateType())
                        .named(column.name());
            case TIMESTAMP ->
                Types.optional(PrimitiveTypeName.INT64)
                        .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
                        .named(column.name());
            case DECIMAL ->
                Types.optional(PrimitiveTypeName.INT64)
                        .as(LogicalTypeAnnotation.decimalType(column.scale(), 18))
                        .named(column.name());
            case WHOLE -> Types.optional(PrimitiveTypeName.INT64).named(column.name());
            case FLAG -> Types.optional(PrimitiveTypeName.BOOLEAN).named(column.name());
            case VALUE, SAME -> throw new IllegalStateException("Cannot deliver " + column.name());
        };
    }

    private static final class Builder extends ParquetWriter.Builder<ParquetSheet, Builder> {
        private final MessageType schema;

        Builder(Path file, MessageType schema) {
            super(new LocalOutputFile(file));
            this.schema = schema;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<ParquetSheet> getWriteSupport(Configuration configuration) {
            return new Rows(schema);
        }

        @Override
        protected WriteSupport<ParquetSheet> getWriteSupport(ParquetConfiguration configuration) {
            return new Rows(schema);
        }
    }

    private static final class Rows extends WriteSupport<ParquetSheet> {
        private final MessageType schema;
        private @Nullable RecordConsumer record;

        Rows(MessageType schema) {
            this.schema = schema;
        }

        @Override
        public WriteContext init(Configuration configuration) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            record = consumer;
        }

        @Override
        public void write(ParquetSheet row) {
            if (record == null) {
                throw new IllegalStateException("Cannot write a row: the file is not open");
            }
            row.emit(record);
        }
    }
}

package io.clientele.extract.jdbc;

import io.clientele.model.Column;
import java.io.IOException;
import java.nio.file.Path;
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
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A Parquet file (zstd) of one partition's rows: the contract's columns, then {@value PartSchema#MISFITS}. */
final class PartFile implements AutoCloseable {
    private static final long ROW_GROUP_BYTES = 32L << 20;
    private static final int PAGE_BYTES = 1 << 20;

    private final ParquetWriter<ExtractedRow> writer;
    private long rowCount;

    /** Replaces a file that is there. */
    PartFile(Path file, List<Column> columns) throws IOException {
        writer = new Builder(file, PartSchema.of(columns))
                .withConf(new PlainParquetConfiguration())
                .withWriteMode(Mode.OVERWRITE)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .withPageSize(PAGE_BYTES)
                .withPageWriteChecksumEnabled(false)
                .build();
    }

    void write(ExtractedRow row) throws IOException {
        writer.write(row);
        rowCount++;
    }

    long rowCount() {
        return rowCount;
    }

    /** Finishes the file. */
    @Override
    public void close() throws IOException {
        writer.close();
    }

    private static final class Builder extends ParquetWriter.Builder<ExtractedRow, Builder> {
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
        protected WriteSupport<ExtractedRow> getWriteSupport(Configuration configuration) {
            return new Rows(schema);
        }

        @Override
        protected WriteSupport<ExtractedRow> getWriteSupport(ParquetConfiguration configuration) {
            return new Rows(schema);
        }
    }

    private static final class Rows extends WriteSupport<ExtractedRow> {
        private static final JsonMapper JSON = new JsonMapper();

        private final MessageType schema;
        private final String[] names;
        private final PrimitiveTypeName[] types;
        private @Nullable RecordConsumer record;

        Rows(MessageType schema) {
            this.schema = schema;
            names = schema.getFields().stream().map(field -> field.getName()).toArray(String[]::new);
            types = schema.getFields().stream()
                    .map(field -> ((PrimitiveType) field).getPrimitiveTypeName())
                    .toArray(PrimitiveTypeName[]::new);
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
        public void write(ExtractedRow row) {
            if (record == null) {
                throw new IllegalStateException("Cannot write a row: the file is not open");
            }
            emit(row, record);
        }

        private void emit(ExtractedRow row, RecordConsumer record) {
            record.startMessage();
            int misfits = names.length - 1;
            for (int at = 0; at < misfits; at++) {
                if (!row.isNull(at)) {
                    record.startField(names[at], at);
                    add(row, at, record);
                    record.endField(names[at], at);
                }
            }
            if (!row.misfits().isEmpty()) {
                record.startField(names[misfits], misfits);
                record.addBinary(Binary.fromString(JSON.writeValueAsString(row.misfits())));
                record.endField(names[misfits], misfits);
            }
            record.endMessage();
        }

        private void add(ExtractedRow row, int at, RecordConsumer record) {
            switch (types[at]) {
                case BINARY, FIXED_LEN_BYTE_ARRAY -> record.addBinary(row.bytes(at));
                case INT64 -> record.addLong(row.number(at));
                case INT32 -> record.addInteger((int) row.number(at));
                case BOOLEAN -> record.addBoolean(row.number(at) != 0);
                case DOUBLE -> record.addDouble(Double.longBitsToDouble(row.number(at)));
                case FLOAT, INT96 -> throw new IllegalStateException("no column of a part: " + names[at]);
            }
        }
    }
}

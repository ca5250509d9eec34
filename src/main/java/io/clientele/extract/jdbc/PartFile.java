package io.clientele.extract.jdbc;

import io.clientele.model.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetFileWriter.Mode;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Parquet file (zstd) of one partition's rows: the contract's columns, then {@value PartSchema#MISFITS}. It has a page
 * per column and row group, filled column by column: Parquet's general record writer takes nearly twice the processor
 * time.
 */
final class PartFile implements AutoCloseable {
    /** The rows that the engine's threads read at a time. */
    static final int ROWS_PER_GROUP = 122_880;

    private static final int TEXT_BYTES_PER_GROUP = 32 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final MessageType schema;
    private final List<ColumnChunk> columns = new ArrayList<>();
    private final TextChunk misfits;
    private final CodecFactory codecs = new CodecFactory(new PlainParquetConfiguration(), TEXT_BYTES_PER_GROUP);
    private final BytesInputCompressor zstd = codecs.getCompressor(CompressionCodecName.ZSTD);
    private final ParquetFileWriter file;
    private int rowsInGroup;
    private long rowCount;

    /** Replaces a file that is there. */
    PartFile(Path path, List<Column> contract) throws IOException {
        schema = PartSchema.of(contract);
        List<ColumnDescriptor> descriptors = schema.getColumns();
        for (int at = 0; at < contract.size(); at++) {
            columns.add(ColumnChunk.of(descriptors.get(at), at));
        }
        misfits = new TextChunk(descriptors.get(contract.size()), contract.size(), true);
        file = new ParquetFileWriter(
                new LocalOutputFile(path),
                schema,
                Mode.OVERWRITE,
                Long.MAX_VALUE / 2,
                0,
                null,
                ParquetProperties.builder().withPageWriteChecksumEnabled(false).build());
        file.start();
    }

    void write(ExtractedRow row) throws IOException {
        int textBytes = 0;
        for (ColumnChunk column : columns) {
            column.add(row);
            textBytes += column.textBytes();
        }
        addMisfits(row.misfits());
        rowsInGroup++;
        rowCount++;
        if (rowsInGroup == ROWS_PER_GROUP || textBytes >= TEXT_BYTES_PER_GROUP) {
            finishGroup();
        }
    }

    private void addMisfits(Map<String, String> found) {
        if (found.isEmpty()) {
            misfits.addNull();
        } else {
            misfits.addText(JSON.writeValueAsBytes(found));
        }
    }

    private void finishGroup() throws IOException {
        try (ColumnChunkPageWriteStore pages = new ColumnChunkPageWriteStore(
                zstd,
                schema,
                HeapByteBufferAllocator.getInstance(),
                ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
                false)) {
            for (ColumnChunk column : columns) {
                column.writeTo(pages);
            }
            misfits.writeTo(pages);
            file.startBlock(rowsInGroup);
            pages.flushToFileWriter(file);
            file.endBlock();
        }
        rowsInGroup = 0;
    }

    long rowCount() {
        return rowCount;
    }

    /** Finishes the file. */
    @Override
    public void close() throws IOException {
        try (file) {
            if (rowsInGroup > 0) {
                finishGroup();
            }
            file.end(Map.of());
        } finally {
            codecs.release();
        }
    }
}

package io.clientele.extract.jdbc;

import io.clientele.model.Column;
import io.clientele.model.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/** Writes pages of rows to a Parquet file, which is whole when the writer was closed without a complaint. */
public final class PageWriter implements ItemStreamWriter<List<ExtractedRow>> {

    private final Path path;
    private final List<Column> columns;
    private @Nullable PartFile file;
    private long rowCount;

    public PageWriter(Path path, List<Column> columns) {
        this.path = path;
        this.columns = columns;
    }

    @Override
    public void open(ExecutionContext context) throws ItemStreamException {
        try {
            file = new PartFile(path, columns);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    @Override
    public void write(Chunk<? extends List<ExtractedRow>> pages) {
        PartFile open = file;
        if (open == null) {
            throw new IllegalStateException("the writer is not open");
        }
        try {
            for (List<ExtractedRow> page : pages) {
                for (ExtractedRow row : page) {
                    open.write(row);
                }
                rowCount += page.size();
            }
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** How many rows were written so far. */
    public long rowCount() {
        return rowCount;
    }

    @Override
    public void close() throws ItemStreamException {
        PartFile open = file;
        file = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw cannotWrite(e);
            }
        }
    }

    private Refusal cannotWrite(IOException e) {
        return new Refusal(Refusal.Kind.FAILED, "Cannot write to the landing zone: " + e + "\n  at " + path, e);
    }
}

package io.clientele.extract;

import io.clientele.extract.Extract.Increment;
import io.clientele.extract.jdbc.Condition;
import io.clientele.extract.jdbc.ExtractedRow;
import io.clientele.extract.jdbc.PageReader;
import io.clientele.extract.jdbc.PageWriter;
import io.clientele.extract.jdbc.SourceTable;
import io.clientele.model.Column;
import io.clientele.model.Contract;
import io.clientele.model.SqlText;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** Reads all keys of a table: which of those that we know are gone, and which has nobody told us of? */
final class KeyComparison {

    private final SourceTable source;
    private final Contract contract;
    private final Extract extract;
    private final Chain base;
    private final Path folder;
    private final TakeInEngine engine;

    KeyComparison(
            SourceTable source, Contract contract, Extract extract, Chain base, Path folder, TakeInEngine engine) {
        this.source = source;
        this.contract = contract;
        this.extract = extract;
        this.base = base;
        this.folder = folder;
        this.engine = engine;
    }

    /**
     * What was found.
     *
     * @param deletedCount keys that the source has no more
     * @param unseenCount rows that are new or changed, but not among those that the night reads
     */
    record Result(boolean isCompared, long deletedCount, long unseenCount) {

        static final Result NONE = new Result(false, 0, 0);
    }

    Result compare() {
        Path keys = folder.resolve("keys.parquet");
        read(keys);
        String key = contract.grain().stream().map(SqlText::name).collect(Collectors.joining(", "));
        String theirs = "read_parquet(" + SqlText.path(keys) + ")";
        String deleted = "SELECT " + key + " FROM (" + base.rows() + ") AS ours ANTI JOIN " + theirs
                + " AS theirs USING (" + key + ")";
        engine.execute("COPY (" + deleted + " ORDER BY " + key + ") TO " + SqlText.path(folder.resolve(Chain.DELETED))
                + " (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE true)");
        Result result = new Result(
                true,
                count("read_parquet(" + SqlText.path(folder.resolve(Chain.DELETED)) + ")"),
                count("(SELECT theirs.* FROM " + theirs + " AS theirs ANTI JOIN (" + base.rows() + ") AS ours ON "
                        + isKnown() + ") AS unknown WHERE NOT ("
                        + new Mark(extract.increment(), base.newest().mark()).isWithin(source)
                        + ")"));
        LandingZone.discard(keys);
        return result;
    }

    private void read(Path keys) {
        List<Column> columns = source.columns().stream()
                .filter(column -> contract.grain().contains(column.name()) || isChange(column))
                .toList();
        PageReader reader = source.read(columns, Condition.NONE);
        PageWriter writer = new PageWriter(keys, columns);
        writer.open(new ExecutionContext());
        try {
            for (List<ExtractedRow> page = reader.read(); page != null; page = reader.read()) {
                writer.write(Chunk.of(page));
            }
        } finally {
            reader.close();
            writer.close();
        }
    }

    /** A row is known if its key is, and where rows say when they changed, that moment too. */
    private String isKnown() {
        return source.columns().stream()
                .filter(column -> contract.grain().contains(column.name()) || isChange(column))
                .map(column -> "theirs." + SqlText.name(column.name())
                        + (isChange(column) ? " IS NOT DISTINCT FROM ours." : " = ours.")
                        + SqlText.name(column.name()))
                .collect(Collectors.joining(" AND "));
    }

    private boolean isChange(Column column) {
        return extract.increment() instanceof Increment.Changed changed
                && changed.column().equals(column.name());
    }

    private long count(String rows) {
        return ((Number) Objects.requireNonNull(
                        engine.rows("SELECT count(*) FROM " + rows).get(0).get(0)))
                .longValue();
    }
}

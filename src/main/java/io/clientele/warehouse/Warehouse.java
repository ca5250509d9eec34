package io.clientele.warehouse;

import io.clientele.model.Column;
import io.clientele.model.RelationName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An engine that holds relations and runs SQL over them. What a method has made is durable when it returns.
 *
 * <p>Every method throws {@link WarehouseException} where the engine refuses.
 */
public interface Warehouse extends AutoCloseable {

    /** Makes a relation from a query; what bore its name before is gone in the same moment. */
    void createOrReplace(RelationName relation, String query);

    /** Makes a relation without rows. */
    void createEmpty(RelationName relation, List<Column> columns);

    /** Appends rows, each with its values in the order of {@code columns}. */
    void append(RelationName relation, List<Column> columns, List<List<@Nullable Object>> rows);

    /** Appends the rows of a query, which has the relation's columns in their order. */
    void appendQuery(RelationName relation, String query);

    /** Makes Parquet files readable as a relation, without copying them. */
    void registerParquet(RelationName relation, List<Path> files);

    /** Deletes the rows for which {@code condition} holds. */
    void delete(RelationName relation, String condition);

    /** Forgets a relation; files that were registered stay. */
    void drop(RelationName relation);

    boolean exists(RelationName relation);

    /** The columns that a query would give. */
    List<ResultColumn> describe(String query);

    /** The whole result of a query that is known to be small. */
    List<Row> rows(String query);

    /** Hands every row of a query to {@code reader}, without holding them all. */
    void forEachRow(String query, Consumer<Row> reader);

    /** Hands every row of a query to {@code reader}, to read numbers that are never null out of it; nothing is made for a row. */
    void forEachNumbers(String query, Consumer<RowNumbers> reader);

    /** Writes the rows of a query to one Parquet file; the file appears whole or not at all. */
    void exportParquet(String query, Path file, ParquetLayout layout, Map<String, String> metadata);

    /**
     * Opens an empty warehouse of the same engine, which shares its memory, threads and spill. Nobody else sees its relations, and
     * they are gone when it is closed; only one of the two is worked in at a time.
     */
    Warehouse aside();

    /** Makes a relation readable in a warehouse that was opened aside of this one, under the same name, without copying it. */
    void lend(RelationName relation, Warehouse aside);

    /**
     * Closes the engine against everything outside: from here on, and for warehouses opened aside too, it reads and writes no file
     * but in these folders and its own spill, loads nothing, reaches no network, and none of its settings can be changed any more.
     * What was read into relations before stays; what was only registered is out of reach.
     *
     * @param folders need not exist yet; a model could overwrite what lies there, so nothing does that it may not
     */
    void fence(List<Path> folders);

    /** Asks the engine to give up what another thread is waiting for. */
    void cancel();

    @Override
    void close();

    /** The numbers of the row that a reader was handed, by the places of the query's columns, from 0. */
    interface RowNumbers {

        long whole(int index);

        double real(int index);
    }

    /** How a Parquet file is laid out. */
    enum ParquetLayout {
        /** For BI tools: snappy, version 1 pages. */
        MART,
        /** For ourselves: zstd. */
        LANDING
    }
}

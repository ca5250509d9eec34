package io.clientele.warehouse;

import io.clientele.model.ParsedQuery;
import io.clientele.model.QueryReader.SyntaxProblem;
import io.clientele.model.SqlText;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** One SELECT over a database file that is opened for reading only, by an engine that reaches nothing but what its views are of. */
public final class ReadOnlyQuery implements AutoCloseable {

    private static final String DATABASE = "marts";

    private final DuckDbWarehouse warehouse = DuckDbWarehouse.inMemory();

    /**
     * Opens a database file; its views are found without their database's name.
     *
     * @param folder where the files are that its views are of; a link may lead there
     */
    public ReadOnlyQuery(Path file, Path folder) {
        warehouse.execute("ATTACH " + SqlText.path(file) + " AS " + DATABASE + " (READ_ONLY)");
        warehouse.execute("USE " + DATABASE);
        warehouse.fence(List.of(file.toAbsolutePath().resolveSibling(".").normalize(), folder));
    }

    /**
     * Runs a query.
     *
     * @throws SyntaxProblem where it is anything but exactly one SELECT
     * @throws WarehouseException where the engine refuses it
     */
    public void run(String sql, Consumer<List<ResultColumn>> columns, Consumer<Row> rows) throws SyntaxProblem {
        ParsedQuery query = new DuckDbQueryReader(warehouse).read(sql);
        if (query.statementCount() != 1) {
            throw new SyntaxProblem(1, "one SELECT at a time, not " + query.statementCount());
        }
        String one = sql.strip().replaceFirst(";+\\s*$", "");
        columns.accept(warehouse.describe(one));
        warehouse.forEachRow(one, rows);
    }

    @Override
    public void close() {
        warehouse.close();
    }
}

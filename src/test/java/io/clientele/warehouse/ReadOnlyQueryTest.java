package io.clientele.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clientele.model.QueryReader.SyntaxProblem;
import io.clientele.warehouse.ViewDatabase.View;
import io.clientele.warehouse.Warehouse.ParquetLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOnlyQueryTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path database;

    @BeforeEach
    void publish() {
        Path file = folder.resolve("people's.parquet");
        database = folder.resolve("marts's.duckdb");
        try (DuckDbWarehouse warehouse = DuckDbWarehouse.inMemory()) {
            warehouse.exportParquet(
                    "select 'C' || n as customer_id, cast(n as decimal(18,2)) as paid_amount from range(3) as r(n)",
                    file,
                    ParquetLayout.MART,
                    Map.of());
        }
        ViewDatabase.write(
                database,
                List.of(new View(
                        "people_v1",
                        file,
                        "Who paid what? It's known.",
                        Map.of("paid_amount", "已付金额; what the customer's bank sent"))));
    }

    @Test
    void givesColumnsAndThreeRowsOfAView() throws SyntaxProblem {
        List<ResultColumn> columns = new ArrayList<>();
        List<List<?>> rows = new ArrayList<>();
        try (ReadOnlyQuery query = new ReadOnlyQuery(database, folder)) {
            query.run(
                    "select customer_id, paid_amount from people_v1 order by 1; ",
                    columns::addAll,
                    row -> rows.add(List.of(row.text(0), row.text(1))));
        }

        assertThat(columns)
                .containsExactly(
                        new ResultColumn("customer_id", "varchar"), new ResultColumn("paid_amount", "decimal(18,2)"));
        assertThat(rows).containsExactly(List.of("C0", "0.00"), List.of("C1", "1.00"), List.of("C2", "2.00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy people_v1 to 'stolen.csv'",
                "copy (select 1) to 'stolen.csv'",
                "attach 'other.db'",
                "create table x as select 1",
                "drop view people_v1",
                "install httpfs",
                "set memory_limit = '1GB'",
                "export database 'stolen'"
            })
    void whatIsNoSelectIsRefusedAndLeavesNoFile(String sql) throws Exception {
        try (ReadOnlyQuery query = new ReadOnlyQuery(database, folder)) {
            SyntaxProblem problem =
                    catchThrowableOfType(SyntaxProblem.class, () -> query.run(sql, columns -> {}, row -> {}));

            assertThat(problem.problem()).isEqualTo("this is no SELECT");
        }
        assertThat(Files.list(folder)).hasSize(2);
        assertThat(Path.of("stolen.csv")).doesNotExist();
    }

    @Test
    void oneSelectAtATimeAndNotTwoNorNone() {
        try (ReadOnlyQuery query = new ReadOnlyQuery(database, folder)) {
            assertThat(catchThrowable(() -> query.run("select 1; select 2", columns -> {}, row -> {})))
                    .hasMessage("one SELECT at a time, not 2");
            assertThat(catchThrowable(() -> query.run("-- nothing", columns -> {}, row -> {})))
                    .hasMessage("one SELECT at a time, not 0");
        }
    }

    @Test
    void theCommentsOfAViewAndOfItsColumnsAreReadable() {
        try (DuckDbWarehouse warehouse = DuckDbWarehouse.inMemory()) {
            warehouse.execute("attach '" + database.toString().replace("'", "''") + "' as marts (read_only)");

            assertThat(warehouse.rows("select comment from duckdb_views() where view_name = 'people_v1'"))
                    .extracting(row -> row.text(0))
                    .containsExactly("Who paid what? It's known.");
            assertThat(warehouse.rows("select column_name, comment from duckdb_columns()"
                            + " where table_name = 'people_v1' and comment is not null"))
                    .extracting(row -> row.text(0) + ": " + row.text(1))
                    .containsExactly("paid_amount: 已付金额; what the customer's bank sent");
        }
    }
}

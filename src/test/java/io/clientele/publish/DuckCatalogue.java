package io.clientele.publish;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A real DuckDB database of views, written and asked. */
final class DuckCatalogue implements CatalogueWriter, MartQuery {

    @Override
    public void write(Path file, List<MartView> views) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            for (MartView view : views) {
                statement.execute(
                        "create view " + view.name() + " as select * from read_parquet('" + view.file() + "')");
                statement.execute("comment on view " + view.name() + " is " + quoted(view.comment()));
                for (var column : view.columnComments().entrySet()) {
                    statement.execute("comment on column " + view.name() + "." + column.getKey() + " is "
                            + quoted(column.getValue()));
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    @Override
    public void select(Path catalogue, String sql, RowReader reader) {
        Properties readOnly = new Properties();
        readOnly.setProperty("duckdb.read_only", "true");
        readOnly.setProperty("jdbc_instance_cache", "false");
        readOnly.setProperty("threads", "1");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + catalogue, readOnly);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            ResultSetMetaData columns = answer.getMetaData();
            List<RowReader.Heading> headings = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                String type = columns.getColumnTypeName(i);
                headings.add(new RowReader.Heading(
                        columns.getColumnLabel(i), type.matches("INTEGER|BIGINT|HUGEINT|DOUBLE|DECIMAL.*")));
            }
            reader.columns(headings);
            while (answer.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int i = 1; i <= headings.size(); i++) {
                    row.add(answer.getObject(i));
                }
                reader.row(row);
            }
        } catch (SQLException failure) {
            throw new RefusedQuery(
                    String.valueOf(failure.getMessage()).lines().findFirst().orElse(""));
        }
    }

    /** The one value that the query gives, as text. */
    String value(Path catalogue, String sql) {
        List<String> values = new ArrayList<>();
        select(catalogue, sql, new RowReader() {
            @Override
            public void columns(List<Heading> headings) {
                values.clear();
            }

            @Override
            public void row(List<@Nullable Object> row) {
                values.add(String.valueOf(row.get(0)));
            }
        });
        return String.join(" ", values);
    }
}

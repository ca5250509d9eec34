package io.clientele.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A delivery opened in DuckDB: schemas erp, crm and truth, a table for each file under the contract's names. */
final class Generated implements AutoCloseable {
    private final Connection connection;

    private Generated(Connection connection) {
        this.connection = connection;
    }

    /** CSV is read as text, Parquet with its types; the truth has the types that its text suggests. */
    static Generated open(Path out, Format format) throws SQLException {
        Generated generated = new Generated(DriverManager.getConnection("jdbc:duckdb:"));
        for (Source source : Source.values()) {
            generated.run("create schema " + source.folder());
        }
        for (Table table : Table.values()) {
            generated.run("create table %s.%s as select %s from %s"
                    .formatted(
                            table.source().folder(),
                            table.contract(),
                            columns(table, format),
                            file(out, table, format)));
        }
        return generated;
    }

    private static String columns(Table table, Format format) {
        boolean isCsv = format == Format.CSV && table.source() != Source.TRUTH;
        return table.delivered().stream()
                .map(column -> isCsv
                        ? "\"" + column.delivered() + "\" as \"" + column.name() + "\""
                        : "\"" + column.name() + "\"")
                .reduce((left, right) -> left + ", " + right)
                .orElseThrow();
    }

    private static String file(Path out, Table table, Format format) {
        Path folder = out.resolve(table.source().folder());
        boolean isTruth = table.source() == Source.TRUTH;
        if (format == Format.PARQUET && !isTruth) {
            return "'" + folder.resolve(table.file() + ".parquet") + "'";
        }
        return "read_csv('%s', delim = '%s', header = true, quote = '\"', escape = '\"', all_varchar = %s)"
                .formatted(folder.resolve(table.file() + ".csv"), table.source().delimiter(), !isTruth);
    }

    static Generated make(Company company, Path out) throws IOException, SQLException {
        company.writeTo(out, Format.PARQUET);
        return open(out, Format.PARQUET);
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    double number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getDouble(1);
        }
    }

    long count(String sql) throws SQLException {
        return (long) number("select count(*) from " + sql);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

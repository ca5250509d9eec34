package io.clientele.nightly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/** One night of the sample company for all tests that only read it: run when the first one asks, gone with the last. */
final class SampleNight implements ParameterResolver {

    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(SampleNight.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Books.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(OURS).computeIfAbsent(Books.class, key -> Books.ofANight());
    }

    /** All relations of the night: marts by their plain names, the others with their schema. */
    static final class Books implements AutoCloseable {
        private final Path home;
        private final Path database;
        private final Connection connection;

        private Books(Path home, Path database, Connection connection) {
            this.home = home;
            this.database = database;
            this.connection = connection;
        }

        private static Books ofANight() {
            try {
                Path home = Files.createTempDirectory("sample-night");
                SampleHouse house = new SampleHouse(home.resolve("data"));
                RunOutcome outcome = house.run(new Recorder());
                Path database = house.settings()
                        .work()
                        .resolve(outcome.night().toString())
                        .resolve("night.duckdb");
                Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                try (Statement statement = connection.createStatement()) {
                    statement.execute("attach '" + database.toAbsolutePath() + "' as night (read_only)");
                    statement.execute("set search_path = 'night.marts'");
                }
                return new Books(home, database, connection);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException("the night cannot be read", e);
            }
        }

        /** The file that holds them; it is only read. */
        Path database() {
            return database;
        }

        /** The rows of a query, their values in words with a space between them. */
        List<String> rows(String sql) throws SQLException {
            List<String> rows = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(sql)) {
                int columns = result.getMetaData().getColumnCount();
                while (result.next()) {
                    List<String> values = new ArrayList<>();
                    for (int column = 1; column <= columns; column++) {
                        values.add(String.valueOf(result.getString(column)));
                    }
                    rows.add(String.join(" ", values));
                }
            }
            return rows;
        }

        /** For what a test builds beside the night, in the default database. */
        void execute(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        @Override
        public void close() throws SQLException, IOException {
            connection.close();
            FileSystemUtils.deleteRecursively(home);
        }
    }
}

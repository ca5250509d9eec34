package io.clientele.extract.tryton;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.clientele.servers.PostgreSql;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** A Tryton 6.0 database on the embedded PostgreSQL: 120 sales made by Tryton's own workflow, and more when asked. */
public final class TrytonDatabase {

    private static final Path DELIVERY = Path.of("../shared/reference-data/tryton");
    private static final Path WORKFLOW = DELIVERY.resolve("erp_workflow.sql.gz");
    private static final Path BULK = DELIVERY.resolve("bulk.sql");
    private static final Path ODDITIES = Path.of("src/test/resources/tryton/oddities.sql");

    private final String url;

    private TrytonDatabase(String url) {
        this.url = url;
    }

    /** Skips the test where the database is not at hand. */
    public static void assumeDelivered() {
        assumeTrue(
                Files.isRegularFile(WORKFLOW), "skipped: the Tryton database is not at " + DELIVERY.toAbsolutePath());
    }

    /** Makes a database of this name and fills it with what the workflow left. */
    public static TrytonDatabase load(String name) throws IOException, SQLException {
        TrytonDatabase database = new TrytonDatabase(PostgreSql.database(name));
        try (InputStream dump = new GZIPInputStream(Files.newInputStream(WORKFLOW))) {
            database.run(new String(dump.readAllBytes(), StandardCharsets.UTF_8));
        }
        return database;
    }

    /** Adds parties, sales and all that follows from them; once for a database. Equal seeds add equal rows. */
    public TrytonDatabase sell(int parties, int sales, int seed) throws IOException, SQLException {
        run(Files.readString(BULK)
                .replace(":parties", Integer.toString(parties))
                .replace(":sales", Integer.toString(sales))
                .replace(":seed", Integer.toString(seed)));
        return this;
    }

    /** Adds what the workflow did not come across: mergers, promotions, francs, money on account, a second company. */
    public TrytonDatabase meetOddities() throws IOException, SQLException {
        run(Files.readString(ODDITIES));
        return this;
    }

    public String url() {
        return url;
    }

    public Connection connect() throws SQLException {
        return PostgreSql.connect(url);
    }

    /** Runs a script without the lines that only psql understands. */
    private void run(String script) throws SQLException {
        String statements =
                script.lines().filter(line -> !line.startsWith("\\")).collect(Collectors.joining("\n"));
        try (Connection connection = PostgreSql.connect(url + "?preferQueryMode=simple");
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(statements);
        }
    }
}

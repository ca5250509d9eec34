import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Properties;

/** Runs a script in DuckDB with the night's settings and nothing around it: {@code PlainDuckDb SCRIPT [DATABASE]}. */
public final class PlainDuckDb {

    private PlainDuckDb() {}

    public static void main(String[] arguments) throws Exception {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", "4GB");
        settings.setProperty("preserve_insertion_order", "true");
        String database = arguments.length > 1 ? arguments[1] : "";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database, settings);
                Statement statement = connection.createStatement()) {
            statement.execute(Files.readString(Path.of(arguments[0])));
        }
    }
}

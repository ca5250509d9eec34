import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;

/** A PostgreSQL with the lines in it, until it is killed: {@code LineServer LINES.SQL ROWS FOLDER}; FOLDER/port says that it is ready. */
public final class LineServer {

    private LineServer() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[2]);
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data").toFile())
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : Files.readString(Path.of(arguments[0])).replace(":rows", arguments[1]).split(";\n")) {
                statement.execute(each);
            }
        }
        Files.writeString(folder.resolve("port"), String.valueOf(server.getPort()));
        Thread.sleep(Long.MAX_VALUE);
    }
}

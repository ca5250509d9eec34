package io.clientele.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** A PostgreSQL server on the loopback address, started once for all tests and stopped with the JVM. */
public final class PostgreSql {

    /** A role that may read everything and change nothing, and needs its password. */
    public static final String USERNAME = "reader";

    /** What source files of tests call {@code ${CLIENTELE_TEST_PASSWORD}}. */
    public static final String PASSWORD = Objects.requireNonNull(
            System.getenv("CLIENTELE_TEST_PASSWORD"), "the tests need CLIENTELE_TEST_PASSWORD in their environment");

    private static final EmbeddedPostgres SERVER = start();

    private PostgreSql() {}

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("max_connections", "50")
                    .setServerConfig("fsync", "off")
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
            admit(server);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void admit(EmbeddedPostgres server) throws SQLException, IOException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role " + USERNAME + " login password '" + PASSWORD + "'");
            statement.execute("grant pg_read_all_data to " + USERNAME);
            try (ResultSet file = statement.executeQuery("show hba_file")) {
                file.next();
                Path rules = Path.of(file.getString(1));
                Files.writeString(
                        rules, "host all " + USERNAME + " 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
            }
            statement.execute("select pg_reload_conf()");
        }
    }

    private static void stop(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static int port() {
        return SERVER.getPort();
    }

    /** Makes an empty database, or makes it empty again, and gives its address. */
    public static String database(String name) {
        try (Connection server = SERVER.getPostgresDatabase().getConnection();
                Statement statement = server.createStatement()) {
            statement.execute("drop database if exists \"" + name + "\" with (force)");
            statement.execute("create database \"" + name + "\" template template0 encoding 'UTF8'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + name;
    }

    /** A connection that may do anything. */
    public static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, "postgres", "");
    }
}

package io.clientele.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL server on the loopback address, started once for all tests and stopped with the JVM. */
public final class PostgreSql {

    /** The role that the tests log in with; it may do anything. */
    public static final String USERNAME = "postgres";

    public static final String PASSWORD = "a-password-nobody-may-see";

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
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
            statement.execute("alter role " + USERNAME + " password '" + PASSWORD + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + name;
    }

    public static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, USERNAME, PASSWORD);
    }
}

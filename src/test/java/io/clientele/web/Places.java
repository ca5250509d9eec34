package io.clientele.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Everywhere that a text may have got to, to look for it: as it is, in base 64, and in hexadecimal. */
final class Places {

    private final Map<String, String> texts = new TreeMap<>();

    void add(String name, String text) {
        texts.merge(name, text, String::concat);
    }

    /** Every file below a folder: its bytes, and where they are packed, the rows in it. */
    void addFiles(Path folder) throws IOException, SQLException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = "file " + folder.relativize(file);
                add(name, Files.readString(file, ISO_8859_1));
                if (file.toString().endsWith(".parquet")) {
                    addRows("rows of " + name, "jdbc:duckdb:", "select * from read_parquet('" + file + "')");
                } else if (file.toString().endsWith(".duckdb")) {
                    addTables(name, "jdbc:duckdb:" + file);
                }
            }
        }
    }

    /** Every table of a database, all of its rows. */
    void addTables(String name, String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            addTables(name, connection);
        }
    }

    void addTables(String name, Connection connection) throws SQLException {
        List<String> tables = rows(
                connection,
                "select '\"' || table_schema || '\".\"' || table_name || '\"' from information_schema.tables"
                        + " where table_schema not in ('information_schema', 'pg_catalog')");
        for (String table : tables) {
            add("table " + table + " of " + name, String.join("\n", rows(connection, "select * from " + table)));
        }
    }

    private void addRows(String name, String url, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            add(name, String.join("\n", rows(connection, query)));
        }
    }

    /** Bytes of a database are shown as the text that they are. */
    private static List<String> rows(Connection connection, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    Object value = result.getObject(i);
                    row.add(value instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(value));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }

    int count() {
        return texts.size();
    }

    /** How it shows in base 64 behind so many bytes of something else. */
    private static String inBase64(String text, int before) {
        byte[] bytes = ("\0".repeat(before) + text).getBytes(UTF_8);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        return encoded.substring((before * 8 + 5) / 6, encoded.length() - (bytes.length % 3 == 0 ? 0 : 1));
    }

    /** The places in which a text is found. */
    List<String> having(String text) {
        List<String> forms = List.of(
                text,
                HexFormat.of().formatHex(text.getBytes(UTF_8)),
                inBase64(text, 0),
                inBase64(text, 1),
                inBase64(text, 2));
        return texts.entrySet().stream()
                .filter(place -> forms.stream().anyMatch(place.getValue()::contains))
                .map(Map.Entry::getKey)
                .toList();
    }
}

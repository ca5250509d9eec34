package io.clientele.nightly;

import io.clientele.servers.PostgreSql;
import java.util.ArrayList;
import java.util.List;

/** Where a test keeps the metadata of runs. */
enum Metadata {
    H2_FILE,
    POSTGRESQL;

    private static final List<String> KEYS =
            List.of("spring.datasource.url", "spring.datasource.username", "spring.datasource.password");

    /** For every launcher of this process from now on; a server's database is empty at first. */
    void choose(String database) {
        KEYS.forEach(System::clearProperty);
        if (this == POSTGRESQL) {
            System.setProperty(KEYS.get(0), PostgreSql.database(database));
            System.setProperty(KEYS.get(1), "postgres");
            System.setProperty(KEYS.get(2), "");
        }
    }

    static void forget() {
        KEYS.forEach(System::clearProperty);
    }

    /** The options by which another process chooses the same. */
    static List<String> options() {
        List<String> options = new ArrayList<>();
        for (String key : KEYS) {
            String value = System.getProperty(key);
            if (value != null) {
                options.add("-D" + key + "=" + value);
            }
        }
        return options;
    }
}

package io.clientele.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class ServersTest {

    @Test
    void aRealPostgreSqlAnswersOnTheLoopbackAddress() throws SQLException {
        try (Connection connection = PostgreSql.connect(PostgreSql.database("servers"))) {
            assertThat(answer(connection, "select 6 * 7")).isEqualTo("42");
            assertThat(answer(connection, "show server_version")).startsWith("14.");
        }
    }

    @Test
    void aRealMariaDbAnswersOnTheLoopbackAddress() throws SQLException {
        try (Connection connection = MariaDb.connect(MariaDb.database("servers"))) {
            assertThat(answer(connection, "select 6 * 7")).isEqualTo("42");
            assertThat(answer(connection, "select version()")).startsWith("10.11.");
        }
    }

    private static String answer(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }
}

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Executes statements in an engine in memory and prints the first column of their results: {@code PlainDuckDb STATEMENT...} */
public final class PlainDuckDb {

    private PlainDuckDb() {}

    public static void main(String[] statements) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                if (statement.execute(each)) {
                    print(statement.getResultSet());
                }
            }
        }
    }

    private static void print(ResultSet result) throws SQLException {
        try (result) {
            while (result.next()) {
                System.out.println(result.getString(1));
            }
        }
    }
}

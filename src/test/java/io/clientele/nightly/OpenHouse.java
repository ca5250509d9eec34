package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.servers.PostgreSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * The little house with its three orders, for the tests of other rooms.
 *
 * @param url of the database of its orders
 */
public record OpenHouse(NightSettings settings, String url) {

    /** Furnishes it in an empty folder. */
    public static OpenHouse in(Path folder) throws IOException, SQLException {
        return new OpenHouse(
                LittleOrders.house(folder).settings(),
                "jdbc:postgresql://127.0.0.1:" + PostgreSql.port() + "/three_orders");
    }

    /** The one that was furnished there before, by this process or another. */
    public static NightSettings at(Path folder) {
        return LittleHouse.at(folder).settings();
    }

    /** Changes a file of the house; it must say what is to be changed. */
    public static void replace(Path file, String before, String after) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replace(before, after));
    }

    /** Settings for the command line, in a file. */
    public static Path configuration(Path folder) throws IOException, SQLException {
        return LittleOrders.house(folder).configuration();
    }
}

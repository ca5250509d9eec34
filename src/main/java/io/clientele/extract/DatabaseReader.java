package io.clientele.extract;

import io.clientele.extract.jdbc.Database;
import io.clientele.extract.jdbc.Secret;
import io.clientele.model.Nearest;
import io.clientele.model.Problem;
import io.clientele.model.YamlFile;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;
import tools.jackson.databind.JsonNode;

/** Reads where a database is; who may read it stands in the environment and in no file. */
final class DatabaseReader {

    private static final int CONNECTIONS = 2;
    private static final int FETCH_SIZE = 5_000;
    private static final int ATTEMPTS = 4;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*}");
    private static final Pattern CREDENTIALS =
            Pattern.compile("(?i)(password|passwd|pwd|secret|token)\\s*=|//[^/?;@]*:[^/?;@]*@|:thin:[^/@]+/[^@]*@");

    private final Expansion expansion;
    private final List<Problem> problems;

    /** Puts what the environment says in the place of its variables. */
    interface Expansion {
        String of(String pointer, String text);
    }

    DatabaseReader(Expansion expansion, List<Problem> problems) {
        this.expansion = expansion;
        this.problems = problems;
    }

    Database read(YamlFile yaml) {
        JsonNode node = yaml.root().path("database");
        String url = expanded(node, "url");
        if (CREDENTIALS.matcher(url).find()) {
            problems.add(new Problem(
                    yaml.path(),
                    yaml.line("/database/url"),
                    "the url holds credentials; they belong into username and password, out of the environment"));
        }
        if (!VARIABLE.matcher(node.path("password").stringValue()).matches()) {
            problems.add(new Problem(
                    yaml.path(),
                    yaml.line("/database/password"),
                    "a password does not stand in a file: name the environment variable that holds it, as in"
                            + " ${ERP_PASSWORD}"));
        }
        return new Database(
                yaml.root().path("source").stringValue(),
                url,
                expanded(node, "username"),
                new Secret(expanded(node, "password")),
                zone(yaml, node.path("time_zone").asString("UTC")),
                node.path("connections").asInt(CONNECTIONS),
                node.path("fetch_size").asInt(FETCH_SIZE),
                duration(node, "query_timeout", Duration.ofMinutes(30)),
                duration(node, "connect_timeout", Duration.ofSeconds(10)),
                duration(node, "lock_timeout", Duration.ofMinutes(1)),
                node.path("attempts").asInt(ATTEMPTS),
                duration(node, "back_off", Duration.ofSeconds(2)));
    }

    private String expanded(JsonNode node, String key) {
        return expansion.of("/database/" + key, node.path(key).stringValue());
    }

    private ZoneId zone(YamlFile yaml, String name) {
        if (ZoneId.getAvailableZoneIds().contains(name)) {
            return ZoneId.of(name);
        }
        problems.add(new Problem(
                yaml.path(),
                yaml.line("/database/time_zone"),
                "there is no time zone " + name + Nearest.hint(name, ZoneId.getAvailableZoneIds())));
        return ZoneOffset.UTC;
    }

    /** The schema has seen that it is one. */
    private static Duration duration(JsonNode node, String key, Duration or) {
        return node.has(key)
                ? DurationStyle.SIMPLE.parse(node.path(key).stringValue().toLowerCase(Locale.ROOT))
                : or;
    }
}

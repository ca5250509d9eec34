package io.clientele.model;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON Schema that YAML files are held against, each violation with its line. */
public final class YamlSchema {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What stands there by mistake is repeated to nobody. */
    private static final String SECRET = "/password";

    private final JsonNode text;
    private final Schema schema;

    private YamlSchema(String json) {
        this.text = JSON.readTree(json);
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(json);
    }

    /** The schema in a file; without it nothing can be checked. */
    public static YamlSchema read(Path file) {
        try {
            return new YamlSchema(Files.readString(file));
        } catch (IOException e) {
            throw new Refusal(Refusal.Kind.USAGE, "Cannot read the grammar " + file + ": " + e, e);
        }
    }

    /** The schema shipped as a resource beside {@code owner}. */
    public static YamlSchema shipped(Class<?> owner, String resource) {
        try (InputStream in = owner.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its resource " + resource);
            }
            return new YamlSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a problem for each violation, at most one for each place; says whether there was none. */
    public boolean accepts(YamlFile file, List<Problem> problems) {
        Map<String, String> byPlace = new TreeMap<>();
        for (Error error : schema.validate(file.root())) {
            byPlace.putIfAbsent(place(error), words(error));
        }
        byPlace.forEach((place, words) -> problems.add(new Problem(file.path(), file.line(place), words)));
        return byPlace.isEmpty();
    }

    /** Where a violation stands; a key that may not be there stands where it is and not where it is missed. */
    private static String place(Error error) {
        String place = error.getInstanceLocation().toString();
        return isUnknownKey(error) ? place + "/" + error.getProperty() : place;
    }

    private String words(Error error) {
        String place = place(error);
        String where = place.isEmpty() ? "" : place.substring(1).replace('/', '.') + ": ";
        if (isUnknownKey(error)) {
            return where + "there is no such key" + Nearest.hint(error.getProperty(), knownKeys(error));
        }
        JsonNode found = error.getInstanceNode();
        boolean isOneValue = found != null && found.isValueNode() && !place.endsWith(SECRET);
        return where + error.getMessage() + (isOneValue ? ", found " + found : "");
    }

    /** The keys that the grammar has beside the one that it refused. */
    private Collection<String> knownKeys(Error error) {
        String refused = error.getSchemaLocation().getFragment().toString();
        return text.at(refused.substring(0, refused.lastIndexOf('/')))
                .path("properties")
                .propertyNames();
    }

    private static boolean isUnknownKey(Error error) {
        return "additionalProperties".equals(error.getKeyword()) && error.getProperty() != null;
    }
}

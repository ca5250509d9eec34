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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A JSON Schema that YAML files are held against, each violation with its line. */
public final class YamlSchema {

    private final Schema schema;

    private YamlSchema(Schema schema) {
        this.schema = schema;
    }

    /** The schema in a file; without it nothing can be checked. */
    public static YamlSchema read(Path file) {
        try {
            return parse(Files.readString(file));
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
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static YamlSchema parse(String json) {
        return new YamlSchema(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(json));
    }

    /** Adds a problem for each violation, at most one for each place; says whether there was none. */
    public boolean accepts(YamlFile file, List<Problem> problems) {
        Map<String, String> byPlace = new TreeMap<>();
        for (Error error : schema.validate(file.root())) {
            byPlace.putIfAbsent(error.getInstanceLocation().toString(), words(error));
        }
        byPlace.forEach((place, words) -> problems.add(new Problem(file.path(), file.line(place), words)));
        return byPlace.isEmpty();
    }

    private static String words(Error error) {
        String place = error.getInstanceLocation().toString();
        String where = place.isEmpty() ? "" : place.substring(1).replace('/', '.') + ": ";
        return where + error.getMessage();
    }
}

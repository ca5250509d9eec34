package io.clientele.model;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads the examples of a model. */
final class ExampleReader {

    private final YamlSchema schema = YamlSchema.shipped(ExampleReader.class, "examples.schema.json");
    private final List<Problem> problems;

    ExampleReader(List<Problem> problems) {
        this.problems = problems;
    }

    List<Example> read(Path file, RelationName relation) {
        List<Example> examples = new ArrayList<>();
        YamlFile.read(file, problems)
                .filter(yaml -> schema.accepts(yaml, problems))
                .ifPresent(yaml -> {
                    int index = 0;
                    for (JsonNode node : yaml.root()) {
                        examples.add(example(yaml.path(), yaml.line("/" + index++), relation, node));
                    }
                });
        return examples;
    }

    private static Example example(Path file, int line, RelationName relation, JsonNode node) {
        Map<RelationName, List<Map<String, JsonNode>>> given = new LinkedHashMap<>();
        node.path("given")
                .properties()
                .forEach(entry -> given.put(RelationName.parse(entry.getKey()), rows(entry.getValue())));
        return new Example(
                relation,
                file,
                line,
                node.path("example").stringValue(),
                LocalDate.parse(node.path("as_of").stringValue()),
                given,
                rows(node.path("expect")));
    }

    private static List<Map<String, JsonNode>> rows(JsonNode node) {
        List<Map<String, JsonNode>> rows = new ArrayList<>();
        for (JsonNode item : node) {
            Map<String, JsonNode> row = new LinkedHashMap<>();
            item.properties().forEach(entry -> row.put(entry.getKey(), entry.getValue()));
            rows.add(row);
        }
        return rows;
    }
}

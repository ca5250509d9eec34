package io.clientele.model;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                        int line = yaml.line("/" + index++);
                        String asOf = node.path("as_of").stringValue();
                        date(asOf)
                                .ifPresentOrElse(
                                        day -> examples.add(example(yaml.path(), line, relation, day, node)),
                                        () -> problems.add(
                                                new Problem(yaml.path(), line, "as_of: there is no day " + asOf)));
                    }
                });
        return examples;
    }

    private static Example example(Path file, int line, RelationName relation, LocalDate asOf, JsonNode node) {
        Map<RelationName, List<Map<String, JsonNode>>> given = new LinkedHashMap<>();
        node.path("given")
                .properties()
                .forEach(entry -> given.put(RelationName.parse(entry.getKey()), rows(entry.getValue())));
        return new Example(
                relation, file, line, node.path("example").stringValue(), asOf, given, rows(node.path("expect")));
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty(); // the pattern lets 31 February through
        }
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

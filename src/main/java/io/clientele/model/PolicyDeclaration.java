package io.clientele.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What {@code x.table.yaml} says about {@code x.csv}.
 *
 * @param key the columns that tell two rows apart
 */
record PolicyDeclaration(List<Column> columns, List<String> key) {

    static Optional<PolicyDeclaration> read(YamlFile yaml, List<Problem> problems) {
        YamlSchema schema = YamlSchema.shipped(PolicyDeclaration.class, "policy-table.schema.json");
        if (!schema.accepts(yaml, problems)) {
            return Optional.empty();
        }
        List<Column> columns = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        yaml.root().path("columns").properties().forEach(entry -> {
            names.add(entry.getKey());
            columns.add(column(entry.getKey(), entry.getValue()));
        });
        List<String> key = new ArrayList<>();
        yaml.root().path("key").forEach(name -> key.add(name.asString()));
        List<String> unknown =
                key.stream().filter(name -> !names.contains(name)).toList();
        unknown.forEach(name -> problems.add(
                new Problem(yaml.path(), yaml.line("/key"), "key: no column " + name + Nearest.hint(name, names))));
        return unknown.isEmpty()
                ? Optional.of(new PolicyDeclaration(List.copyOf(columns), List.copyOf(key)))
                : Optional.empty();
    }

    private static Column column(String name, JsonNode node) {
        List<String> allowed = new ArrayList<>();
        node.path("allowed").forEach(value -> allowed.add(value.asString()));
        return new Column(
                name,
                ColumnType.parse(node.path("type").stringValue()),
                node.path("nullable").booleanValue(false),
                null,
                node.path("says").stringValue(),
                null,
                null,
                List.copyOf(allowed),
                Column.Pii.NONE);
    }
}

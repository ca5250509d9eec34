package io.clientele.model;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A YAML file as a JSON tree that still knows on which line each value stands. */
public final class YamlFile {

    private final Path path;
    private final JsonNode root;
    private final Map<String, Integer> lines = new HashMap<>();

    private YamlFile(Path path, Node node, List<Problem> problems) {
        this.path = path;
        this.root = convert(node, "", problems);
    }

    /**
     * Reads a file; empty where it cannot be read as YAML, in which case {@code problems} says why and where.
     */
    public static Optional<YamlFile> read(Path path, List<Problem> problems) {
        try {
            Node node = yaml().compose(new StringReader(Files.readString(path)));
            if (node == null) {
                problems.add(new Problem(path, 0, "the file is empty"));
                return Optional.empty();
            }
            int before = problems.size();
            YamlFile file = new YamlFile(path, node, problems);
            return problems.size() == before ? Optional.of(file) : Optional.empty();
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            problems.add(new Problem(path, line, "not YAML: " + e.getProblem()));
        } catch (YAMLException e) {
            problems.add(new Problem(path, 0, "not YAML: " + e.getMessage()));
        } catch (CharacterCodingException e) {
            problems.add(new Problem(path, 0, "not UTF-8"));
        } catch (IOException e) {
            problems.add(new Problem(path, 0, "cannot be read: " + e));
        }
        return Optional.empty();
    }

    public Path path() {
        return path;
    }

    public JsonNode root() {
        return root;
    }

    /** The line of the value at a JSON pointer, or of the nearest value that contains it. */
    public int line(String pointer) {
        String at = pointer;
        while (true) {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
            int slash = at.lastIndexOf('/');
            if (slash < 0) {
                return 1;
            }
            at = at.substring(0, slash);
        }
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(options));
    }

    private JsonNode convert(Node node, String pointer, List<Problem> problems) {
        lines.putIfAbsent(pointer, line(node));
        if (node.getAnchor() != null) {
            problems.add(new Problem(
                    path, line(node), "an anchor: nothing is computed here, so write the value out where it is meant"));
            return JsonNodeFactory.instance.nullNode();
        }
        if (node instanceof MappingNode mapping) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (NodeTuple tuple : mapping.getValue()) {
                int line = line(tuple.getKeyNode());
                if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                    problems.add(new Problem(path, line, "a key is a name, not a list or a mapping"));
                    continue;
                }
                String key = name.getValue();
                String child = pointer + "/" + key.replace("~", "~0").replace("/", "~1");
                if (object.has(key)) {
                    problems.add(new Problem(path, line, "the key " + key + " stands twice"));
                    continue;
                }
                lines.put(child, line);
                object.set(key, convert(tuple.getValueNode(), child, problems));
            }
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            int index = 0;
            for (Node item : sequence.getValue()) {
                array.add(convert(item, pointer + "/" + index++, problems));
            }
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    /** Dates stay text: what they mean is the reader's to say. Numbers keep every digit. */
    private static JsonNode scalar(ScalarNode node) {
        String tag = node.getTag().getValue();
        String text = node.getValue();
        return switch (tag) {
            case "tag:yaml.org,2002:null" -> JsonNodeFactory.instance.nullNode();
            case "tag:yaml.org,2002:bool" ->
                JsonNodeFactory.instance.booleanNode(
                        Boolean.parseBoolean(text) || text.equalsIgnoreCase("yes") || text.equalsIgnoreCase("on"));
            case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float" -> number(text);
            default -> JsonNodeFactory.instance.stringNode(text);
        };
    }

    private static JsonNode number(String text) {
        String plain = text.replace("_", "");
        if (plain.matches("-?\\d+")) {
            return JsonNodeFactory.instance.numberNode(new BigInteger(plain));
        }
        if (plain.matches("-?\\d*\\.\\d+")) {
            return JsonNodeFactory.instance.numberNode(new BigDecimal(plain));
        }
        if (plain.matches("-?\\d*\\.?\\d+[eE][-+]?\\d+")) {
            return JsonNodeFactory.instance.numberNode(Double.parseDouble(plain));
        }
        return JsonNodeFactory.instance.stringNode(text);
    }
}

package io.clientele.extract;

import io.clientele.extract.Source.SourceFile;
import io.clientele.extract.TableMapping.Keep;
import io.clientele.extract.TableMapping.Query;
import io.clientele.extract.jdbc.Database;
import io.clientele.model.Column;
import io.clientele.model.Contract;
import io.clientele.model.DeliveryRules;
import io.clientele.model.Nearest;
import io.clientele.model.Problem;
import io.clientele.model.QueryReader;
import io.clientele.model.Refusal;
import io.clientele.model.YamlFile;
import io.clientele.model.YamlSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads source files, or all that is wrong with them. */
public final class SourceReader {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private final YamlSchema schema = YamlSchema.shipped(SourceReader.class, "source.schema.json");
    private final Map<String, Contract> contracts;
    private final Map<String, String> environment;
    private final QueryReader queryReader;
    private final List<Problem> problems = new ArrayList<>();
    private boolean isOutline;

    private SourceReader(List<Contract> landing, Map<String, String> environment, QueryReader queryReader) {
        this.contracts = landing.stream()
                .collect(Collectors.toMap(contract -> contract.relation().name(), contract -> contract));
        this.environment = environment;
        this.queryReader = queryReader;
    }

    /**
     * Reads the definitions of all sources.
     *
     * @param landing the contracts that the tables map to
     * @param environment what {@code ${NAME}} stands for in a path
     * @param queryReader the parser of the engine that will run the queries
     * @throws Refusal with every problem of every file
     */
    public static List<Source> read(
            List<Path> definitions, List<Contract> landing, Map<String, String> environment, QueryReader queryReader) {
        return new SourceReader(landing, environment, queryReader).read(definitions);
    }

    /**
     * Reads a definition to show it: a variable that the environment does not set stands there as {@code ${NAME} (not set)}.
     *
     * @throws Refusal with every other problem of the file
     */
    public static Source outline(
            Path definition, List<Contract> landing, Map<String, String> environment, QueryReader queryReader) {
        SourceReader reader = new SourceReader(landing, environment, queryReader);
        reader.isOutline = true;
        return reader.read(List.of(definition)).get(0);
    }

    private List<Source> read(List<Path> definitions) {
        Map<String, Source> sources = new LinkedHashMap<>();
        for (Path definition : definitions) {
            YamlFile.read(definition, problems)
                    .filter(yaml -> schema.accepts(yaml, problems))
                    .map(this::source)
                    .ifPresent(source -> {
                        if (sources.put(source.name(), source) != null) {
                            problems.add(
                                    new Problem(definition, 0, "the source " + source.name() + " is defined twice"));
                        }
                    });
        }
        if (sources.isEmpty() && problems.isEmpty()) {
            throw new Refusal(
                    Refusal.Kind.USAGE, "Cannot read the sources: clientele.sources in application.yaml names none");
        }
        if (!problems.isEmpty()) {
            throw Refusal.of("read the sources", problems);
        }
        return List.copyOf(sources.values());
    }

    private Source source(YamlFile yaml) {
        FileFormat common = format(yaml, "/format", yaml.root().path("format"), FileFormat.DEFAULT);
        Map<String, SourceFile> files = yaml.root().has("files") ? files(yaml, common) : Map.of();
        Map<String, TableMapping> tables = new LinkedHashMap<>();
        yaml.root()
                .path("tables")
                .properties()
                .forEach(entry -> tables.put(entry.getKey(), table(yaml, entry.getKey(), entry.getValue(), files)));
        return new Source(
                yaml.path(),
                yaml.root().path("source").stringValue(),
                yaml.root().path("kind").stringValue(),
                yaml.root().has("database") ? Optional.of(database(yaml)) : Optional.empty(),
                common,
                files,
                tables);
    }

    private Database database(YamlFile yaml) {
        return new DatabaseReader((pointer, text) -> expand(yaml, pointer, text), problems).read(yaml);
    }

    private Map<String, SourceFile> files(YamlFile yaml, FileFormat common) {
        Path folder = folder(yaml);
        Map<String, SourceFile> files = new LinkedHashMap<>();
        yaml.root().path("files").properties().forEach(entry -> {
            String pointer = "/files/" + entry.getKey();
            files.put(
                    entry.getKey(),
                    new SourceFile(
                            entry.getKey(),
                            yaml.line(pointer),
                            folder.resolve(expand(
                                            yaml,
                                            pointer,
                                            entry.getValue().path("path").stringValue()))
                                    .normalize(),
                            format(yaml, pointer, entry.getValue(), common)));
        });
        return files;
    }

    private Path folder(YamlFile yaml) {
        Path here = yaml.path().toAbsolutePath().getParent();
        String folder = expand(yaml, "/folder", yaml.root().path("folder").stringValue());
        return here == null ? Path.of(folder) : here.resolve(folder).normalize();
    }

    private String expand(YamlFile yaml, String pointer, String text) {
        Matcher matcher = VARIABLE.matcher(text);
        StringBuilder expanded = new StringBuilder();
        while (matcher.find()) {
            String value = environment.get(matcher.group(1));
            if (value == null && isOutline) {
                value = matcher.group() + " (not set)";
            }
            if (value == null) {
                problems.add(new Problem(
                        yaml.path(),
                        yaml.line(pointer),
                        "the environment variable " + matcher.group(1) + " is not set"));
                value = "";
            }
            matcher.appendReplacement(expanded, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(expanded).toString();
    }

    private FileFormat format(YamlFile yaml, String pointer, JsonNode node, FileFormat or) {
        FileFormat format = new FileFormat(
                node.has("type")
                        ? FileFormat.Type.valueOf(
                                node.path("type").stringValue().toUpperCase(Locale.ROOT))
                        : or.type(),
                node.path("encoding").asString(or.encoding()),
                node.path("delimiter").asString(or.delimiter()),
                node.path("quote").asString(or.quote()),
                node.path("escape").asString(or.escape()),
                node.path("decimal_separator").asString(or.decimalSeparator()),
                node.has("thousands_separator")
                        ? node.path("thousands_separator").stringValue()
                        : or.thousandsSeparator(),
                node.path("date_format").asString(or.dateFormat()),
                node.path("timestamp_format").asString(or.timestampFormat()),
                node.path("time_zone").asString(or.timeZone()),
                texts(node.path("null_text"), or.nullText()),
                texts(node.path("true_text"), or.trueText()),
                texts(node.path("false_text"), or.falseText()),
                node.path("trim").booleanValue(or.isTrimmed()));
        if (format.decimalSeparator().equals(format.thousandsSeparator())) {
            problems.add(new Problem(
                    yaml.path(), yaml.line(pointer), "decimal_separator and thousands_separator are the same"));
        }
        if (!ZoneId.getAvailableZoneIds().contains(format.timeZone())) {
            problems.add(new Problem(
                    yaml.path(),
                    yaml.line(pointer + "/time_zone"),
                    "there is no time zone " + format.timeZone()
                            + Nearest.hint(format.timeZone(), ZoneId.getAvailableZoneIds())));
        }
        return format;
    }

    private static List<String> texts(JsonNode node, List<String> or) {
        if (node.isMissingNode()) {
            return or;
        }
        List<String> texts = new ArrayList<>();
        node.forEach(item -> texts.add(item.asString()));
        return List.copyOf(texts);
    }

    private TableMapping table(YamlFile yaml, String name, JsonNode node, Map<String, SourceFile> files) {
        String pointer = "/tables/" + name;
        int line = yaml.line(pointer);
        Contract contract = contracts.get(name);
        if (contract == null) {
            problems.add(new Problem(
                    yaml.path(), line, "there is no landing table " + name + Nearest.hint(name, contracts.keySet())));
        }
        Map<String, ColumnMapping> columns = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.path("columns").properties()) {
            columns.put(entry.getKey(), column(entry.getValue()));
            if (contract != null && contract.column(entry.getKey()).isEmpty()) {
                Set<String> known =
                        contract.columns().stream().map(Column::name).collect(Collectors.toSet());
                problems.add(new Problem(
                        yaml.path(),
                        yaml.line(pointer + "/columns/" + entry.getKey()),
                        "the landing table " + name + " has no column " + entry.getKey()
                                + Nearest.hint(entry.getKey(), known)));
            }
        }
        Optional<String> from = Optional.ofNullable(text(node.path("from")));
        from.filter(file -> !files.containsKey(file))
                .ifPresent(file -> problems.add(new Problem(
                        yaml.path(),
                        yaml.line(pointer + "/from"),
                        "files has no " + file + Nearest.hint(file, files.keySet()))));
        Keep keep = keep(yaml, pointer + "/keep", node.path("keep"));
        if (yaml.root().has("database")) {
            return new TableMapping(
                    name, line, List.of(), Optional.empty(), extract(yaml, pointer, node, contract), columns, keep);
        }
        Optional<Query> query = query(yaml, pointer, node);
        List<String> read = query.map(found -> List.copyOf(
                        DeliveryRules.files(found.file(), found.sql(), files.keySet(), queryReader, problems)))
                .orElseGet(() -> from.stream().toList());
        return new TableMapping(name, line, read, query, Optional.empty(), columns, keep);
    }

    private Optional<Extract> extract(YamlFile yaml, String pointer, JsonNode node, @Nullable Contract contract) {
        return queryText(yaml, pointer, node)
                .map(query -> new ExtractReader(yaml, pointer, problems).read(node, query, contract));
    }

    private @Nullable Keep keep(YamlFile yaml, String pointer, JsonNode node) {
        if (!node.isString()) {
            return null;
        }
        Keep keep = new Keep(yaml.line(pointer), node.stringValue());
        DeliveryRules.condition(yaml.path(), keep.line(), "keep", keep.condition(), queryReader, problems);
        return keep;
    }

    private Optional<Query> query(YamlFile yaml, String pointer, JsonNode node) {
        return node.has("query") ? queryText(yaml, pointer, node) : Optional.empty();
    }

    private Optional<Query> queryText(YamlFile yaml, String pointer, JsonNode node) {
        String fileName = yaml.path().getFileName().toString();
        Path query = yaml.path()
                .resolveSibling(fileName.replaceFirst("\\.ya?ml$", ""))
                .resolve(node.path("query").stringValue());
        try {
            return Optional.of(new Query(query, Files.readString(query)));
        } catch (NoSuchFileException e) {
            problems.add(new Problem(yaml.path(), yaml.line(pointer + "/query"), "there is no file " + query));
        } catch (IOException e) {
            problems.add(new Problem(query, 0, "cannot be read: " + e));
        }
        return Optional.empty();
    }

    private static ColumnMapping column(JsonNode node) {
        if (node.isString()) {
            return ColumnMapping.Delivered.as(node.stringValue());
        }
        if (node.has("value")) {
            return new ColumnMapping.Constant(node.path("value").asString());
        }
        Map<String, String> values = new LinkedHashMap<>();
        node.path("values")
                .properties()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asString()));
        return new ColumnMapping.Delivered(
                node.path("column").stringValue(),
                values,
                text(node.path("date_format")),
                text(node.path("timestamp_format")));
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.stringValue() : null;
    }
}

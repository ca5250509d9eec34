package io.clientele.model;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the policies: a mapping is a table of one row, a list of mappings a table of as many; {@code x.csv} is a table
 * that {@code x.table.yaml} describes.
 */
public final class PolicyReader {

    private static final int SCALE = 6;
    private static final String YAML = ".yaml";
    private static final String DECLARATION = ".table.yaml";
    private static final String CSV = ".csv";

    private final Path folder;
    private final List<Problem> problems = new ArrayList<>();

    private PolicyReader(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads every {@code *.yaml} and {@code *.csv} of a folder.
     *
     * @throws Refusal with every problem of every file
     */
    public static List<PolicyTable> read(Path folder) {
        return new PolicyReader(folder).read();
    }

    /** The files that were meant. */
    public static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new Refusal(Refusal.Kind.USAGE, "Cannot read the policies: there is no folder " + folder);
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(
                            file -> nameOf(file).endsWith(YAML) || nameOf(file).endsWith(CSV))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new Refusal(Refusal.Kind.USAGE, "Cannot read the folder " + folder + ": " + e, e);
        }
    }

    private List<PolicyTable> read() {
        List<PolicyTable> tables = new ArrayList<>();
        List<Path> files = files(folder);
        for (Path file : files) {
            String name = nameOf(file);
            if (name.endsWith(DECLARATION)) {
                declared(file, files).ifPresent(tables::add);
            } else if (name.endsWith(YAML)) {
                YamlFile.read(file, problems).flatMap(this::table).ifPresent(tables::add);
            } else if (!files.contains(file.resolveSibling(name.replace(CSV, DECLARATION)))) {
                problems.add(new Problem(
                        file, 0, "there is no " + name.replace(CSV, DECLARATION) + " beside it that names its types"));
            }
        }
        if (!problems.isEmpty()) {
            throw Refusal.of("read the policies", problems);
        }
        return List.copyOf(tables);
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString();
    }

    private Optional<PolicyTable> declared(Path declaration, List<Path> files) {
        Optional<String> name = tableName(declaration, DECLARATION);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (files.contains(declaration.resolveSibling(name.get() + YAML))) {
            problems.add(new Problem(declaration, 0, "config." + name.get() + " is " + name.get() + YAML + " already"));
        }
        Path csv = declaration.resolveSibling(name.get() + CSV);
        return YamlFile.read(declaration, problems)
                .flatMap(yaml -> PolicyDeclaration.read(yaml, problems))
                .map(declared ->
                        new PolicyTable(name.get(), declared.columns(), new PolicyCsv(csv, declared, problems).rows()));
    }

    private Optional<String> tableName(Path file, String ending) {
        String name = nameOf(file).substring(0, nameOf(file).length() - ending.length());
        if (name.matches("[a-z][a-z0-9_]*")) {
            return Optional.of(name);
        }
        problems.add(new Problem(file, 0, "config." + name + " would be no table name: use a-z, 0-9 and _"));
        return Optional.empty();
    }

    private Optional<PolicyTable> table(YamlFile yaml) {
        Optional<String> name = tableName(yaml.path(), YAML);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        List<JsonNode> mappings = new ArrayList<>();
        if (yaml.root().isArray()) {
            yaml.root().forEach(mappings::add);
        } else {
            mappings.add(yaml.root());
        }
        if (mappings.isEmpty() || !mappings.stream().allMatch(node -> node.isObject() && !node.isEmpty())) {
            problems.add(new Problem(yaml.path(), 0, "a policy is a mapping, or a list of at least one mapping"));
            return Optional.empty();
        }
        Set<String> names = new LinkedHashSet<>();
        mappings.forEach(mapping -> names.addAll(mapping.propertyNames()));
        List<Column> columns = new ArrayList<>();
        for (String column : names) {
            columnOf(yaml, column, mappings).ifPresent(columns::add);
        }
        if (columns.size() < names.size()) {
            return Optional.empty();
        }
        return Optional.of(new PolicyTable(name.get(), columns, rows(columns, mappings)));
    }

    private Optional<Column> columnOf(YamlFile yaml, String column, List<JsonNode> mappings) {
        Set<String> types = new LinkedHashSet<>();
        boolean isNullable = false;
        for (JsonNode mapping : mappings) {
            JsonNode value = mapping.path(column);
            if (value.isMissingNode() || value.isNull()) {
                isNullable = true;
            } else {
                types.add(type(value));
            }
        }
        if (types.equals(Set.of("bigint", "decimal(18,6)"))) {
            types.remove("bigint");
        }
        int line = yaml.line(yaml.root().isArray() ? "/0/" + column : "/" + column);
        if (types.size() == 1 && !types.contains("nested")) {
            ColumnType type = ColumnType.parse(types.iterator().next());
            Optional<JsonNode> misfit = mappings.stream()
                    .map(mapping -> mapping.path(column))
                    .filter(value -> !fits(type, value))
                    .findFirst();
            if (misfit.isPresent()) {
                problems.add(new Problem(yaml.path(), line, column + ": " + misfit.get() + " is no " + type));
                return Optional.empty();
            }
            return Optional.of(Column.of(column, types.iterator().next(), isNullable));
        }
        problems.add(new Problem(
                yaml.path(),
                line,
                types.isEmpty()
                        ? column + " has no value, so it has no type"
                        : column + " should have one flat type, but has " + types));
        return Optional.empty();
    }

    /** Whether a number keeps every digit in its column. */
    private static boolean fits(ColumnType type, JsonNode value) {
        if (!value.isNumber()) {
            return true;
        }
        if (type.kind() == ColumnType.Kind.BIGINT) {
            return value.canConvertToLong();
        }
        BigDecimal number = value.decimalValue();
        return number.stripTrailingZeros().scale() <= type.scale()
                && number.precision() - number.scale() <= type.precision() - type.scale();
    }

    private static String type(JsonNode value) {
        if (value.isBoolean()) {
            return "boolean";
        }
        if (value.isIntegralNumber()) {
            return "bigint";
        }
        if (value.isNumber()) {
            return "decimal(18," + SCALE + ")";
        }
        if (value.isString()) {
            return date(value.stringValue()).isPresent() ? "date" : "varchar";
        }
        return "nested";
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty(); // text that is no date is text
        }
    }

    private static List<List<@Nullable Object>> rows(List<Column> columns, List<JsonNode> mappings) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (JsonNode mapping : mappings) {
            List<@Nullable Object> row = new ArrayList<>();
            columns.forEach(column -> row.add(value(column.type(), mapping.path(column.name()))));
            rows.add(row);
        }
        return rows;
    }

    private static @Nullable Object value(ColumnType type, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return switch (type.kind()) {
            case BOOLEAN -> value.booleanValue();
            case BIGINT, INTEGER -> value.longValue();
            case DECIMAL -> value.decimalValue().setScale(SCALE, RoundingMode.UNNECESSARY);
            case DOUBLE -> value.doubleValue();
            case DATE -> LocalDate.parse(value.stringValue());
            case VARCHAR, TIMESTAMP -> value.stringValue();
        };
    }
}

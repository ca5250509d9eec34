package io.clientele.model;

import io.clientele.model.Contract.Conversion;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a contract; what the schema cannot see (a grain that is no column, a label that is missing) is seen here. */
final class ContractReader {

    private static final Set<String> LANDING_ONLY = Set.of(
            "optional",
            "quarantine_limit_share",
            "references",
            "control_totals",
            "converted",
            "subject",
            "person",
            "goes_with",
            "mentions");

    private static final Set<String> MODELS_ONLY = Set.of("covers", "estimator", "parameters", "role", "dated_by");

    private static final int WIDEST_DECIMAL = 38;
    private static final int WIDEST_DECIMAL_OF_A_MART = 18;

    private final YamlSchema schema;
    private final List<Problem> problems;

    ContractReader(YamlSchema schema, List<Problem> problems) {
        this.schema = schema;
        this.problems = problems;
    }

    Optional<Contract> read(Path file, Stage stage, String name) {
        Optional<YamlFile> yaml = YamlFile.read(file, problems);
        if (yaml.isEmpty() || !schema.accepts(yaml.get(), problems)) {
            return Optional.empty();
        }
        Contract contract = contract(yaml.get(), new RelationName(stage.schema(), name));
        int before = problems.size();
        checkNames(yaml.get(), contract);
        checkStage(yaml.get(), stage, contract);
        checkRole(yaml.get(), stage, contract);
        return problems.size() == before ? Optional.of(contract) : Optional.empty();
    }

    private static Contract contract(YamlFile yaml, RelationName relation) {
        JsonNode root = yaml.root();
        JsonNode limit = root.path("quarantine_limit_share");
        return new Contract(
                relation,
                yaml.path(),
                root.path("question").stringValue(),
                text(root.path("caveat")),
                texts(root.path("grain")),
                columns(root.path("columns")),
                checks(yaml),
                root.path("optional").booleanValue(false),
                limit.isMissingNode() ? Contract.DEFAULT_QUARANTINE_LIMIT_SHARE : new BigDecimal(limit.asString()),
                pairs(root.path("references")),
                controlTotals(root.path("control_totals")),
                conversion(root.path("converted")),
                Optional.ofNullable(text(root.path("estimator")))
                        .map(name -> new Contract.Arithmetic(name, relation(root.path("parameters")))),
                relation(root.path("covers")),
                role(root),
                belonging(root),
                root.path("restricted").booleanValue(false));
    }

    private static Optional<RelationName> relation(JsonNode node) {
        return Optional.ofNullable(text(node)).map(RelationName::parse);
    }

    private static Optional<Role> role(JsonNode root) {
        return Optional.ofNullable(text(root.path("role")))
                .map(word -> new Role(Role.Kind.of(word), Optional.ofNullable(text(root.path("dated_by")))));
    }

    private static Belonging belonging(JsonNode root) {
        return new Belonging(
                relation(root.path("subject")),
                root.path("person").booleanValue(false),
                pairs(root.path("goes_with")),
                pairs(root.path("mentions")));
    }

    private static Optional<Conversion> conversion(JsonNode node) {
        return node.isMissingNode()
                ? Optional.empty()
                : Optional.of(new Conversion(
                        node.path("currency").stringValue(),
                        node.path("on").stringValue(),
                        Optional.ofNullable(text(node.path("unless")))));
    }

    private static ControlTotals controlTotals(JsonNode node) {
        return node.isMissingNode()
                ? ControlTotals.NONE
                : new ControlTotals(
                        texts(node.path("amounts")),
                        Optional.ofNullable(text(node.path("currency"))),
                        Optional.ofNullable(text(node.path("month"))));
    }

    private static List<Column> columns(JsonNode node) {
        List<Column> columns = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            JsonNode column = entry.getValue();
            columns.add(new Column(
                    entry.getKey(),
                    ColumnType.parse(column.path("type").stringValue()),
                    column.path("nullable").booleanValue(false),
                    text(column.path("unit")),
                    column.path("says").stringValue(),
                    text(column.path("label_en")),
                    text(column.path("label_zh")),
                    texts(column.path("allowed")),
                    column.has("pii")
                            ? Column.Pii.valueOf(
                                    column.path("pii").stringValue().toUpperCase(Locale.ROOT))
                            : Column.Pii.NONE));
        }
        return List.copyOf(columns);
    }

    private static List<Check> checks(YamlFile yaml) {
        List<Check> checks = new ArrayList<>();
        int index = 0;
        for (JsonNode check : yaml.root().path("checks")) {
            boolean isMust = check.has("must");
            checks.add(new Check(
                    isMust ? Check.Severity.MUST : Check.Severity.SHOULD,
                    check.path(isMust ? "must" : "should").stringValue(),
                    check.has("per") ? Optional.of(texts(check.path("per"))) : Optional.empty(),
                    check.path("because").stringValue(),
                    yaml.line("/checks/" + index++)));
        }
        return List.copyOf(checks);
    }

    private void checkNames(YamlFile yaml, Contract contract) {
        Set<String> known = new LinkedHashSet<>();
        contract.columns().forEach(column -> known.add(column.name()));
        contract.columns().forEach(column -> checkDecimal(yaml, column));
        for (String key : contract.grain()) {
            mustBeColumn(yaml, "/grain", key, known);
        }
        contract.references().keySet().forEach(key -> mustBeColumn(yaml, "/references/" + key, key, known));
        contract.belonging().goesWith().keySet().forEach(key -> mustBeColumn(yaml, "/goes_with/" + key, key, known));
        contract.belonging().mentions().keySet().forEach(key -> mustBeBlankable(yaml, key, contract, known));
        ControlTotals totals = contract.controlTotals();
        totals.amounts().forEach(amount -> mustBeColumn(yaml, "/control_totals/amounts", amount, known));
        totals.currency().ifPresent(currency -> mustBeColumn(yaml, "/control_totals/currency", currency, known));
        totals.month().ifPresent(month -> mustBeColumn(yaml, "/control_totals/month", month, known));
        contract.converted().ifPresent(conversion -> {
            mustBeColumn(yaml, "/converted/currency", conversion.currency(), known);
            mustBeColumn(yaml, "/converted/on", conversion.on(), known);
            conversion.unless().ifPresent(unless -> mustBeColumn(yaml, "/converted/unless", unless, known));
        });
        for (Check check : contract.checks()) {
            for (String key : check.per().orElse(List.of())) {
                if (!known.contains(key)) {
                    problems.add(
                            new Problem(yaml.path(), check.line(), "per: no column " + key + Nearest.hint(key, known)));
                }
            }
        }
    }

    private void checkDecimal(YamlFile yaml, Column column) {
        ColumnType type = column.type();
        if (type.precision() > WIDEST_DECIMAL || type.scale() > type.precision()) {
            problems.add(new Problem(
                    yaml.path(),
                    yaml.line("/columns/" + column.name()),
                    column.name() + ": " + type + " is no type: decimal(p,s) has p at most 38 and s at most p"));
        }
    }

    private void mustBeColumn(YamlFile yaml, String pointer, String name, Set<String> known) {
        if (!known.contains(name)) {
            problems.add(new Problem(yaml.path(), yaml.line(pointer), "no column " + name + Nearest.hint(name, known)));
        }
    }

    private void mustBeBlankable(YamlFile yaml, String name, Contract contract, Set<String> known) {
        mustBeColumn(yaml, "/mentions/" + name, name, known);
        if (contract.column(name).filter(column -> !column.nullable()).isPresent()) {
            problems.add(new Problem(
                    yaml.path(),
                    yaml.line("/mentions/" + name),
                    "mentions: " + name + " must be nullable, or it could not be blanked"));
        }
    }

    private void checkStage(YamlFile yaml, Stage stage, Contract contract) {
        boolean isLanding = stage == Stage.LANDING;
        for (String key : isLanding ? MODELS_ONLY : LANDING_ONLY) {
            if (yaml.root().has(key)) {
                problems.add(new Problem(
                        yaml.path(),
                        yaml.line("/" + key),
                        key + " belongs to contracts of " + (isLanding ? "models" : "landing") + " only"));
            }
        }
        if (yaml.root().has("parameters") && contract.estimator().isEmpty()) {
            problems.add(new Problem(
                    yaml.path(), yaml.line("/parameters"), "parameters: there is no estimator that reads them"));
        }
        checkLooksLeft(yaml, stage, "covers", contract.covers());
        checkLooksLeft(yaml, stage, "parameters", contract.estimator().flatMap(Contract.Arithmetic::parameters));
        if (stage == Stage.MARTS) {
            contract.columns().forEach(column -> checkMartColumn(yaml, column));
            contract.columns().forEach(column -> checkCanBeLeftOut(yaml, contract, column));
        } else if (contract.isRestricted()) {
            problems.add(new Problem(
                    yaml.path(), yaml.line("/restricted"), "restricted: only a mart is read by others than the night"));
        }
    }

    private void checkCanBeLeftOut(YamlFile yaml, Contract contract, Column column) {
        if (column.pii() == Column.Pii.DIRECT && !column.nullable() && !contract.isRestricted()) {
            problems.add(new Problem(
                    yaml.path(),
                    yaml.line("/columns/" + column.name()),
                    column.name()
                            + ": what names somebody is left out where pseudonyms are on: make it nullable, or the"
                            + " mart restricted"));
        }
    }

    private void checkLooksLeft(YamlFile yaml, Stage stage, String key, Optional<RelationName> named) {
        named.flatMap(name -> Stage.of(name.schema()))
                .filter(other -> stage != Stage.LANDING && !stage.mayRead(other))
                .ifPresent(other -> problems.add(new Problem(
                        yaml.path(),
                        yaml.line("/" + key),
                        key + ": a model of " + stage.schema() + " may not look right, at " + other.schema())));
    }

    private void checkRole(YamlFile yaml, Stage stage, Contract contract) {
        if (stage == Stage.LANDING) {
            return;
        }
        if (stage == Stage.MARTS && contract.role().isPresent()) {
            problems.add(new Problem(
                    yaml.path(), yaml.line("/role"), "role: a mart is read by people, and nothing is explained by it"));
        }
        if (!yaml.root().has("dated_by")) {
            return;
        }
        String name = yaml.root().path("dated_by").stringValue();
        int line = yaml.line("/dated_by");
        boolean isDate = contract.column(name)
                .filter(column -> column.type().kind() == ColumnType.Kind.DATE)
                .isPresent();
        if (!isDate) {
            problems.add(new Problem(yaml.path(), line, "dated_by: there is no date " + name));
        }
        if (!contract.is(Role.Kind.FACTS)) {
            problems.add(new Problem(yaml.path(), line, "dated_by: only what has role: facts happened on a day"));
        }
    }

    private void checkMartColumn(YamlFile yaml, Column column) {
        int line = yaml.line("/columns/" + column.name());
        if (column.labelEn() == null || column.labelZh() == null) {
            problems.add(new Problem(
                    yaml.path(), line, column.name() + ": a mart's column has label_en and label_zh, for its readers"));
        }
        if (column.type().precision() > WIDEST_DECIMAL_OF_A_MART) {
            problems.add(new Problem(
                    yaml.path(),
                    line,
                    column.name() + ": " + column.type() + " is wider than the 18 digits that every BI tool reads"));
        }
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.stringValue() : null;
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.forEach(item -> texts.add(item.asString()));
        return List.copyOf(texts);
    }

    private static Map<String, String> pairs(JsonNode node) {
        Map<String, String> pairs = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> pairs.put(entry.getKey(), entry.getValue().stringValue()));
        return pairs;
    }
}

package io.clientele.model;

import io.clientele.model.Check.Severity;
import io.clientele.model.NightGates.Drift;
import io.clientele.model.NightGates.Fresh;
import io.clientele.model.NightGates.Freshness;
import io.clientele.model.NightGates.Total;
import io.clientele.model.NightGates.Volume;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads what {@code nightly.yaml} says under {@code gates}, and finds what it names among the contracts. */
final class NightGatesReader {

    private static final Set<ColumnType.Kind> MOMENTS = Set.of(ColumnType.Kind.DATE, ColumnType.Kind.TIMESTAMP);
    private static final Set<ColumnType.Kind> EXACT =
            Set.of(ColumnType.Kind.INTEGER, ColumnType.Kind.BIGINT, ColumnType.Kind.DECIMAL);

    private final YamlFile yaml;
    private final Map<RelationName, Contract> contracts;
    private final Set<RelationName> broken;
    private final Set<RelationName> tooLate;
    private final List<Problem> problems;

    /**
     * @param broken relations whose contracts are told to be wrong elsewhere
     * @param tooLate relations that are made when the gates are read already
     */
    NightGatesReader(
            YamlFile yaml,
            Map<RelationName, Contract> contracts,
            Set<RelationName> broken,
            Set<RelationName> tooLate,
            List<Problem> problems) {
        this.yaml = yaml;
        this.contracts = contracts;
        this.broken = broken;
        this.tooLate = tooLate;
        this.problems = problems;
    }

    NightGates read() {
        JsonNode gates = yaml.root().path("gates");
        return new NightGates(
                volume(gates.path("volume")), freshness(gates.path("freshness")), drift(gates.path("drift")));
    }

    private Volume volume(JsonNode node) {
        Volume ours = Volume.DEFAULT;
        return new Volume(
                severity(node, ours.severity()),
                node.path("weeks").asInt(ours.weeks()),
                node.path("low_share").asDouble(ours.lowShare()),
                node.path("high_share").asDouble(ours.highShare()),
                node.path("deviations").asDouble(ours.deviations()),
                node.path("steady_share").asDouble(ours.steadyShare()),
                node.path("least_rows").asLong(ours.leastRows()),
                node.path("least_nights").asInt(ours.leastNights()),
                since(node.path("since")));
    }

    private Map<String, LocalDate> since(JsonNode node) {
        Map<String, LocalDate> since = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String place = "/gates/volume/since/" + entry.getKey();
            contract(Stage.LANDING, entry.getKey(), place).ifPresent(contract -> {
                String day = entry.getValue().stringValue();
                try {
                    since.put(entry.getKey(), LocalDate.parse(day));
                } catch (DateTimeException e) {
                    problem(place, "there is no such day: " + day);
                }
            });
        }
        return Map.copyOf(since);
    }

    private Freshness freshness(JsonNode node) {
        List<Fresh> tables = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : node.path("tables").properties()) {
            String place = "/gates/freshness/tables/" + entry.getKey();
            contract(Stage.LANDING, entry.getKey(), place)
                    .flatMap(contract -> fresh(contract, entry.getValue(), place))
                    .ifPresent(tables::add);
        }
        return new Freshness(severity(node, NightGates.DEFAULT.freshness().severity()), List.copyOf(tables));
    }

    private Optional<Fresh> fresh(Contract contract, JsonNode node, String place) {
        int error = node.path("error_after_days").asInt();
        int warn = node.path("warn_after_days").asInt(error);
        if (warn > error) {
            problem(place + "/warn_after_days", "it warns after " + warn + " days, when it has stopped after " + error);
        }
        return column(
                        contract,
                        node.path("dated_by").stringValue(),
                        MOMENTS,
                        place + "/dated_by",
                        "a date or timestamp")
                .map(column -> new Fresh(contract.relation(), column, warn, error));
    }

    private Drift drift(JsonNode node) {
        Drift ours = NightGates.DEFAULT.drift();
        List<Total> totals = new ArrayList<>();
        int index = 0;
        for (JsonNode total : node.path("totals")) {
            String place = "/gates/drift/totals/" + index++;
            contract(Stage.MARTS, total.path("mart").stringValue(), place + "/mart")
                    .map(contract -> total(contract, total, place))
                    .ifPresent(totals::add);
        }
        return new Drift(
                severity(node, ours.severity()), node.path("share").asDouble(ours.share()), List.copyOf(totals));
    }

    private Total total(Contract contract, JsonNode node, String place) {
        RelationName mart = contract.relation();
        if (!publishes(mart)) {
            problem(place + "/mart", mart.name() + " is not published, so there is nothing to compare it with");
        }
        if (tooLate.contains(mart)) {
            problem(place + "/mart", mart.name() + " tells of the gates, so that it is made after them");
        }
        Optional<String> column =
                Optional.of(node.path("column")).filter(JsonNode::isString).map(JsonNode::stringValue);
        column.ifPresent(name -> column(contract, name, EXACT, place + "/column", "a number whose sum is exact"));
        List<String> per = new ArrayList<>();
        for (JsonNode key : node.path("per")) {
            String at = place + "/per/" + per.size();
            column(contract, key.stringValue(), Set.of(ColumnType.Kind.values()), at, "a column")
                    .filter(found -> found.pii() != Column.Pii.NONE)
                    .ifPresent(found -> problem(at, found.name() + " points at persons, and totals are kept for good"));
            per.add(key.stringValue());
        }
        return new Total(mart, column, List.copyOf(per), node.path("at_least").asDouble(0));
    }

    private boolean publishes(RelationName mart) {
        for (JsonNode published : yaml.root().path("publish")) {
            if (published.stringValue().equals(mart.name())) {
                return true;
            }
        }
        return false;
    }

    private Optional<Contract> contract(Stage stage, String name, String place) {
        RelationName relation = new RelationName(stage.schema(), name);
        Optional<Contract> found = Optional.ofNullable(contracts.get(relation));
        if (found.isEmpty() && !broken.contains(relation)) {
            problem(
                    place,
                    "there is no " + (stage == Stage.LANDING ? "landing table " : "mart ") + name
                            + Nearest.hint(name, namesOf(stage)));
        }
        return found;
    }

    private Collection<String> namesOf(Stage stage) {
        return contracts.keySet().stream()
                .filter(relation -> relation.schema().equals(stage.schema()))
                .map(RelationName::name)
                .toList();
    }

    private Optional<Column> column(
            Contract contract, String name, Set<ColumnType.Kind> kinds, String place, String wanted) {
        Optional<Column> found = contract.column(name);
        if (found.isEmpty()) {
            problem(
                    place,
                    contract.relation() + " has no column " + name
                            + Nearest.hint(
                                    name,
                                    contract.columns().stream()
                                            .map(Column::name)
                                            .toList()));
        } else if (!kinds.contains(found.get().type().kind())) {
            problem(place, name + " is " + found.get().type() + ", not " + wanted);
            return Optional.empty();
        }
        return found;
    }

    private static Severity severity(JsonNode node, Severity otherwise) {
        return Optional.of(node.path("severity"))
                .filter(JsonNode::isString)
                .map(word -> Severity.valueOf(word.stringValue().toUpperCase(Locale.ROOT)))
                .orElse(otherwise);
    }

    private void problem(String place, String message) {
        problems.add(new Problem(yaml.path(), yaml.line(place), message));
    }
}

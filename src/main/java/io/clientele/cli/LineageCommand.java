package io.clientele.cli;

import io.clientele.model.ColumnLineage;
import io.clientele.model.ColumnName;
import io.clientele.model.Contract;
import io.clientele.model.Derivation;
import io.clientele.model.Descent;
import io.clientele.model.Nearest;
import io.clientele.model.Refusal;
import io.clientele.model.RelationName;
import io.clientele.model.Stage;
import io.clientele.nightly.NightSettings;
import io.clientele.rehearsal.Rehearsal;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lineage}: where a number comes from, by what the queries say. */
@Command(
        name = "lineage",
        description = {
            "Print where a column of a mart comes from, query by query, back to deliveries and policies.",
            "What only has an influence (conditional, window, filter, sort, estimation) is named and not followed.",
            "Without a column: from which delivered columns the values of each column come in the end."
        },
        mixinStandardHelpOptions = true)
final class LineageCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "MART[.COLUMN]", description = "Or STAGE.RELATION[.COLUMN].")
    private String wanted = "";

    @Override
    public Integer call() {
        NightSettings settings = Settings.read();
        try (Rehearsal rehearsal = Rehearsal.of(settings.jobs(), settings.policy())) {
            ColumnLineage lineage = ColumnLineage.of(rehearsal.catalogue(), rehearsal.policies());
            List<String> path = List.of(wanted.split("\\."));
            boolean hasStage = Stage.of(path.get(0)).isPresent() && path.size() > 1;
            RelationName relation = hasStage
                    ? new RelationName(path.get(0), path.get(1))
                    : new RelationName(Stage.MARTS.schema(), path.get(0));
            Contract contract = contract(rehearsal, relation);
            List<String> rest = path.subList(hasStage ? 2 : 1, path.size());
            if (rest.isEmpty()) {
                contract.columns().forEach(column -> origins(new ColumnName(relation, column.name()), lineage));
            } else {
                steps(column(contract, rest.get(0)), lineage);
            }
        }
        out().flush();
        return ExitCode.OK;
    }

    private static Contract contract(Rehearsal rehearsal, RelationName relation) {
        return rehearsal.catalogue().contract(relation).orElseThrow(() -> {
            List<String> known = rehearsal.catalogue().models().stream()
                    .map(model -> model.relation().toString())
                    .toList();
            return refusal(relation.toString(), "relation", known);
        });
    }

    private static ColumnName column(Contract contract, String name) {
        if (contract.column(name).isEmpty()) {
            throw refusal(
                    name,
                    "column of " + contract.relation(),
                    contract.columns().stream().map(each -> each.name()).toList());
        }
        return new ColumnName(contract.relation(), name);
    }

    private static Refusal refusal(String name, String what, List<String> known) {
        return new Refusal(
                Refusal.Kind.USAGE,
                "Cannot say where " + name + " comes from: there is no such " + what + Nearest.hint(name, known));
    }

    private void origins(ColumnName column, ColumnLineage lineage) {
        String origins = direct(lineage.origins(column)).stream()
                .map(ColumnName::toString)
                .collect(Collectors.joining(", "));
        out().println(column.column() + (origins.isEmpty() ? "" : ": " + origins));
    }

    private void steps(ColumnName first, ColumnLineage lineage) {
        Set<ColumnName> met = new LinkedHashSet<>(List.of(first));
        Deque<ColumnName> waiting = new ArrayDeque<>(met);
        for (Optional<ColumnName> next = next(waiting); next.isPresent(); next = next(waiting)) {
            Descent step = lineage.step(next.get());
            if (!step.from().isEmpty()) {
                out().println(next.get());
                step.from().forEach((column, ways) -> out().println("    " + column + "  " + words(ways)));
            }
            direct(step).stream().filter(met::add).forEach(waiting::add);
        }
    }

    private static Optional<ColumnName> next(Deque<ColumnName> waiting) {
        return Optional.ofNullable(waiting.poll());
    }

    private static List<ColumnName> direct(Descent descent) {
        return descent.from().entrySet().stream()
                .filter(each -> each.getValue().stream().anyMatch(Derivation::isDirect))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String words(Set<Derivation> ways) {
        return ways.stream()
                .map(way -> way.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}

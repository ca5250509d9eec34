package io.clientele.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that {@code jobs/} says, checked.
 *
 * @param landing the landing contracts, each after those that it refers to
 * @param models the models in run order
 * @param summary the query over the marts whose rows a person sees at the end of a night
 * @param fingerprint SHA-256 over every file read, in hexadecimal
 */
public record Catalogue(
        NightlyJob job,
        List<Contract> landing,
        List<Model> models,
        List<Example> examples,
        Summary summary,
        String fingerprint) {

    /** What is shown at the end: rows of section, label and figure, all text, in the order to be shown. */
    public record Summary(Path file, String sql) {}

    /** What explains the nightly difference of the measures; empty where no model has the role. */
    public Optional<Recomputation> recomputation() {
        return Recomputation.of(models);
    }

    /** Whether a model waits for the explanation of the nightly difference. */
    public static boolean readsExplanation(Model model) {
        return RunOrder.readsExplanation(model);
    }

    /** Whether a model reads what the gates have found. */
    public static boolean readsGates(Model model) {
        return RunOrder.readsGates(model);
    }

    public Optional<Contract> contract(RelationName name) {
        return Stream.concat(landing.stream(), models.stream().map(Model::contract))
                .filter(contract -> contract.relation().equals(name))
                .findFirst();
    }

    /** The contracts of the marts that the job publishes, in its order. */
    public List<Contract> published() {
        return job.publish().stream()
                .map(name ->
                        contract(new RelationName(Stage.MARTS.schema(), name)).orElseThrow())
                .toList();
    }
}

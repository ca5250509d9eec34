package io.clientele.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that {@code jobs/} says, checked.
 *
 * @param landing the landing contracts, each after those that it refers to
 * @param models the models in run order
 * @param fingerprint SHA-256 over every file read, in hexadecimal
 */
public record Catalogue(
        NightlyJob job, List<Contract> landing, List<Model> models, List<Example> examples, String fingerprint) {

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

package io.clientele.explain;

import io.clientele.model.Fingerprint;
import io.clientele.model.Model;
import io.clientele.model.Recomputation;
import io.clientele.model.RelationName;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What relations are made of, down to the bytes of the files at the bottom: of the same pedigree are the same rows. */
final class Pedigrees {

    private final Difference difference;
    private final Map<RelationName, String> tonight;

    Pedigrees(Difference difference) {
        this.difference = difference;
        Basis night = difference.tonight();
        this.tonight = of(new Scenario(night, Optional.empty(), night, night, Map.of()));
    }

    boolean isTonights(RelationName relation, String pedigree) {
        return pedigree.equals(tonight.get(relation));
    }

    /** Of every relation that a scenario has. */
    Map<RelationName, String> of(Scenario scenario) {
        Recomputation recomputation = difference.recomputation();
        Map<RelationName, String> found = new HashMap<>();
        for (Model fact : recomputation.facts()) {
            found.put(fact.relation(), content(scenario, fact.relation(), scenario.until(fact)));
        }
        for (RelationName relation : recomputation.surroundings()) {
            found.put(relation, content(scenario, relation, Optional.empty()));
        }
        scenario.held().forEach((relation, file) -> found.put(relation, held(relation, file)));
        for (Model model : recomputation.models()) {
            if (!scenario.held().containsKey(model.relation())) {
                found.put(model.relation(), made(model, found));
            }
        }
        return found;
    }

    /** What the earlier night published is tonight's own where the bytes are the same. */
    private String held(RelationName relation, Path file) {
        boolean isPublished = file.equals(difference.before().file(relation));
        return isPublished && difference.before().agrees(difference.tonight(), List.of(relation))
                ? Objects.requireNonNull(tonight.get(relation))
                : "held " + file;
    }

    private static String content(Scenario scenario, RelationName relation, Optional<LocalDate> until) {
        return scenario.basisOf(relation).sha256(relation)
                + until.map(day -> " until " + day).orElse("");
    }

    private static String made(Model model, Map<RelationName, String> found) {
        List<String> parts = new ArrayList<>(List.of(model.relation().toString()));
        for (RelationName read : model.reads().stream().sorted().toList()) {
            parts.add(Objects.requireNonNull(found.get(read), () -> model.relation() + " reads " + read));
        }
        return Fingerprint.of(parts);
    }
}

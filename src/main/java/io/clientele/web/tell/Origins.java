package io.clientele.web.tell;

import io.clientele.model.Catalogue;
import io.clientele.model.Model;
import io.clientele.model.RelationName;
import io.clientele.model.Stage;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which landing tables the published marts rest on, by what the parsed models read. */
final class Origins {

    private Origins() {}

    static List<String> of(Catalogue catalogue) {
        Map<RelationName, Model> models =
                catalogue.models().stream().collect(Collectors.toMap(Model::relation, Function.identity()));
        Deque<RelationName> open = new ArrayDeque<>(catalogue.job().publish().stream()
                .map(mart -> new RelationName(Stage.MARTS.schema(), mart))
                .toList());
        Set<RelationName> seen = new TreeSet<>(Comparator.comparing(RelationName::toString));
        while (!open.isEmpty()) {
            RelationName relation = open.pop();
            Model model = models.get(relation);
            if (seen.add(relation) && model != null) {
                open.addAll(model.reads());
            }
        }
        return seen.stream()
                .filter(relation -> relation.schema().equals(Stage.LANDING.schema()))
                .map(RelationName::toString)
                .toList();
    }
}

package io.clientele.nightly;

import io.clientele.compute.ModelRun;
import io.clientele.extract.Source;
import io.clientele.extract.SourceExtraction;
import io.clientele.extract.TableExtraction;
import io.clientele.model.Catalogue;
import io.clientele.model.Contract;
import io.clientele.model.Model;
import io.clientele.publish.PublicationListener;
import java.util.ArrayList;
import java.util.List;

/** What a night does, in order: each step with its name, the work, and whether it looks again after a restart. */
final class NightSteps {

    private static final String EXPLAIN = "explain";
    private static final String COMPARE = "compare";

    private final Night night;
    private final LandingWork landing;
    private final ExplanationWork explanation;
    private final ComparisonWork comparison;
    private final PublicationWork publication;

    NightSteps(Night night, PublicationListener publicationListener, Fence fence) {
        this.night = night;
        this.landing = new LandingWork(night);
        this.explanation = new ExplanationWork(night);
        this.comparison = new ComparisonWork(night);
        this.publication = new PublicationWork(night, explanation, comparison, publicationListener, fence);
    }

    /** A step. */
    sealed interface NightStep {

        String name();

        /** Whether it runs again although an earlier attempt finished it; it sees for itself what is left to do. */
        boolean isAlwaysRun();
    }

    /** A step that is one piece of work. */
    record Task(String name, boolean isAlwaysRun, Work work) implements NightStep {}

    /** A step that reads a table of a database, in parts. */
    record Extraction(TableExtraction table) implements NightStep {

        @Override
        public String name() {
            return extraction(table.name());
        }

        @Override
        public boolean isAlwaysRun() {
            return true;
        }
    }

    private static String extraction(String table) {
        return "extract." + table;
    }

    /** Does the work of a step and says in a few words what it did. */
    interface Work {
        String run();
    }

    /** Whether a step only takes in deliveries, which costs little and is looked at again after a restart. */
    static boolean isLanding(String step) {
        return step.equals("landing") || step.startsWith("landing.") || step.startsWith(extraction(""));
    }

    /** The names of all steps, for a plan. */
    static List<String> names(Ingredients ingredients) {
        List<String> names = new ArrayList<>();
        names.add("landing");
        for (Source source : ingredients.sources()) {
            source.extractedTables(ingredients.catalogue().landing())
                    .forEach(table -> names.add(extraction(source.name() + "." + table)));
        }
        ingredients
                .catalogue()
                .landing()
                .forEach(contract -> names.add(contract.relation().toString()));
        names.add("landing.reconcile");
        Catalogue catalogue = ingredients.catalogue();
        untilExplained(catalogue).forEach(model -> names.add(model.relation().toString()));
        catalogue.recomputation().ifPresent(recomputation -> names.add(EXPLAIN));
        untilCompared(catalogue).forEach(model -> names.add(model.relation().toString()));
        names.add(COMPARE);
        sinceCompared(catalogue).forEach(model -> names.add(model.relation().toString()));
        names.add("gates");
        names.add("publish");
        return names;
    }

    List<NightStep> all() {
        List<NightStep> steps = new ArrayList<>();
        steps.add(new Task("landing", true, landing::keepDeliveries));
        for (SourceExtraction source : night.extractions()) {
            source.tables().forEach(table -> steps.add(new Extraction(table)));
        }
        for (Contract contract : night.ingredients().catalogue().landing()) {
            steps.add(new Task(contract.relation().toString(), true, () -> landing.take(contract)));
        }
        steps.add(new Task("landing.reconcile", true, landing::reconcile));
        Catalogue catalogue = night.ingredients().catalogue();
        untilExplained(catalogue).forEach(model -> steps.add(step(model)));
        catalogue
                .recomputation()
                .ifPresent(
                        recomputation -> steps.add(new Task(EXPLAIN, false, () -> explanation.explain(recomputation))));
        untilCompared(catalogue).forEach(model -> steps.add(step(model)));
        steps.add(new Task(COMPARE, false, comparison::compare));
        sinceCompared(catalogue).forEach(model -> steps.add(step(model)));
        steps.add(new Task("gates", false, publication::demandGates));
        steps.add(new Task("publish", false, publication::publish));
        return steps;
    }

    private Task step(Model model) {
        return new Task(model.relation().toString(), false, () -> make(model));
    }

    /** The models up to the first that waits for the explanation of the difference to the last night. */
    private static List<Model> untilExplained(Catalogue catalogue) {
        return catalogue.models().stream()
                .takeWhile(model -> !Catalogue.readsExplanation(model) && !Catalogue.readsGates(model))
                .toList();
    }

    /** From there the models up to the first that tells of the gates. */
    private static List<Model> untilCompared(Catalogue catalogue) {
        return catalogue.models().stream()
                .takeWhile(model -> !Catalogue.readsGates(model))
                .dropWhile(model -> !Catalogue.readsExplanation(model))
                .toList();
    }

    private static List<Model> sinceCompared(Catalogue catalogue) {
        return catalogue.models().stream()
                .dropWhile(model -> !Catalogue.readsGates(model))
                .toList();
    }

    private String make(Model model) {
        return Told.rows(ModelRun.of(model, night.modelRoom()));
    }
}

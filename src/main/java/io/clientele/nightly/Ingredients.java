package io.clientele.nightly;

import io.clientele.extract.Source;
import io.clientele.extract.SourceReader;
import io.clientele.model.Catalogue;
import io.clientele.model.Fingerprint;
import io.clientele.model.PolicyReader;
import io.clientele.model.PolicyTable;
import io.clientele.rehearsal.Rehearsal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a night is a function of, besides its day and its deliveries: models, policies and source files, read and compiled. */
record Ingredients(
        Catalogue catalogue, List<PolicyTable> policies, List<Source> sources, Map<String, String> fingerprints) {

    static Ingredients read(NightSettings settings) {
        try (Rehearsal rehearsal = Rehearsal.of(settings.jobs(), settings.policy())) {
            Catalogue catalogue = rehearsal.catalogue();
            List<Source> sources = SourceReader.read(
                    settings.sources(), catalogue.landing(), System.getenv(), rehearsal.queryReader());
            Map<String, String> fingerprints = new TreeMap<>();
            fingerprints.put("models", catalogue.fingerprint());
            fingerprints.put("policies", Fingerprint.of(settings.policy(), PolicyReader.files(settings.policy())));
            fingerprints.put("sources", sourcesFingerprint(settings.sources()));
            List<String> suppressed = Night.suppressions(settings).all();
            if (!suppressed.isEmpty()) {
                fingerprints.put("list of those who are forgotten", Fingerprint.of(suppressed));
            }
            return new Ingredients(catalogue, rehearsal.policies(), sources, fingerprints);
        }
    }

    /** The source files and the queries beside them. */
    private static String sourcesFingerprint(List<Path> definitions) {
        List<Path> files = new ArrayList<>();
        for (Path definition : definitions) {
            files.add(definition.toAbsolutePath());
            String name = definition.getFileName().toString().replaceFirst("\\.ya?ml$", "");
            files.addAll(filesIn(definition.toAbsolutePath().resolveSibling(name)));
        }
        return Fingerprint.of(Path.of("").toAbsolutePath(), files);
    }

    private static List<Path> filesIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

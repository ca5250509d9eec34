package io.clientele.nightly;

import io.clientele.model.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The source files that nights read, and those that stand beside them or came with the program. */
record SourceFiles(List<Path> configured, List<Path> others) {

    private static final Path SHIPPED = Path.of("config", "sources");

    static SourceFiles of(NightSettings settings) {
        List<Path> configured = settings.sources().stream()
                .map(file -> file.toAbsolutePath().normalize())
                .toList();
        Set<Path> folders = new LinkedHashSet<>();
        configured.forEach(file -> folders.add(file.getParent()));
        folders.add(SHIPPED.toAbsolutePath());
        List<Path> others = new ArrayList<>();
        folders.stream().filter(Files::isDirectory).forEach(folder -> others.addAll(filesIn(folder)));
        others.removeAll(configured);
        return new SourceFiles(configured, List.copyOf(others));
    }

    private static List<Path> filesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml") && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new Refusal(Refusal.Kind.USAGE, "Cannot list the sources: " + e, e);
        }
    }

    List<Path> all() {
        return Stream.concat(configured.stream(), others.stream()).toList();
    }

    boolean isConfigured(Path file) {
        return configured.contains(file);
    }

    /** The file's name, by which a source that is not configured is called. */
    static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    }
}

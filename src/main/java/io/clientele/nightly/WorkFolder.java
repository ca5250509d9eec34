package io.clientele.nightly;

import io.clientele.model.Refusal;
import io.clientele.publish.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Where one night works: its database, its spill, and by which models, policies and sources it was begun. */
record WorkFolder(Path path) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static WorkFolder of(NightId id, NightSettings settings) {
        return new WorkFolder(settings.work().resolve(id.toString()));
    }

    Path database() {
        return path.resolve("night.duckdb");
    }

    Path spill() {
        return path.resolve("spill");
    }

    /** For files that the explanation of the difference to the last night needs for a moment. */
    Path explanation() {
        return path.resolve("explanation");
    }

    /** For files that the rates need for a moment. */
    Path rates() {
        return path.resolve("rates");
    }

    /** What the night has counted, until it is published. */
    Path account() {
        return path.resolve("account.json");
    }

    private Path ingredients() {
        return path.resolve("ingredients.json");
    }

    /** Makes the folder where there is none, and clears what a killed engine spilled. */
    void prepare(Map<String, String> fingerprints) {
        try {
            FileSystemUtils.deleteRecursively(spill());
            Files.createDirectories(spill());
            if (!Files.exists(ingredients())) {
                Path aside = path.resolve("ingredients.json.tmp");
                Files.write(aside, JSON.writeValueAsBytes(fingerprints));
                Files.move(aside, ingredients(), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new Refusal(
                    Refusal.Kind.USAGE, "Cannot write to the work folder: " + Reason.of(e) + "\n  at " + path, e);
        }
    }

    /** What is not any more as it was when the night began, a sentence each; empty for a night that has not begun. */
    List<String> changes(Map<String, String> now) {
        if (!Files.exists(ingredients())) {
            return List.of();
        }
        try {
            Map<String, String> then =
                    JSON.readValue(ingredients().toFile(), new TypeReference<TreeMap<String, String>>() {});
            return now.keySet().stream()
                    .filter(what -> !Objects.equals(now.get(what), then.get(what)))
                    .map(what -> "the " + what + " changed since this night began")
                    .toList();
        } catch (JacksonException e) {
            return List.of("what this night was begun with cannot be read any more: " + ingredients());
        }
    }

    /** Every night that has a folder here. */
    static List<WorkFolder> all(NightSettings settings) throws IOException {
        if (!Files.isDirectory(settings.work())) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(settings.work())) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(WorkFolder::new)
                    .toList();
        }
    }

    /** Deletes what was worked out, and remembers by what it was begun, so that no night goes on with nothing. */
    void empty() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.filter(file -> !file.equals(ingredients())).toList()) {
                FileSystemUtils.deleteRecursively(file);
            }
        }
    }

    void delete() {
        try {
            FileSystemUtils.deleteRecursively(path);
        } catch (IOException e) {
            throw new Refusal(
                    Refusal.Kind.FAILED, "Cannot clear the work folder: " + Reason.of(e) + "\n  at " + path, e);
        }
    }
}

package io.clientele.extract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What is known of what a folder of the landing zone holds: a {@link LandingZone.Landed} or an {@link Extracted}. */
final class LandedManifest {

    private static final String NAME = "MANIFEST.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private LandedManifest() {}

    static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(NAME));
    }

    /** Empty where the folder is not there, or not whole. */
    static <T> Optional<T> read(Path folder, Class<T> type) {
        return isIn(folder) ? Optional.of(JSON.readValue(folder.resolve(NAME).toFile(), type)) : Optional.empty();
    }

    /** Makes it in a folder that nobody looks into yet. */
    static void write(Path folder, Object manifest) throws IOException {
        Files.write(folder.resolve(NAME), JSON.writeValueAsBytes(manifest));
    }

    /** Says of a folder something else than was said of it before. */
    static void replace(Path folder, Object manifest) throws IOException {
        Path next = folder.resolve(NAME + ".next");
        Files.write(next, JSON.writeValueAsBytes(manifest));
        Files.move(next, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }
}

package io.clientele.model;

import java.util.Locale;
import java.util.Optional;

/** A stage of the night, from left to right. Its name is the folder, the SQL schema and the log line alike. */
public enum Stage {
    LANDING,
    STAGED,
    METRICS,
    MARTS;

    public String schema() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a model of this stage may read a relation of {@code other}: its own stage or one to its left. */
    public boolean mayRead(Stage other) {
        return other.ordinal() <= ordinal();
    }

    public static Optional<Stage> of(String schema) {
        for (Stage stage : values()) {
            if (stage.schema().equals(schema)) {
                return Optional.of(stage);
            }
        }
        return Optional.empty();
    }
}

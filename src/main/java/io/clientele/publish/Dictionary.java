package io.clientele.publish;

import java.util.List;
import java.util.Optional;

/** The marts of a version as their contracts described them; published beside them as {@code dictionary.json}. */
public record Dictionary(List<MartDescription> marts) {

    /** Its name in a version's folder. */
    static final String FILE = "dictionary.json";

    public Optional<MartDescription> mart(String name) {
        return marts.stream().filter(mart -> mart.name().equals(name)).findFirst();
    }
}

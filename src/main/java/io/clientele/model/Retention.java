package io.clientele.model;

import java.time.Duration;
import tools.jackson.databind.JsonNode;

/**
 * How long published versions stay. One is deleted when nothing below keeps it, and it has been told of for the time of grace.
 *
 * @param versions how many of the newest are kept, whatever their age
 * @param superseded how long a version is kept after readers are shown another one
 * @param grace how long it stays readable after it has expired
 * @param monthEnds how many past months keep the last version of their last day
 */
public record Retention(int versions, Duration superseded, Duration grace, int monthEnds) {

    /** What is kept where {@code nightly.yaml} says nothing, and the least that it may say of versions and hours. */
    public static final Retention DEFAULT = new Retention(7, Duration.ofHours(48), Duration.ofHours(24), 24);

    static Retention read(JsonNode yaml) {
        return new Retention(
                yaml.path("versions").asInt(DEFAULT.versions),
                Duration.ofHours(yaml.path("superseded_hours").asLong(DEFAULT.superseded.toHours())),
                Duration.ofHours(yaml.path("grace_hours").asLong(DEFAULT.grace.toHours())),
                yaml.path("month_ends").asInt(DEFAULT.monthEnds));
    }
}

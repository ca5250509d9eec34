package io.clientele.model;

import java.util.List;

/**
 * What {@code nightly.yaml} says.
 *
 * @param publish the marts to publish, by name
 */
public record NightlyJob(String name, Schedule schedule, List<String> publish) {}

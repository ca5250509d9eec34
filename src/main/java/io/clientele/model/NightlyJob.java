package io.clientele.model;

import java.util.List;

/**
 * What {@code nightly.yaml} says.
 *
 * @param publish the marts to publish, by name
 * @param retention how long what is published stays
 */
public record NightlyJob(String name, Schedule schedule, List<String> publish, Retention retention) {}

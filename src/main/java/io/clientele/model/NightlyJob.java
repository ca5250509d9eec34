package io.clientele.model;

import java.util.List;

/**
 * What {@code nightly.yaml} says.
 *
 * @param publish the marts to publish, by name
 * @param retention how long what is published stays
 * @param gates what a night is held against besides its contracts
 */
public record NightlyJob(String name, Schedule schedule, List<String> publish, Retention retention, NightGates gates) {}

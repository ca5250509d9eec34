package io.clientele.model;

import java.util.List;

/**
 * What {@code nightly.yaml} says.
 *
 * @param cron Quartz's notation, seconds first
 * @param timeZone the zone of the cron
 * @param publish the marts to publish, by name
 */
public record NightlyJob(String name, String cron, String timeZone, List<String> publish) {}

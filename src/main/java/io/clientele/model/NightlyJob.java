package io.clientele.model;

import java.nio.file.Path;
import java.util.List;

/**
 * What {@code nightly.yaml} says.
 *
 * @param cron Quartz's notation, seconds first
 * @param timeZone the zone of the cron
 * @param publish the marts to publish, by name
 * @param retention how long what is published stays
 * @param scheduleLine where {@code file} says the cron and its zone
 */
public record NightlyJob(
        String name,
        String cron,
        String timeZone,
        List<String> publish,
        Retention retention,
        Path file,
        int scheduleLine) {}

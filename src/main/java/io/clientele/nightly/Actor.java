package io.clientele.nightly;

import org.jspecify.annotations.Nullable;

/**
 * Who changes something.
 *
 * @param name as the operating system, or the token, knows them
 * @param trigger by which door they come: cli, schedule, api, backfill
 * @param role what they may over the network; null elsewhere
 */
public record Actor(String name, String trigger, @Nullable String role) {

    /** Whoever started this program. */
    public static Actor caller() {
        return new Actor(System.getProperty("user.name", "unknown"), "cli", null);
    }
}

package io.clientele.web;

import io.clientele.nightly.Actor;
import java.util.Objects;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who asks, by the token. */
final class Asker {

    static final String TRIGGER = "api";

    private Asker() {}

    /** Whoever the request of this thread is of. */
    static Actor now() {
        Authentication asker = Objects.requireNonNull(
                SecurityContextHolder.getContext().getAuthentication(), "nobody asks without a token");
        return new Actor(
                asker.getName(),
                TRIGGER,
                Role.highest(asker.getAuthorities()).map(Role::name).orElse(null));
    }
}

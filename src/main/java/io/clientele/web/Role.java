package io.clientele.web;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What somebody may; each may what those before it may. */
enum Role {
    /** Look: runs, marts, quality, schedule. */
    VIEWER,
    /** Begin and stop runs and backfills, check versions and show older ones again. */
    OPERATOR,
    /** Make and revoke tokens, override gates, delete versions, see who changed what. */
    ADMIN;

    /** The most that somebody may. */
    static Optional<Role> highest(Collection<? extends GrantedAuthority> authorities) {
        return Stream.of(values())
                .filter(role ->
                        authorities.stream().anyMatch(each -> role.name().equals(each.getAuthority())))
                .reduce((lower, higher) -> higher);
    }

    List<GrantedAuthority> authorities() {
        return Stream.of(values())
                .filter(role -> role.compareTo(this) <= 0)
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority(role.name()))
                .toList();
    }
}

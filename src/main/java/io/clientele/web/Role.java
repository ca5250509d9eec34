package io.clientele.web;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What somebody may; each may what those before it may. */
enum Role {
    /** Look: runs, marts, quality, schedule. */
    VIEWER,
    /** Begin and stop runs. */
    OPERATOR,
    /** Make and revoke tokens. */
    ADMIN;

    List<GrantedAuthority> authorities() {
        return Stream.of(values())
                .filter(role -> role.compareTo(this) <= 0)
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority(role.name()))
                .toList();
    }
}

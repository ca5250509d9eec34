package io.clientele.web;

import io.clientele.model.Refusal;
import io.clientele.nightly.Audit;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;

/** Tokens for who asks over the network. */
@PreAuthorize(Needs.NOBODY)
class TokenDesk {

    private final Tokens tokens;
    private final Audit audit;

    TokenDesk(Tokens tokens, Audit audit) {
        this.tokens = tokens;
        this.audit = audit;
    }

    @PreAuthorize(Needs.ADMIN)
    List<Token> list() {
        return tokens.list();
    }

    /**
     * Makes a token.
     *
     * @return the token itself, which is told this once
     * @throws Refusal {@code USAGE} where the name has one already
     */
    @PreAuthorize(Needs.ADMIN)
    String make(String name, Role role) {
        if (isKnown(name)) {
            throw new Refusal(Refusal.Kind.USAGE, "Cannot make a token: " + name + " has one already");
        }
        audit.tell(Asker.now(), "token", name, null, "role=" + role);
        return tokens.make(name, role);
    }

    /** @return whether there was one */
    @PreAuthorize(Needs.ADMIN)
    boolean revoke(String name) {
        if (!isKnown(name)) {
            return false;
        }
        audit.tell(Asker.now(), "revoke", name, null, null);
        return tokens.revoke(name);
    }

    private boolean isKnown(String name) {
        return tokens.list().stream().anyMatch(token -> token.name().equals(name));
    }
}

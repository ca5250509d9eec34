package io.clientele.web;

import io.clientele.model.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who may ask. */
@RestController
final class TokensController {

    private static final String TOKENS = "/api/v1/tokens";
    private static final String NAME = "[a-z0-9_-]{1,64}";

    private final TokenDesk desk;

    TokensController(TokenDesk desk) {
        this.desk = desk;
    }

    /** Whom a token is wanted for. */
    record Wanted(@Nullable String name, @Nullable Role role) {}

    /** A token that was made; it is told this once. */
    record Made(String name, Role role, String token) {}

    @GetMapping(TOKENS)
    List<Token> list() {
        return desk.list();
    }

    @PostMapping(TOKENS)
    @ResponseStatus(HttpStatus.CREATED)
    Made make(@RequestBody Wanted wanted) {
        if (wanted.name() == null || wanted.role() == null || !wanted.name().matches(NAME)) {
            throw new Refusal(Refusal.Kind.USAGE, "Cannot make a token: it needs a role, and a name of " + NAME);
        }
        return new Made(wanted.name(), wanted.role(), desk.make(wanted.name(), wanted.role()));
    }

    @DeleteMapping(TOKENS + "/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String name) {
        if (!desk.revoke(name)) {
            throw new Missing("token of " + name);
        }
    }
}

package io.clientele.web;

import io.clientele.model.Refusal;
import io.clientele.nightly.Actor;
import io.clientele.nightly.Audit;
import io.clientele.publish.FileModes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may ask. Of a token only its hash is kept. */
final class Tokens {

    private final JdbcClient database;
    private final InstantSource clock;
    private final Mint mint = new Mint();

    Tokens(JdbcClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Where there is no token yet, makes that of the administrator and writes it to a file that only the owner may read.
     *
     * @throws Refusal {@code FAILED} where the file cannot be written
     */
    void makeFirst(Path file, Audit audit) {
        if (!list().isEmpty()) {
            return;
        }
        String secret = mint.token();
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, FileModes.ownFile());
            Files.writeString(file, secret + "\n", StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new Refusal(Refusal.Kind.FAILED, "Cannot write the first token: " + e + "\n  at " + file, e);
        }
        audit.tell(Actor.caller(), "token", "admin", null, "role=" + Role.ADMIN);
        keep("admin", Role.ADMIN, secret);
    }

    /**
     * Makes a token.
     *
     * @return the token itself, which is told this once
     * @throws Refusal {@code USAGE} where the name has one already
     */
    String make(String name, Role role) {
        String secret = mint.token();
        keep(name, role, secret);
        return secret;
    }

    private void keep(String name, Role role, String secret) {
        try {
            database.sql(
                            "insert into clientele_server.tokens (name, role, sha256, created_at) values (:name, :role, :hash, :at)")
                    .param("name", name)
                    .param("role", role.name())
                    .param("hash", Mint.hash(secret))
                    .param("at", clock.millis())
                    .update();
        } catch (DuplicateKeyException e) {
            throw new Refusal(Refusal.Kind.USAGE, "Cannot make a token: " + name + " has one already", e);
        }
    }

    Optional<Token> find(String secret) {
        return database
                .sql("select name, role, created_at from clientele_server.tokens where sha256 = :hash")
                .param("hash", Mint.hash(secret))
                .query()
                .listOfRows()
                .stream()
                .map(Tokens::token)
                .findFirst();
    }

    List<Token> list() {
        return database
                .sql("select name, role, created_at from clientele_server.tokens order by name")
                .query()
                .listOfRows()
                .stream()
                .map(Tokens::token)
                .toList();
    }

    /** @return whether there was one */
    boolean revoke(String name) {
        return database.sql("delete from clientele_server.tokens where name = :name")
                        .param("name", name)
                        .update()
                == 1;
    }

    private static Token token(Map<String, Object> row) {
        return new Token(
                String.valueOf(row.get("name")),
                Role.valueOf(String.valueOf(row.get("role"))),
                Instant.ofEpochMilli(((Number) row.getOrDefault("created_at", 0L)).longValue()));
    }
}

package io.clientele.web;

import io.clientele.model.Refusal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Does once what is asked twice under the same key. */
final class RunRequests {

    private static final String KEY = "[A-Za-z0-9_-]{1,64}";

    private final JdbcClient database;

    RunRequests(JdbcClient database) {
        this.database = database;
    }

    /**
     * Begins a run or a backfill, or gives the one that was begun under this key.
     *
     * @param name who asks; keys of different people are different keys
     * @param asked what for, in words that differ where it does
     * @param begin begins it and gives its name
     * @return the name of what was begun
     * @throws Refusal {@code USAGE} where there is no such key, or something else was asked under it; and whatever keeps it from beginning
     */
    synchronized String once(String name, @Nullable String key, String asked, Supplier<String> begin) {
        if (key == null || !key.matches(KEY)) {
            throw new Refusal(Refusal.Kind.USAGE, "Cannot run: it needs an Idempotency-Key, which is " + KEY);
        }
        String hash = Mint.hash(asked);
        Optional<String> begun = begun(name, key, hash);
        if (begun.isPresent()) {
            return begun.get();
        }
        String id = begin.get();
        database.sql(
                        "insert into clientele_server.requests (name, idempotency_key, sha256, run_id) values (:name, :key, :hash, :run)")
                .param("name", name)
                .param("key", key)
                .param("hash", hash)
                .param("run", id)
                .update();
        return id;
    }

    private Optional<String> begun(String name, String key, String hash) {
        Optional<Map<String, Object>> row = database
                .sql(
                        "select sha256, run_id from clientele_server.requests where name = :name and idempotency_key = :key")
                .param("name", name)
                .param("key", key)
                .query()
                .listOfRows()
                .stream()
                .findFirst();
        if (row.isPresent() && !Objects.equals(row.get().get("sha256"), hash)) {
            throw new Refusal(
                    Refusal.Kind.USAGE, "Cannot run: something else was asked under the Idempotency-Key " + key);
        }
        return row.map(known -> String.valueOf(known.get("run_id")));
    }
}

package io.clientele.web;

import io.clientele.model.Refusal;
import io.clientele.nightly.RunLauncher;
import io.clientele.nightly.RunRecord;
import io.clientele.nightly.RunRequest;
import io.clientele.nightly.StepListener;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Does once what is asked twice under the same key. */
final class RunRequests {

    private final JdbcClient database;
    private final RunLauncher launcher;

    RunRequests(JdbcClient database, RunLauncher launcher) {
        this.database = database;
        this.launcher = launcher;
    }

    /**
     * Begins a run, or gives the one that was begun under this key.
     *
     * @param name who asks; keys of different people are different keys
     * @throws Refusal {@code USAGE} where something else was asked under the key; {@code BUSY} where another run has the date
     */
    synchronized RunRecord submit(String name, String key, RunRequest request) {
        String hash = Mint.hash(request.businessDate() + "|" + request.isFull() + "|" + request.reason());
        Optional<RunRecord> begun = begun(name, key, hash);
        if (begun.isPresent()) {
            return begun.get();
        }
        RunRecord record = launcher.submit(request, StepListener.UNHEARD);
        database.sql(
                        "insert into clientele_server.requests (name, idempotency_key, sha256, run_id) values (:name, :key, :hash, :run)")
                .param("name", name)
                .param("key", key)
                .param("hash", hash)
                .param("run", record.runId())
                .update();
        return record;
    }

    private Optional<RunRecord> begun(String name, String key, String hash) {
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
        return row.flatMap(known -> launcher.find(String.valueOf(known.get("run_id"))));
    }
}

package io.clientele.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody with a token, or without, who asks a server. */
record Client(int port, @Nullable String token) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What was answered. */
    record Answer(int status, HttpHeaders headers, byte[] bytes) {

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        String contentType() {
            return header("Content-Type");
        }

        Optional<String> location() {
            return headers.firstValue("Location");
        }

        JsonNode json() {
            return JSON.readTree(bytes);
        }
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, String key, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }

    /** Without saying how much there is. */
    Answer stream(String path, Supplier<InputStream> body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "streamed")
                .POST(BodyPublishers.ofInputStream(body)));
    }

    /** Begins the night of a date and waits for its end. */
    JsonNode night(String businessDate) {
        String runId = post("/api/v1/runs", "night-" + businessDate, "{\"businessDate\": \"" + businessDate + "\"}")
                .json()
                .path("runId")
                .stringValue();
        JsonNode run = get("/api/v1/runs/" + runId).json();
        while (!run.path("endedAt").isString()) {
            run = get("/api/v1/runs/" + runId).json();
        }
        return run;
    }

    Answer call(String method, String path) {
        return send(
                request(path).header("Content-Type", "application/json").method(method, BodyPublishers.ofString("{}")));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

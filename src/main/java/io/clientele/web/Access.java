package io.clientele.web;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import java.util.List;
import org.springframework.http.HttpMethod;

/** Who may what. What does not stand here nobody may. */
final class Access {

    /**
     * A route and the least role that it takes.
     *
     * @param isTrigger whether it sets something off that costs, so that a token may use such routes only so often a minute
     */
    record Rule(HttpMethod method, String path, Role role, boolean isTrigger) {

        Rule(HttpMethod method, String path, Role role) {
            this(method, path, role, false);
        }
    }

    /** For the machines that watch the server; they learn that it is up or down, and nothing else. */
    static final List<String> PUBLIC = List.of("/actuator/health/liveness", "/actuator/health/readiness");

    static final List<Rule> RULES = List.of(
            new Rule(GET, "/api/v1/runs", Role.VIEWER),
            new Rule(POST, "/api/v1/runs", Role.OPERATOR, true),
            new Rule(GET, "/api/v1/runs/{runId}", Role.VIEWER),
            new Rule(POST, "/api/v1/runs/{runId}/stop", Role.OPERATOR),
            new Rule(GET, "/api/v1/runs/{runId}/log", Role.VIEWER),
            new Rule(GET, "/api/v1/backfills", Role.VIEWER),
            new Rule(POST, "/api/v1/backfills", Role.OPERATOR, true),
            new Rule(GET, "/api/v1/backfills/{backfillId}", Role.VIEWER),
            new Rule(POST, "/api/v1/backfills/{backfillId}/stop", Role.OPERATOR),
            new Rule(GET, "/api/v1/plan", Role.VIEWER),
            new Rule(GET, "/api/v1/schedule", Role.VIEWER),
            new Rule(GET, "/api/v1/marts", Role.VIEWER),
            new Rule(GET, "/api/v1/marts/versions", Role.VIEWER),
            new Rule(GET, "/api/v1/marts/versions/{version}", Role.VIEWER),
            new Rule(GET, "/api/v1/marts/versions/{version}/files/{mart}", Role.VIEWER),
            new Rule(POST, "/api/v1/marts/versions/{version}/verify", Role.OPERATOR, true),
            new Rule(POST, "/api/v1/marts/rollback", Role.OPERATOR, true),
            new Rule(GET, "/api/v1/marts/gc", Role.OPERATOR),
            new Rule(POST, "/api/v1/marts/gc", Role.ADMIN, true),
            new Rule(GET, "/api/v1/quality", Role.VIEWER),
            new Rule(GET, "/api/v1/audit", Role.ADMIN),
            new Rule(GET, "/api/v1/tokens", Role.ADMIN),
            new Rule(POST, "/api/v1/tokens", Role.ADMIN),
            new Rule(DELETE, "/api/v1/tokens/{name}", Role.ADMIN),
            new Rule(GET, "/api/v1/openapi", Role.VIEWER),
            new Rule(GET, "/actuator/health", Role.VIEWER),
            new Rule(GET, "/actuator/health/freshness", Role.VIEWER),
            new Rule(GET, "/actuator/prometheus", Role.VIEWER));

    private Access() {}
}

package io.clientele.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** Answers a request that comes no further than a filter, as a problem (RFC 9457). */
record Denial(JsonMapper json) {

    static final String NOT_ALLOWED = "The token does not allow this, or there is no such thing";

    void send(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        if (status == HttpStatus.UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        response.getOutputStream().write(json.writeValueAsBytes(ProblemDetail.forStatusAndDetail(status, detail)));
    }

    /** Says after how long it may be tried again. */
    void sendTooMany(HttpServletResponse response, Duration pause, String detail) throws IOException {
        response.setHeader(
                HttpHeaders.RETRY_AFTER, Long.toString(pause.plusMillis(999).toSeconds()));
        send(response, HttpStatus.TOO_MANY_REQUESTS, detail);
    }
}

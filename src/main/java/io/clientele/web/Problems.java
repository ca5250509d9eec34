package io.clientele.web;

import io.clientele.model.Refusal;
import io.clientele.nightly.Busy;
import io.clientele.publish.PublicationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every failure as a problem (RFC 9457), in the words of the command line. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ProblemDetail busy(Busy busy) {
        ProblemDetail problem = problem(HttpStatus.CONFLICT, busy);
        busy.holder().ifPresent(holder -> {
            problem.setProperty(holder.namesBackfill() ? "backfillId" : "runId", holder.runId());
            problem.setProperty("pid", holder.pid());
            problem.setProperty("since", holder.since());
        });
        return problem;
    }

    @ExceptionHandler
    ProblemDetail refused(Refusal refusal) {
        HttpStatus status =
                switch (refusal.kind()) {
                    case USAGE -> HttpStatus.UNPROCESSABLE_CONTENT;
                    case GATE, BUSY, STOPPED -> HttpStatus.CONFLICT;
                    case SOURCE -> HttpStatus.SERVICE_UNAVAILABLE;
                    case FAILED -> HttpStatus.INTERNAL_SERVER_ERROR;
                };
        return problem(status, refusal);
    }

    @ExceptionHandler
    ProblemDetail damaged(PublicationException damaged) {
        return problem(HttpStatus.CONFLICT, damaged);
    }

    @ExceptionHandler
    ProblemDetail missing(Missing missing) {
        return problem(HttpStatus.NOT_FOUND, missing);
    }

    @ExceptionHandler
    ProblemDetail denied(AccessDeniedException denied) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.FORBIDDEN, Denial.NOT_ALLOWED);
    }

    /** What a fault of the program's own says is for its log. */
    @ExceptionHandler
    ProblemDetail fault(RuntimeException fault) {
        LOG.error("A fault of the program's own", fault);
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR, "A fault of the program's own; its log says more");
    }

    private static ProblemDetail problem(HttpStatus status, Exception e) {
        return ProblemDetail.forStatusAndDetail(status, String.valueOf(e.getMessage()));
    }
}

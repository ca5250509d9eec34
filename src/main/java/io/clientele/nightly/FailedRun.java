package io.clientele.nightly;

import io.clientele.extract.jdbc.BeginAgain;
import io.clientele.model.Refusal;
import io.clientele.publish.PublicationException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.batch.core.job.JobExecution;

/** Why a run failed, from what Spring Batch kept of it. */
final class FailedRun {

    private FailedRun() {}

    /** The first cause that says what cannot be done; anything else is a fault of the program's own. */
    static RuntimeException reason(NightId id, JobExecution execution) {
        List<Throwable> causes = execution.getAllFailureExceptions().stream()
                .flatMap(FailedRun::chain)
                .toList();
        for (Throwable cause : causes) {
            if (cause instanceof Refusal refusal) {
                return refusal;
            }
            if (cause instanceof BeginAgain lost) {
                return new Refusal(
                        Refusal.Kind.SOURCE,
                        "Cannot read the sources of " + id.words() + ": " + lost.getMessage(),
                        lost);
            }
            if (cause instanceof PublicationException publication) {
                return new Refusal(Refusal.Kind.GATE, String.valueOf(publication.getMessage()), publication);
            }
            if (cause instanceof UncheckedIOException disk) {
                return new Refusal(Refusal.Kind.FAILED, String.valueOf(disk.getMessage()), disk);
            }
        }
        IllegalStateException fault = new IllegalStateException(
                id.words() + " ended as " + execution.getExitStatus().getExitCode());
        execution.getAllFailureExceptions().forEach(fault::addSuppressed);
        return fault;
    }

    /** Whether a source has to be read anew from its first table, which the night can do by itself. */
    static boolean isToBeginAgain(JobExecution execution) {
        return execution.getAllFailureExceptions().stream()
                .flatMap(FailedRun::chain)
                .anyMatch(BeginAgain.class::isInstance);
    }

    /** Whether it has to because what was being read is gone. */
    static boolean isLost(JobExecution execution) {
        return execution.getAllFailureExceptions().stream()
                .flatMap(FailedRun::chain)
                .anyMatch(cause -> cause instanceof BeginAgain again && again.isLoss());
    }

    private static Stream<Throwable> chain(Throwable throwable) {
        return Stream.iterate(throwable, cause -> cause != null, Throwable::getCause);
    }
}

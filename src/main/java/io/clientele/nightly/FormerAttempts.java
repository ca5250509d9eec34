package io.clientele.nightly;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * What former attempts at a night left in Spring Batch's tables. Where one of their writes failed, or their process died between two of
 * them, Spring Batch leaves an instance without executions, or executions and steps that are {@code STARTED} or {@code UNKNOWN} for ever,
 * and refuses to go on without a person. A step of a night that is not {@code COMPLETED} may always be done again from its beginning.
 */
final class FormerAttempts {

    private static final Logger LOG = LoggerFactory.getLogger(FormerAttempts.class);

    private final JobRepository repository;

    FormerAttempts(JobRepository repository) {
        this.repository = repository;
    }

    /** Makes them such that the night can be gone on with. Only for whoever has its date: none of them is alive. */
    void end(String job, JobParameters parameters) {
        JobInstance instance = repository.getJobInstance(job, parameters);
        if (instance == null) {
            return;
        }
        List<JobExecution> executions = repository.getJobExecutions(instance);
        if (executions.isEmpty()) {
            LOG.warn("{} was never begun; it is begun now", instance);
            repository.deleteJobInstance(instance);
        }
        executions.forEach(this::end);
    }

    /** Only for whoever knows that it is dead. */
    void end(JobExecution execution) {
        execution.getStepExecutions().stream()
                .filter(step -> isOpen(step.getStatus()))
                .forEach(this::end);
        if (isOpen(execution.getStatus())) {
            LOG.warn("{} had no end; it counts as failed", execution);
            execution.setStatus(BatchStatus.FAILED);
            execution.setEndTime(now());
            repository.update(execution);
        }
    }

    private void end(StepExecution step) {
        LOG.warn("{} had no end; it counts as failed", step);
        step.setStatus(BatchStatus.FAILED);
        step.setEndTime(now());
        repository.update(step);
    }

    private static boolean isOpen(BatchStatus status) {
        return status.isRunning() || status == BatchStatus.UNKNOWN;
    }

    private static LocalDateTime now() {
        return LocalDateTime.ofInstant(WallClock.now(), ZoneId.systemDefault()); // as Spring Batch writes its times
    }
}
